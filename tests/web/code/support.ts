import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pythonWith } from '../../../tools/setup/system.mjs';
import { programOf } from '../../../web/src/code/program.ts';
import type { Config } from '../../../web/src/core/config.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { isFailure, laneSpec, SidestepError, type SidestepModule } from '../../../web/src/core/module.ts';
import { changingLane } from '../../../web/src/worker/changing.ts';
import { catalog, runTo } from '../support/module.ts';

export interface Result {
  lane: string;
  loss: number;
  params: number[];
}

/** The Python that runs the programs; where there is none, the tests of them are skipped. */
export const python = pythonWith('numpy');

const runner = fileURLToPath(new URL('run_programs.py', import.meta.url));

/** What the programs print, all run by one process. */
export function runPrograms(programs: readonly string[], by = python): { printed?: string; failed?: string }[] {
  const out = execFileSync(by!, [runner], { input: JSON.stringify(programs), maxBuffer: 2 ** 28 });
  return JSON.parse(out.toString());
}

export const configOf = (link: string): Config => parseLink(link, catalog).config!;

/** The program of a race for a library. */
export const codeOf = (link: string, library = 'numpy'): string =>
  programOf(library, configOf(link), catalog, { link });

/** What the core comes to. */
export function ours(module: SidestepModule, config: Config): Result[] {
  return config.lanes.map((lane) => {
    const spec = laneSpec(config, lane, 1);
    const made = spec.changes ? changingLane(module, spec) : module.createLane(spec);
    if (isFailure(made)) throw new SidestepError(made);
    const trace = runTo(made, config.steps);
    const params = [...made.peek('params')];
    made.delete();
    return { lane: lane.optimizer, loss: trace.column('loss').at(-1)!, params };
  });
}

/** The largest difference of numbers, relative to the largest of them; 0 but for rounding counts as 0. */
export function distance(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const size = Math.max(...b.map(Math.abs), 1e-9);
  return Math.max(...a.map((x, i) => Math.abs(x - b[i]!))) / size;
}
