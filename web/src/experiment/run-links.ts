import type { Catalog } from '../core/catalog.ts';
import { minimal, VERSION, versionOf } from '../core/config.ts';
import { raceParts } from '../core/link.ts';
import { runConfig } from './cells.ts';
import type { Job } from './jobs.ts';
import type { Experiment } from './spec.ts';

/** A part of a link: the first version that can say it, and as each version writes it. */
interface Part {
  needs: number;
  texts: readonly string[];
}

/** Of the values that a run sets, those of the problem, of its lane, and of the race. */
function keysOf({
  set,
  lane,
  seed,
}: Pick<Job, 'set' | 'lane' | 'seed'>): [problem: string, lane: string, race: string] {
  const own = `lanes.${lane}.`;
  let [ofProblem, ofLane, ofRace] = ['p', own, `r${seed}`];
  for (const at in set) {
    const said = ` ${at}=${set[at]}`;
    if (at.startsWith('problem.')) ofProblem += said;
    else if (at.startsWith(own)) ofLane += said;
    else if (!at.startsWith('lanes.')) ofRace += said;
  }
  return [ofProblem, ofLane, ofRace];
}

const VERSIONS = Array.from({ length: VERSION }, (_, i) => i + 1);

/**
 * What tells the link of any run: formatLink(runConfig(…)), for an experiment of very many. What a problem, a lane or a race comes to in a link
 * is found out once for the values that it has.
 */
export function runLinks(
  experiment: Pick<Experiment, 'config'>,
  catalog: Catalog,
): (run: Pick<Job, 'set' | 'lane' | 'seed'>) => string {
  const parts = new Map<string, Part>();
  return (run) => {
    const keys = keysOf(run);
    if (!keys.every((key) => parts.has(key))) {
      const config = runConfig(experiment, run.set, run.lane, run.seed);
      const written = VERSIONS.map((v) => raceParts(minimal(config, catalog, v)));
      const put = (key: string, needs: number, from: number, to?: number): void => {
        parts.set(key, {
          needs,
          texts: written.map((all) =>
            all
              .slice(from, to)
              .map((text) => `&${text}`)
              .join(''),
          ),
        });
      };
      const { problem, lanes } = config;
      put(keys[0], versionOf({ problem, lanes: [] }, catalog), 1, 2);
      put(keys[1], versionOf({ problem: { id: problem.id }, lanes }, catalog), 2, 3);
      put(keys[2], 1, 3);
    }
    const [problem, lane, race] = keys.map((key) => parts.get(key)!) as [Part, Part, Part];
    const v = Math.max(problem.needs, lane.needs);
    return `#v=${v}${problem.texts[v - 1]}${lane.texts[v - 1]}${race.texts[v - 1]}`;
  };
}
