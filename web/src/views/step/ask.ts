// What the view of a step asks of the race.

import type { StepTold } from '../../core/module.ts';
import { SidestepError } from '../../core/module.ts';
import { parameterNames } from '../../engine/readings.ts';
import type { Stage } from '../../reader/stage.ts';
import { theta } from '../plane/marks.ts';

/** So many parameters are all told. */
export const FEW = 12;
/** Of more, so many of those that the step moves most. */
const MOST_MOVED = 4;

/** A lane's step: the update from `at` to the state after it. */
export interface LaneStep {
  lane: number;
  at: number;
  /** How many parameters it has, and those that are told. */
  size: number;
  parameters: readonly number[];
  told: readonly StepTold[];
  /** Whether each told `next` is the lane's own state after it, bit for bit. */
  holds: boolean;
  /** The lane's loss before and after, NaN where its rows leave them out. */
  losses: readonly [number, number];
}

/** The step whose update is told: the one that is looked at, in the end the last one. A lane that is lost: the one that lost it. */
export function stepOfLane({ lanes, at, config }: Pick<Stage, 'lanes' | 'at' | 'config'>, lane: number): number {
  const { status, step } = lanes[lane]!;
  const last = status === 'diverged' ? step : config.steps;
  return Math.max(0, Math.min(at, last - 1));
}

/** Parameters that are told, and how many there are. */
export interface Chosen {
  size: number;
  parameters: readonly number[];
}

/** Of a lane's parameters those that are told: all of a few, else what the reader asks for and those that move most. */
export async function chooseParameters(stage: Stage, lane: number, asked: readonly number[]): Promise<Chosen> {
  const at = stepOfLane(stage, lane);
  const { host, id } = await stage.race.queries.made(lane);
  const before = await host.call('peek', id, 'params', at);
  const all = [...before.keys()];
  if (all.length <= FEW) return { size: all.length, parameters: all };
  const after = await host.call('peek', id, 'params', at + 1);
  const moved = (i: number): number => Math.abs(after[i]! - before[i]!);
  const most: number[] = [];
  for (const i of all) {
    if (most.length === MOST_MOVED && !(moved(i) > moved(most.at(-1)!))) continue;
    most.push(i);
    most.sort((a, b) => moved(b) - moved(a) || a - b);
    most.length = Math.min(most.length, MOST_MOVED);
  }
  const wanted = asked.filter((i) => i < all.length);
  return { size: all.length, parameters: [...new Set([...wanted, ...most])] };
}

/** What a lane does next where it is looked at. Rejects with a SidestepError that says why it cannot be told. */
export async function askStep(stage: Stage, lane: number, { size, parameters }: Chosen): Promise<LaneStep> {
  const at = stepOfLane(stage, lane);
  const [told, then] = await stage.race.queries.explain(lane, parameters, [at, at + 1]);
  if (!told) throw new SidestepError({ code: 'internal', at: 'step', message: 'nothing was told' });
  const { trace } = stage.whole[lane]!;
  const lossAt = (step: number): number => {
    const row = trace.indexOfStep(step);
    return trace.column('step')[row] === step ? trace.column('loss')[row]! : Number.NaN;
  };
  return {
    lane,
    at,
    size,
    parameters,
    told,
    holds: told.every(({ next }, i) => Object.is(next, then?.[i]?.w)),
    losses: [lossAt(at), lossAt(at + 1)],
  };
}

/** How many steps a curve over the race is made of. */
const POINTS = 80;

/** One parameter's steps at some places of the race, up to where the lane has come. */
export async function askSeries(stage: Stage, lane: number, parameter: number): Promise<StepTold[]> {
  const { status, step } = stage.whole[lane]!;
  const end = Math.max(0, status === 'diverged' ? step - 1 : Math.min(step, stage.config.steps - 1));
  const count = Math.min(POINTS, end + 1);
  const steps = [...new Set(Array.from({ length: count }, (_, i) => Math.round((i * end) / Math.max(1, count - 1))))];
  const told = await stage.race.queries.explain(lane, [parameter], steps);
  return told.flatMap(([one]) => one ?? []);
}

/** What a parameter is called: as a text, and in TeX. */
export interface Coordinate {
  name: string;
  tex: string;
}

/** Of more parameters than this, those beyond have no symbol of their own: it would be longer than their formulas. */
const MOST_NAMED = 100;

/** What the lane's parameters are called. */
export async function coordinatesOf(stage: Stage, lane: number): Promise<(index: number) => Coordinate> {
  const { dim } = stage.problem;
  if (dim > 0 && dim <= 2) return (index) => ({ name: 'xy'[index]!, tex: 'xy'[index]! });
  const names = await parameterNames(stage.race.queries, lane).catch(() => [] as readonly string[]);
  return (index) => {
    const name = names[index];
    if (!name || /^x\[/.test(name)) return { name: theta(index), tex: index < MOST_NAMED ? `\\theta_{${index}}` : 'w' };
    return { name, tex: /^[a-z]$/i.test(name) ? name : 'w' };
  };
}
