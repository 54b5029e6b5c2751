// Where the arrows of a step on a plane point, and what the loupe shows of it.

import type { Stage } from '../../reader/stage.ts';
import { placedBox } from '../plane/placement.ts';
import type { Box } from '../plane/viewport.ts';
import type { Step } from './rows.ts';

type Pair = readonly [number, number];

export interface Arrows {
  w: Pair;
  step: Pair;
  gradient: Pair;
  /** What leads instead of the gradient, and what it is called. */
  memory: Pair | null;
  symbol: string;
  /** Half sides of the box of all steps that a memory, or gradient, of this length could make in these rates. */
  box: Pair | null;
}

export function arrowsOf(steps: readonly [Step, Step]): Arrows {
  const pair = (of: (step: Step) => number): Pair => [of(steps[0]), of(steps[1])];
  const leads = ({ quantities }: Step) => quantities.get('memoryCorrected') ?? quantities.get('memory');
  const has = steps.every((step) => leads(step) && !step.followsGradient);
  const gradient = pair(({ told }) => told.clipped);
  const memory = has ? pair((step) => leads(step)!.value) : null;
  const symbol = leads(steps[0])?.symbol.replace('\\hat ', '') ?? '';
  const rates = pair(({ quantities }) => Math.abs(quantities.get('rate')?.value ?? Number.NaN));
  const length = Math.hypot(...(memory ?? gradient));
  const box: Pair = [rates[0] * length, rates[1] * length];
  return {
    w: pair(({ told }) => told.w),
    step: pair(({ told }) => told.ruleNext - told.w),
    gradient,
    memory,
    symbol: /^[a-z]$/.test(symbol) ? symbol : '',
    box: Number.isFinite(box[0] + box[1]) ? box : null,
  };
}

/** So many times the step's own length the box may be and still is seen whole. */
const WHOLE = 7;

/** Around the lane, so that its step is seen well, and the box whole where that does not hide the step. */
export function loupeBox({ w, step, box }: Arrows, stage: Pick<Stage, 'problem' | 'config'>): Box {
  const own = Math.max(Math.abs(step[0]), Math.abs(step[1]));
  const sides = box ? Math.max(...box) : 0;
  const [[low, high] = [0, 1]] = placedBox(stage.problem, stage.config) as [number, number][];
  const wanted = sides > WHOLE * own && own > 0 ? WHOLE * own : 1.3 * Math.max(sides, 2 * own);
  const least = 1e-12 * Math.max(1, Math.abs(w[0]), Math.abs(w[1]));
  const half = wanted > least ? wanted : 0.02 * (high - low);
  // In few sizes, so that it does not breathe from step to step.
  const steady = 2 ** (Math.ceil(2 * Math.log2(half)) / 2);
  const [x, y] = w.map((at) => (Number.isFinite(at) ? at : 0)) as [number, number];
  return { x: [x - steady, x + steady], y: [y - steady, y + steady] };
}
