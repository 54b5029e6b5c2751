import type { Catalog } from '../core/catalog.ts';
import { type Config, normalize } from '../core/config.ts';
import { readJson } from '../core/config-text.ts';
import { parseLink } from '../core/link.ts';
import type { ViewState } from '../core/view-state.ts';
import { formatExperiment, parseExperiment } from '../experiment/link.ts';
import { fieldAt, withAt } from '../experiment/places.ts';
import { type Design, type Experiment, hasAxes, normalizeExperiment } from '../experiment/spec.ts';
import type { Tuning } from '../experiment/tuning.ts';
import { loadWords } from '../toolkit/i18n.ts';
import type { Stage } from './stage.ts';
import { Study } from './study.ts';

export { thinned, withNewRange, withRange } from './ranges.ts';

/** A tuning as it begins. */
export const TUNING: Tuning = { trials: 20, sampler: 'halton', by: 'loss', seeds: 2, spans: [] };

/** The path of the same lane in another list, or null where it has gone. Lanes keep their swatches. */
function moved(at: string, before: readonly number[], after: readonly number[]): string | null {
  const [head, index, ...rest] = at.split('.');
  if (head !== 'lanes') return at;
  const now = after.indexOf(before[Number(index)]!);
  return now < 0 ? null : ['lanes', now, ...rest].join('.');
}

/** The experiment that a config and a design describe, made anew: what has no meaning any more is left out. */
export function designed(config: Config, { seeds, axes, tune }: Design, catalog: Catalog): Experiment | null {
  let input: unknown = { ...config, seeds, ...(tune && { tune: tuningInput(tune) }) };
  for (const { at, values } of axes.flat()) if (fieldAt(config, at, catalog)) input = withAt(input, at, { of: values });
  for (const { at, from, to } of tune?.spans ?? [])
    if (fieldAt(config, at, catalog)) input = withAt(input, at, { from, to });
  return normalizeExperiment(input, catalog).experiment;
}

const tuningInput = ({ trials, sampler, by, seeds }: NonNullable<Design['tune']>) => ({ trials, sampler, by, seeds });

/** What a page with experiments needs beside its race. It is loaded with the first one. */
export class Experiments {
  /** The experiment on the page. */
  study: Study | null = null;
  #key = '';
  /** What that is of. */
  #of: readonly unknown[] = [];
  /** The experiment that the race on show was opened from, as long as that is the race that was opened. */
  origin: { config: Config; design: Design | null; swatches: readonly number[]; race: Config } | null = null;
  /** It ran when it went out of sight. */
  #unseen = false;

  private constructor(private readonly stage: Stage) {
    stage.on('config', () => this.#refresh());
    stage.on('session', () => this.#refresh());
  }

  /** Brings the words and the experiment to a stage. */
  static async attach(stage: Stage): Promise<Experiments> {
    await loadWords('experiment');
    stage.experiments ??= new Experiments(stage);
    stage.experiments.#refresh();
    return stage.experiments;
  }

  readonly link = (experiment: Experiment, view: ViewState, checksum: string | null = null): string =>
    formatExperiment(experiment, this.stage.catalog, checksum, view);

  /** The design of now for lanes with these swatches. */
  kept(after: readonly number[]): Design | null {
    const { design, swatches: before } = this.stage;
    if (!design) return null;
    const { seeds, axes, tune } = design;
    const follow = <P extends { at: string }>(places: readonly P[]): P[] =>
      places.flatMap((place) => {
        const at = moved(place.at, before, after);
        return at === null ? [] : [{ ...place, at }];
      });
    return { seeds, axes: axes.map(follow), ...(tune && { tune: { ...tune, spans: follow(tune.spans) } }) };
  }

  /** The experiment of a config and a design, without what has no meaning there; null where that is one race. */
  fitted(config: Config, design: Design): Experiment | null {
    const experiment = designed(config, design, this.stage.catalog);
    return experiment && hasAxes(experiment) ? experiment : null;
  }

  /** Begins anew with the same experiment. */
  restart(): void {
    [this.#key, this.#of] = ['', []];
    this.#refresh();
  }

  /** It came into view, or left it: what nobody sees does not go on. */
  see(seen: boolean): void {
    const { study } = this;
    if (seen && this.#unseen) study?.start();
    this.#unseen = !seen && study?.running === true;
    if (!seen) study?.pause();
  }

  /** Goes back to where the race was opened; false where it was not. */
  back(): boolean {
    const { origin, stage } = this;
    if (origin?.race !== stage.config) return false;
    stage.edit(origin.config, origin.swatches, origin.design);
    stage.look({ views: origin.design ? undefined : ['experiment'] });
    return true;
  }

  dispose(): void {
    this.study?.dispose();
  }

  /** The experiment is another one: what is on show of the last one goes. Its first cell alone is one of a single seed. */
  #refresh(): void {
    const { stage } = this;
    const { config, design, experimenting } = stage;
    const of = [config, design, experimenting];
    if (of.every((it, i) => it === this.#of[i])) return;
    this.#of = of;
    const experiment = { seeds: 1, axes: [], ...design, config };
    const key = experimenting ? this.link(experiment, {}) : '';
    if (key === this.#key) return;
    this.#key = key;
    this.study?.dispose();
    this.study = key ? new Study(stage, experiment, key) : null;
    this.study?.on('results', () => stage.emit('numbers', undefined));
    stage.emit('study', undefined);
  }
}

/** An experiment as what a page holds: its first cell as a race, and what makes an experiment of it. */
const held = (experiment: Experiment | null, fallback: () => Config): { config: Config; design: Design | null } => {
  const { config, ...design } = experiment ?? { config: fallback(), seeds: 1, axes: [] };
  return { config, design: hasAxes(design) ? design : null };
};

export function readExperiment(hash: string, catalog: Catalog, fallback: () => Config) {
  const { experiment, ...rest } = parseExperiment(hash, catalog);
  // What is too much to run is still a race.
  return { ...held(experiment, () => parseLink(hash, catalog).config ?? fallback()), ...rest };
}

/** The same of anything that an author may give: an object, its JSON, or a link. */
export function readExperimentOf(input: unknown, catalog: Catalog) {
  const fallback = (): Config => normalize({}, catalog).config;
  if (typeof input === 'string' && !/^\s*\{/.test(input)) return readExperiment(input, catalog, fallback);
  const read = typeof input === 'string' ? readJson(input, 'config') : { value: input };
  if ('notice' in read) return { config: fallback(), notices: [read.notice] };
  const { experiment, ...rest } = normalizeExperiment(read.value, catalog);
  return { ...held(experiment, () => normalize(read.value, catalog).config), ...rest };
}
