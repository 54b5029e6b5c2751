import { html, nothing, type TemplateResult } from 'lit';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { formatLink } from '../core/link-writer.ts';
import { configOf, isExperiment, type Preset, viewOf } from '../core/preset.ts';
import type { ViewState } from '../core/view-state.ts';
import { laneLabels } from '../reader/preset-names.ts';
import { said } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { filled } from './filled.ts';
import { blurb } from './gallery-blurb.ts';
import { words } from './gallery-presets.ts';
import './gallery-thumb.ts';
import { onPath, pageLink, racePage, TUTORIAL } from './language.ts';

interface RaceOf {
  config: Config;
  view: ViewState;
  /** Empty where what writes it has not come: the page then asks by the preset's name. */
  link: string;
  /** It is many races. */
  experiment: boolean;
}

/** What reads experiments. */
let kit: typeof import('./gallery-experiment.ts') | undefined;

/** Loads what some of the presets need to be read. */
export async function bringKit(presets: readonly Preset[]): Promise<void> {
  if (presets.some((preset) => isExperiment(preset, catalog)))
    kit = await import('./gallery-experiment.ts').catch(() => undefined);
}

const races = new Map<Preset, RaceOf>();

export function raceOf(preset: Preset): RaceOf {
  const known = races.get(preset);
  if (known) return known;
  const view = viewOf(preset);
  const experiment = isExperiment(preset, catalog);
  const config = experiment && kit ? kit.experimentOf(preset, catalog).config : configOf(preset, catalog);
  const link = experiment ? (kit?.experimentLink(preset, catalog) ?? '') : formatLink(config, catalog, null, view);
  const race = { config, view, link, experiment };
  races.set(preset, race);
  return race;
}

const runAgain = (event: Event): void =>
  (event.currentTarget as HTMLElement)
    .querySelector<HTMLElement & { again(event: Event): void }>('sidestep-thumb')
    ?.again(event);

/**
 * `printed`: what of a tutorial it is about. The link to the race's own page is for pointers: a keyboard finds all of them in one list (`words.pages`)
 * and has one stop a card.
 */
export function card(preset: Preset, hidden: boolean, printed: TemplateResult | typeof nothing): TemplateResult {
  const { config, view, link, experiment } = raceOf(preset);
  const lanes = laneLabels(preset, config, catalog);
  const its = filled(words.page, { name: said(preset.name) });
  return html`<li id=${preset.id} ?hidden=${hidden}><a class="card" href="${pageLink('', preset.id, onPath() ? TUTORIAL : {})}${link}"
      @pointerenter=${runAgain} @focus=${runAgain}>
    <sidestep-thumb .name=${preset.id} .config=${experiment ? null : config} .view=${view}></sidestep-thumb>
    <h3>${said(preset.name)}</h3>
    ${experiment ? html`<p class="card-kind">${said(words.experiment)}</p>` : nothing}
    ${printed}
    <p class="card-lesson">${blurb(preset)}</p>
    <p class="card-lanes">${lanes.map((lane, i) => html`<span class="lane-${i % 8}">${lane}</span>`)}</p>
  </a><a class="card-page" href=${racePage(preset.id)} tabindex="-1" title=${its} aria-label=${its}>${icons.link}</a></li>`;
}
