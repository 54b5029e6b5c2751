// Which programs there are of a race, and what each is called.
import type { Catalog } from '../core/catalog.ts';
import { changesOf } from '../core/changes.ts';
import type { Config } from '../core/config.ts';
import { SidestepError } from '../core/module.ts';
import { numpyProgram } from './numpy.ts';

export interface Options {
  /** One lane, from 0; else all. */
  lane?: number;
  /** The address of the race. */
  link: string;
}

type Make = (config: Config, catalog: Catalog, options: Options) => string;

/** By what is asked for; the first one is always possible. */
const PROGRAMS: Readonly<Record<string, Make>> = { numpy: numpyProgram };

export const LIBRARIES: readonly string[] = Object.keys(PROGRAMS);

/** What no program can say yet, by the place in the config. */
function refusal({ problem, lanes }: Config, { lane }: Options): SidestepError | null {
  if (problem.data === 'own') {
    const message = 'a program cannot read your own file';
    return new SidestepError({ code: 'unsupported', at: 'problem.data', message });
  }
  const changing = lanes.findIndex((one, i) => (lane ?? i) === i && changesOf(one).length > 0);
  if (changing < 0) return null;
  const message = 'a program has no lane that changes on the way';
  return new SidestepError({ code: 'unsupported', at: `lanes.${changing}.changes`, message });
}

/** A race as a program. Throws where there is none. */
export function programOf(library: string, config: Config, catalog: Catalog, options: Options): string {
  const refused = refusal(config, options);
  if (refused) throw refused;
  return PROGRAMS[library]!(config, catalog, options);
}
