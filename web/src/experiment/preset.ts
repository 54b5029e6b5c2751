import type { Catalog } from '../core/catalog.ts';
import { type Checked, isExperiment, mistakesIn as mistakesInRace, type Preset, viewOf } from '../core/preset.ts';
import { parseExperimentClaim } from './claim.ts';
import type { Runs } from './claimed.ts';
import { formatExperiment } from './link.ts';
import type { Sliced } from './resample.ts';
import { type Experiment, normalizeExperiment } from './spec.ts';

/** The experiment of a preset that is one, with every field filled in. */
export const experimentOf = ({ config }: Preset, catalog: Catalog): Experiment =>
  normalizeExperiment(config, catalog).experiment!;

/** Its link, which says how it is looked at as well. */
export const experimentLink = (preset: Preset, catalog: Catalog): string =>
  formatExperiment(experimentOf(preset, catalog), catalog, null, viewOf(preset));

/** What is wrong with a preset's file, of a race or of an experiment, in words; empty when nothing is. */
export function mistakesIn(input: unknown, catalog: Catalog): string[] {
  if (!isExperiment(input as Preset, catalog)) return mistakesInRace(input, catalog);
  const { experiment, notices } = normalizeExperiment((input as Preset).config, catalog);
  if (!experiment) return notices.map(({ at, message }) => `config: ${at} ${message}`);
  return mistakesInRace(input, catalog, { config: experiment.config, notices, parse: parseExperimentClaim });
}

/** Checks every claim of a preset against its experiment. */
export function* checkExperiment({ claims, labels }: Preset, runs: Runs): Sliced<Checked[]> {
  const checked: Checked[] = [];
  for (const claim of claims) checked.push({ claim, ...(yield* parseExperimentClaim(claim).check(runs, labels)) });
  return checked;
}
