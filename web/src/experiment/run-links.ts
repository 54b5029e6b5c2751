import type { Catalog } from '../core/catalog.ts';
import { type Config, minimal, versionOf } from '../core/config.ts';
import { raceParts } from '../core/link-writer.ts';
import { type RunOf, runConfig } from './cells.ts';
import type { Experiment } from './spec.ts';

/** Of the values that a run sets, those of the problem, of its lane, and of the race. */
function keysOf({ set, lane, seed, trial }: RunOf): [problem: string, lane: string, race: string] {
  const own = `lanes.${lane}.`;
  let [ofProblem, ofLane, ofRace] = [trial === undefined ? 'p' : 'trial p', own, `r${seed}`];
  for (const at in set) {
    const said = ` ${at}=${set[at]}`;
    if (at.startsWith('problem.')) ofProblem += said;
    else if (at.startsWith(own)) ofLane += said;
    else if (!at.startsWith('lanes.')) ofRace += said;
  }
  return [ofProblem, ofLane, ofRace];
}

/** What the map has for a key, or is to have from now on. */
function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/**
 * What tells the link of any run: formatLink(runConfig(…)), for an experiment of very many. What a problem, a lane or a race comes to in a link
 * is found out once for the values that it has.
 */
export function runLinks(experiment: Pick<Experiment, 'config'>, catalog: Catalog): (run: RunOf) => string {
  const versions = new Map<string, number>();
  const parts = new Map<string, string>();
  return (run) => {
    const [problem, lane, race] = keysOf(run);
    let config: Config | undefined;
    const its = (): Config => (config ??= runConfig(experiment, run));
    const part = (key: string, from: number, to?: number): string =>
      kept(parts, v + key, () =>
        raceParts(minimal(its(), catalog, v))
          .slice(from, to)
          .map((text) => `&${text}`)
          .join(''),
      );
    // The first version that can say both.
    const v = Math.max(
      kept(versions, problem, () => versionOf({ ...its(), lanes: [] }, catalog)),
      kept(versions, lane, () => versionOf({ ...its(), problem: { id: its().problem.id } }, catalog)),
    );
    return `#v=${v}${part(problem, 1, 2)}${part(lane, 2, 3)}${part(race, 3)}`;
  };
}
