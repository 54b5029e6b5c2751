import { type Catalog, optimizerOf } from '../core/catalog.ts';
import { laneAt } from '../core/changes.ts';
import type { Config } from '../core/config.ts';
import { labelOf } from '../core/lane-name.ts';
import { SidestepError } from '../core/module.ts';
import { conditionOf, stepRows } from '../core/step-text.ts';
import { sourceOf } from '../worker/source.ts';
import { type RunOptions, startHosts, startLane } from './run.ts';

export interface StepOptions extends Pick<RunOptions, 'dataUrl' | 'read' | 'files' | 'print'> {
  /** The lane, from 0. */
  lane: number;
  /** The step where the lane stands: what is told is the update from there to the next. */
  at: number;
  /** Which parameters, from 0; none: all of a few, of many those that the step moves most. */
  parameters: readonly number[];
  /** One JSON object, else a text. */
  json: boolean;
}

/** So many parameters are all told. */
const FEW = 32;
/** Of more, so many. */
const MOST_MOVED = 4;

/** Tells one step of one lane with its numbers. Rejects with a SidestepError where there is no such step, lane or parameter. */
export async function step(config: Config, catalog: Catalog, options: StepOptions): Promise<void> {
  const { lane, at, json, print } = options;
  const chosen = config.lanes[lane];
  if (!chosen) {
    const message = `must be below ${config.lanes.length}, the number of lanes`;
    throw new SidestepError({ code: 'out-of-range', at: '--lane', message });
  }
  const holds = laneAt(chosen, at);
  const rule = optimizerOf(catalog, holds.optimizer)!;
  const [host] = await startHosts(config, catalog, { ...options, workers: 1 });
  const useData = sourceOf(config, catalog, () => options.dataUrl, options.files) !== null;
  const { run } = await startLane(host!, config, lane, Math.max(1, at), useData);
  await run.runTo(() => at, 0);
  if (run.step < at) {
    const message = `the lane diverged at step ${run.step}`;
    throw new SidestepError({ code: 'out-of-range', at: '--at', message });
  }
  const id = run.id;
  const before = await host!.peek(id, 'params');
  await host!.run(id, at + 1, 0);
  const after = await host!.peek(id, 'params');
  const chosenOnes = options.parameters.length > 0 ? options.parameters : mostMoved(before, after);
  const [told] = await host!.explain(id, [...chosenOnes], [at]);
  const parameters = told!.map((it, i) => ({
    parameter: chosenOnes[i]!,
    w: it.w,
    gradient: it.gradient,
    ...(it.clipped !== it.gradient && { clipped: it.clipped }),
    ...(it.condition && { condition: conditionOf(it, rule) }),
    values: stepRows(it, rule, json ? undefined : 5),
    next: it.next,
  }));
  const tried = (told![0]?.trials ?? []).map(([length, loss, slope, bound, descends, flat]) => ({
    length,
    loss,
    slope,
    bound,
    descends,
    flat,
  }));
  const trials = tried.length > 0 ? { trials: tried } : {};
  if (json) {
    const next = after.length <= FEW ? [...after] : undefined;
    await print(
      `${JSON.stringify({ lane, ...labelOf(holds), step: at, ...trials, parameters, ...(next && { next }) })}\n`,
    );
    return;
  }
  const lines = parameters.flatMap(({ parameter, w, gradient, clipped, values, next }) => [
    `parameter ${parameter}: w = ${w}, g = ${gradient}${clipped === undefined ? '' : `, clipped ${clipped}`}`,
    ...values.map(({ tex, numbers, value }) => `  ${tex} = ${numbers} = ${value}`),
    ...(values.at(-1)?.value === next ? [] : [`  w = ${next}`]),
  ]);
  const verdict = (i: number): string =>
    i === tried.length - 1 ? '' : tried[i]!.descends ? ' (too steep)' : ' (too high)';
  lines.unshift(
    ...tried.map(
      ({ length, loss, bound }, i) => `trial ${i + 1}: length ${length}, loss ${loss}, at most ${bound}${verdict(i)}`,
    ),
  );
  await print(lines.map((line) => `${line}\n`).join(''));
}

/** All of a few parameters; of many those that a step moves most. */
function mostMoved(before: ArrayLike<number>, after: ArrayLike<number>): number[] {
  const all = Array.from({ length: before.length }, (_, i) => i);
  if (all.length <= FEW) return all;
  const moved = (i: number): number => Math.abs(after[i]! - before[i]!);
  return all.sort((a, b) => moved(b) - moved(a) || a - b).slice(0, MOST_MOVED);
}
