import catalogJson from '#catalog';
import begin from '../../presets/begin.json';
import type { Catalog, Problem } from '../core/catalog.ts';
import { type Config, minimal, normalize } from '../core/config.ts';
import { withProblem } from '../ui/edits.ts';

const catalog = catalogJson as unknown as Catalog;

/** Races that a problem begins with, at rates that suit it; the first one is what the page opens with. */
const races: readonly Config[] = (begin as unknown[]).map((race) => normalize(race, catalog).config);

export const firstRace = (): Config => races[0]!;

const sameLanes = (a: Config, b: Config): boolean =>
  JSON.stringify(minimal(a, catalog).lanes) === JSON.stringify(minimal(b, catalog).lanes);

/** Another problem: with its own lanes as long as nobody changed those of the last one, else with the reader's. */
export function beginWith(problem: Problem, now: Config): Config {
  const own = races.find((race) => race.problem.id === problem.id);
  const last = races.find((race) => race.problem.id === now.problem.id);
  if (own && last && sameLanes(last, now)) return { ...own, seed: now.seed };
  const moved = withProblem(now, problem);
  return own ? { ...moved, problem: own.problem, steps: own.steps } : moved;
}
