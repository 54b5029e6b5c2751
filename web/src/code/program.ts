// Which programs there are of a race, and what each is called.
import { type Catalog, problemOf } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { SidestepError } from '../core/module.ts';
import { type Difference, frameworkOf, LIBRARIES } from './framework.ts';
import { frameworkProgram, lanesFor } from './framework-program.ts';
import { isPlain, javascriptProgram } from './javascript.ts';
import { canChange } from './lane.ts';
import { TRAINERS } from './libraries.ts';
import { numpyProgram } from './numpy.ts';
import { nets } from './parts.ts';

export interface Options {
  /** One lane, from 0; else all. */
  lane?: number;
  /** The address of the race. */
  link: string;
}

export { frameworkOf, LIBRARIES } from './framework.ts';
export { bringFrameworks } from './parts.ts';

const NUMPY = LIBRARIES[0]!;
/** The end of a file's name. */
export const extensionOf = (id: string): string => (id.endsWith('js') ? 'mjs' : 'py');

/** Why there is no program, by the place in the config. */
export type Refusal = {
  why: 'own' | 'changes' | 'problem' | 'layer' | 'lanes';
  at: string;
  differences?: Difference[][];
};

export function refusalOf(library: string, config: Config, catalog: Catalog, lane?: number): Refusal | null {
  const { problem, lanes } = config;
  if (problem.data === 'own') return { why: 'own', at: 'problem.data' };
  if (library !== NUMPY) {
    const described = problemOf(catalog, problem.id)!;
    if (problem.net !== undefined) {
      const { net } = nets().networkOf(described, config, catalog);
      if (nets().unknownLayer(library, net)) return { why: 'layer', at: 'problem.net' };
    } else if (!(TRAINERS[library] ? described.kind === 'surface' : isPlain(config, catalog))) {
      return { why: 'problem', at: 'problem' };
    }
    const differences = lanesFor(library, config, catalog, lane).map((one) => one.differences);
    return differences.every((one) => one.length > 0) ? { why: 'lanes', at: 'lanes', differences } : null;
  }
  const changing = lanes.findIndex((one, i) => (lane ?? i) === i && !canChange(one));
  return changing < 0 ? null : { why: 'changes', at: `lanes.${changing}.changes` };
}

const MESSAGES: Readonly<Record<Refusal['why'], string>> = {
  own: 'a program cannot read your own file',
  changes: 'a program has no lane that becomes another rule, or begins anew, on the way',
  problem: 'there is such a program of surfaces and networks alone; --for numpy prints this race',
  layer: 'this library has a layer of this network in another form; --for numpy prints this race',
  lanes: 'no lane has a rule that this library has in the same form; --for numpy prints this race',
};

/** A race as a program. Throws where there is none. */
export function programOf(library: string, config: Config, catalog: Catalog, options: Options): string {
  const refusal = refusalOf(library, config, catalog, options.lane);
  if (refusal) throw new SidestepError({ code: 'unsupported', at: refusal.at, message: MESSAGES[refusal.why] });
  if (library === NUMPY) return numpyProgram(config, catalog, options);
  const print = TRAINERS[library] ? frameworkProgram : javascriptProgram;
  return print(library, frameworkOf(library).name, config, catalog, options);
}
