import { type Catalog, optimizerOf } from '../core/catalog.ts';
import { endingOf } from '../run/ending.ts';
import { sayEnding } from '../run/ending-text.ts';
import type { Run, Runner } from '../run/run.ts';

interface Lane {
  index: number;
  run: Run;
  host: Runner;
}

/** In a terminal settings are called as in a link. */
const writing = {
  num(value: number): string {
    const short = Number(value.toPrecision(3));
    return Math.abs(short) < 1e6 ? String(short) : short.toExponential();
  },
  name: ({ id }: { id: string }): string => id,
};

/** Which lanes diverged, at which step, and why as far as that can be told. */
export async function whyOf(
  lanes: readonly Lane[],
  catalog: Catalog,
  useData: boolean,
): Promise<{ lane: number; step: number; why?: string }[]> {
  const all = [];
  for (const { index, run, host } of lanes) {
    if (run.status !== 'diverged') continue;
    const { spec, step, hashes } = run;
    const optimizer = optimizerOf(catalog, spec.lane.optimizer)!;
    const ending = await endingOf({ host, spec, useData, optimizer, step, initial: hashes!.initial });
    all.push({ lane: index, step, ...(ending && { why: sayEnding(ending, writing).en }) });
  }
  return all;
}
