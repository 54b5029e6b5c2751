import { catalog } from '../core/catalog-data.ts';
import '../../styles/main.css';
import '../../styles/gallery.css';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { Config } from '../core/config.ts';
import { formatLink } from '../core/link.ts';
import { configOf, isExperiment, type Preset, SECTIONS, viewOf } from '../core/preset.ts';
import type { ViewState } from '../core/view-state.ts';
import { mayShow } from '../engine/trusted.ts';
import { loadPrefs, savePrefs } from '../reader/prefs.ts';
import { laneLabels } from '../reader/preset-names.ts';
import { isLang, languages, locale, said, t, tag } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { afterPaint } from '../toolkit/lazy-modules.ts';
import { whyIn } from '../toolkit/reasons.ts';
import { slices } from '../toolkit/tasks.ts';
import { untranslated, watch } from '../toolkit/translated.ts';
import { firstSentence, loadPresets, words } from './gallery-presets.ts';
import './gallery-thumb.ts';
import { explain } from './failure.ts';
import { keepPlace, placeToReturn } from './gallery-place.ts';
import { chooseLang, initialLang, pageLink, speakFirst } from './language.ts';
import { keepOffline } from './offline.ts';
import { nextTheme, showTheme } from './theme.ts';

const themeIcons = { auto: icons.auto, light: icons.sun, dark: icons.moon };

let prefs = loadPrefs();
let presets: readonly Preset[] = [];
let shown = 0; // of them
let failure: unknown;

const repeatThumbs = (): void => {
  for (const thumb of document.querySelectorAll<HTMLElement & { again(): void }>('sidestep-thumb')) thumb.again();
};

function changeTheme(): void {
  prefs = { ...prefs, theme: nextTheme(prefs.theme) };
  savePrefs(prefs);
  showTheme(prefs.theme);
  repeatThumbs();
  show();
}

function changeLang(event: Event): void {
  const { value } = event.target as HTMLSelectElement;
  if (!isLang(value)) return;
  chooseLang(value, (lang) => {
    prefs = { ...prefs, lang };
    savePrefs(prefs);
  }).catch((error: unknown) => {
    failure = error;
    show();
  });
}

const header = (): TemplateResult => html`<header class="page-head">
  <a class="wordmark" href=${pageLink('')}><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M2 5h7v7h7v7h6" /><circle cx="22" cy="19" r="2" /></svg>Sidestep</a>
  <p class="tagline">${t('page.tagline')}</p>
  <nav aria-label=${t('page.settings')}>
    <a class="text-button" href=${pageLink('')}>${said(words.playground)}</a>
    <label class="language"><span class="visually-hidden">${t('page.language')}</span>
      <select class="quiet-select" @change=${changeLang}>${languages.map(
        ({ id, label, ...it }) =>
          html`<option value=${id} lang=${it.tag} ?selected=${id === locale.lang}>${label}</option>`,
      )}</select></label>
    <button type="button" class="quiet theme" aria-label=${t('page.theme', { theme: t(`theme.${prefs.theme}`) })}
      title=${t('page.theme', { theme: t(`theme.${prefs.theme}`) })} @click=${changeTheme}>${themeIcons[prefs.theme]}</button>
  </nav>
</header>`;

const runAgain = (event: Event): void =>
  (event.currentTarget as HTMLElement)
    .querySelector<HTMLElement & { again(event: Event): void }>('sidestep-thumb')
    ?.again(event);

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

const races = new Map<Preset, RaceOf>();

function raceOf(preset: Preset): RaceOf {
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

function card(preset: Preset): TemplateResult {
  const { config, view, link, experiment } = raceOf(preset);
  const lanes = laneLabels(preset, config, catalog);
  return html`<li id=${preset.id}><a class="card" href="${pageLink('', preset.id)}${link}"
      @pointerenter=${runAgain} @focus=${runAgain}>
    <sidestep-thumb .name=${preset.id} .config=${experiment ? null : config} .view=${view}></sidestep-thumb>
    <h3>${said(preset.name)}</h3>
    ${experiment ? html`<p class="card-kind">${said(words.experiment)}</p>` : nothing}
    <p class="card-lesson">${firstSentence(said(preset.lesson))}</p>
    <p class="card-lanes">${lanes.map((lane, i) => html`<span class="lane-${i % 8}">${lane}</span>`)}</p>
  </a></li>`;
}

const section = ({ id, name }: (typeof SECTIONS)[number]): TemplateResult | typeof nothing => {
  const mine = presets.slice(0, shown).filter((preset) => preset.section === id);
  if (mine.length === 0) return nothing;
  return html`<section aria-labelledby="section-${id}"><h2 id="section-${id}">${said(name)}</h2><ul class="cards">${mine.map(card)}</ul></section>`;
};

function show(): void {
  document.documentElement.lang = tag();
  document.title = said(words.document);
  const body = html`${header()}
    <main class="gallery">
      <h1>${said(words.title)}</h1>
      <p class="gallery-intro">${said(words.intro)}</p>
      ${
        failure
          ? html`<div class="notice failure" role="alert"><p>${whyIn(failure, locale.lang)}</p>
        <p><button type="button" class="text-button" @click=${begin}>${t('notice.retry')}</button></p></div>`
          : nothing
      }
      ${SECTIONS.map(section)}
    </main>
    ${shown < presets.length ? nothing : html`<footer class="page-foot"><p>${t('page.footer')}</p></footer>`}`;
  watch(document);
  untranslated(document.body, () => render(body, document.body));
}

/** All of them, from the first on, a few in each task of the browser. */
async function unfold(): Promise<void> {
  const order = SECTIONS.map(({ id }) => id);
  presets = presets.toSorted((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
  await afterPaint(); // of what the page is
  document.querySelector('#loading')?.remove();
  show();
  await afterPaint(); // of its head
  const rest = slices();
  const place = placeToReturn();
  do {
    shown = Math.min(shown + 3, presets.length);
    show();
    place.come();
    if (!place.awaited) await rest();
  } while (shown < presets.length);
  place.come();
  if (presets.length > 0) keepPlace();
}

let off = (): void => {};

/** Brings what is shown, and shows it; again for who asks again. Rejects without the texts. */
async function begin(): Promise<void> {
  mayShow();
  off();
  failure = undefined;
  const coming = loadPresets().catch((error: unknown) => {
    failure = error;
    return [];
  });
  await speakFirst(initialLang(prefs.lang));
  presets = await coming;
  if (presets.some((preset) => isExperiment(preset, catalog)))
    kit = await import('./gallery-experiment.ts').catch(() => undefined);
  off = locale.on('change', show);
  await unfold();
}

showTheme(prefs.theme);
begin().catch(explain);
keepOffline();
