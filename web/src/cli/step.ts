import formulasJson from '../../formulas.json';
import { type Catalog, type Optimizer, optimizerOf, problemOf } from '../core/catalog.ts';
import { laneAt, phasesOf } from '../core/changes.ts';
import type { Config } from '../core/config.ts';
import { type Formulas, partsOf, settingsOf } from '../core/formula.ts';
import { labelOf } from '../core/lane-name.ts';
import { SidestepError, type StepTold } from '../core/module.ts';
import { conditionOf, numberTex, type StepRow, stepRows, type Verdict, verdictsOf } from '../core/step-text.ts';
import { plainTeX } from '../core/tex.ts';
import { sourceOf } from '../worker/source.ts';
import { type RunOptions, startHosts, startLane } from './run.ts';

export interface StepOptions extends Pick<RunOptions, 'dataUrl' | 'read' | 'files' | 'print'> {
  /** The lane, from 0. */
  lane: number;
  /** The step where the lane stands: what is told is the update from there to the next. */
  at: number;
  /** Which parameters, from 0; none: all of a few, of many those that the step moves most. */
  parameters: readonly number[];
  /** One JSON object, or lines that are read as they are or as TeX. */
  format: 'json' | 'text' | 'tex';
}

const formulas = formulasJson as Formulas;

/** So many parameters are all told. */
const FEW = 32;
/** Of more, so many. */
const MOST_MOVED = 4;

/** Tells one step of one lane with its numbers. Rejects with a SidestepError where there is no such step, lane or parameter. */
export async function step(config: Config, catalog: Catalog, options: StepOptions): Promise<void> {
  const { lane, at, format, print } = options;
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
  if (run.step < at || run.status === 'diverged') {
    const message = `the lane diverged at step ${run.step}, so its last update is ${run.step - 1}`;
    throw new SidestepError({ code: 'out-of-range', at: '--at', message });
  }
  const id = run.id;
  const before = await host!.peek(id, 'params');
  await host!.run(id, at + 1, 0);
  const after = await host!.peek(id, 'params');
  const chosenOnes = options.parameters.length > 0 ? options.parameters : mostMoved(before, after);
  const [told] = await host!.explain(id, [...chosenOnes], [at]);
  const moved = before.some((w, i) => !Object.is(w, after[i]));
  const its = told!.map((one, i) => ({ ...one, parameter: chosenOnes[i]!, values: stepRows(one, rule) }));
  const rate = rateOf(config, lane, at, catalog, told![0]);
  const all = { lane, ...labelOf(holds), step: at, t: told![0]?.t ?? at + 1, ...(rate && { rate: rate.value }) };
  await print(
    format === 'json' ? jsonOf(all, its, rule, after) : linesOf(all, its, rule, rate, moved, format === 'tex'),
  );
}

/** The learning rate of a step. */
interface Rate {
  value: number;
  /** How it is computed, in TeX, and the step from which that counts. */
  tex: readonly string[];
  from: number;
}

/** Where a schedule gives each step another one. */
function rateOf(
  { lanes, problem }: Config,
  index: number,
  at: number,
  catalog: Catalog,
  told: StepTold | undefined,
): Rate | undefined {
  const [, value] = told?.quantities.find(([name]) => name === String.raw`\eta_t`) ?? [];
  if (value === undefined) return undefined;
  const { lane, scheduleFrom } = phasesOf(lanes[index]!).findLast((phase) => phase.at <= at)!;
  const { rate } = partsOf(formulas, lane.optimizer, settingsOf(lane, problem, problemOf(catalog, problem.id)!));
  return { value, tex: rate.map((place) => formulas.texts[place]!), from: scheduleFrom };
}

type Told = StepTold & { parameter: number; values: StepRow[] };
interface Header {
  lane: number;
  optimizer: string;
  name?: string;
  step: number;
  t: number;
  rate?: number;
}

function jsonOf(header: Header, its: readonly Told[], rule: Optimizer, after: Float64Array | Float32Array): string {
  const parameters = its.map((it) => ({
    parameter: it.parameter,
    w: it.w,
    gradient: it.gradient,
    ...(it.clipped !== it.gradient && { clipped: it.clipped, gradientNorm: it.gradientNorm }),
    ...(it.condition && { condition: conditionOf(it, rule) }),
    values: it.values,
    ...(it.ruleNext !== it.next && { after: it.ruleNext }),
    ...(it.projected !== it.ruleNext && { projected: it.projected }),
    next: it.next,
    ...(it.shown !== it.next && { shown: it.shown }),
  }));
  const trials = its[0]?.trials.map(([length, loss, slope, bound, descends, flat]) => ({
    ...{ length, loss, slope, bound, descends, flat },
  }));
  const told = { ...header, ...(trials?.length && { trials }), parameters };
  return `${JSON.stringify({ ...told, ...(after.length <= FEW && { next: [...after] }) })}\n`;
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  taken: ', accepted',
  high: ', too high',
  steep: ', too steep',
  higher: ', above an earlier point',
  '': '',
};

/** A step as lines: every number has all its digits, so that whoever computes a line again comes to its result. */
function linesOf(
  { lane, optimizer, name = optimizer, step: at, t }: Header,
  its: readonly Told[],
  rule: Optimizer,
  rate: Rate | undefined,
  moved: boolean,
  asTeX: boolean,
): string {
  const as = (tex: string): string => (asTeX ? tex : plainTeX(tex));
  const told = (x: number): string => as(numberTex(x));
  const condition = its[0] ? conditionOf(its[0], rule) : '';
  const trials = its[0]?.trials ?? [];
  const verdicts = verdictsOf(trials, moved);
  const lines = [
    `lane ${lane}, ${name}: the update at step ${at} (t = ${t})${condition && `, where ${as(condition)}`}`,
    ...(rate
      ? [
          `${rate.tex.map(as).join(', ')} = ${told(rate.value)}${rate.from > 0 ? `, with t and T counted from step ${rate.from}` : ''}`,
        ]
      : []),
    ...trials.map(
      ([length, loss, slope, bound], i) =>
        `trial ${i + 1}: length ${told(length)}, loss ${told(loss)} (at most ${told(bound)}), slope ${told(slope)}${VERDICTS[verdicts[i]!]}`,
    ),
    ...(trials.length > 0 && !moved ? ['no trial was accepted'] : []),
    ...its.flatMap((it) => [
      `parameter ${it.parameter}: w = ${told(it.w)}, g = ${told(it.gradient)}`,
      ...(it.clipped === it.gradient
        ? []
        : [`  g, clipped = ${told(it.clipped)} (the norm of all gradients: ${told(it.gradientNorm)})`]),
      ...it.values.map(({ tex, numbers, value }) => `  ${as(tex)} = ${as(numbers)} = ${told(value)}`),
      ...(it.values.some(({ name, value }) => name === 'w' && Object.is(value, it.ruleNext))
        ? []
        : [`  w = ${told(it.ruleNext)}, not moved`]),
      ...(it.projected === it.ruleNext ? [] : [`  w, limited to the domain = ${told(it.projected)}`]),
      ...(it.next === it.projected ? [] : [`  w, after lookahead = ${told(it.next)}`]),
      ...(it.shown === it.next ? [] : [`  the average of w, where the loss is measured = ${told(it.shown)}`]),
    ]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** All of a few parameters; of many those that a step moves most. */
function mostMoved(before: ArrayLike<number>, after: ArrayLike<number>): number[] {
  const all = Array.from({ length: before.length }, (_, i) => i);
  if (all.length <= FEW) return all;
  const moved = (i: number): number => Math.abs(after[i]! - before[i]!);
  return all.sort((a, b) => moved(b) - moved(a) || a - b).slice(0, MOST_MOVED);
}
