// Where everything stands in the picture of a step, in pixels: drawn on the page as SVG, and in a figure on its pen.

import type { Trace } from '../../core/trace.ts';
import { t } from '../../toolkit/i18n.ts';
import { pathOf } from '../plane/path.ts';
import type { Viewport } from '../plane/viewport.ts';
import { arrowsOf } from './arrows.ts';
import type { Role, Step } from './rows.ts';

export type Place = readonly [number, number];

export interface Arrow {
  kind: 'gradient' | 'memory' | 'step';
  /** From where the lane is to where its head begins, and the head's corners. */
  line: readonly [Place, Place];
  head: readonly [Place, Place, Place];
}

export interface Label {
  kind: Arrow['kind'];
  /** What it is about, among the rows of the numbers. */
  role: Role;
  x: number;
  y: number;
  anchor: 'start' | 'end';
  symbol: string;
  text: string;
}

export interface Scene {
  /** The lane's way to here. */
  way: readonly Place[];
  here: Place;
  next: Place;
  arrows: readonly Arrow[];
  labels: readonly Label[];
  /** Left, top, width and height of all steps that could be made, and what is said of it. */
  box: { at: readonly [number, number, number, number]; text: string } | null;
}

/** Points of the way there that are drawn. */
const TRAIL = 400;
/** The longer one of −g and the memory, as a share of the shorter side. */
const REACH = 0.36;
/** Of an arrow's head. */
const [HEAD, STEP_HEAD, SLIM] = [7, 10, 0.38];
/** What lies far outside has no place that a browser draws. */
const FAR = 1e5;

const within = (x: number): number => Math.max(-FAR, Math.min(FAR, x));

/** An arrow, whose head is no longer than itself; none where it would be a dot. */
function arrow(kind: Arrow['kind'], from: Place, to: Place): Arrow[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (!(length > 1)) return [];
  const [ux, uy] = [dx / length, dy / length];
  const head = Math.min(kind === 'step' ? STEP_HEAD : HEAD, length);
  const [bx, by] = [to[0] - head * ux, to[1] - head * uy];
  const side = SLIM * head;
  return [
    { kind, line: [from, [bx, by]], head: [to, [bx - side * uy, by + side * ux], [bx + side * uy, by - side * ux]] },
  ];
}

/** Beyond the ends of arrows, within the picture, and apart from each other. */
function labelled(
  ends: readonly (Pick<Label, 'kind' | 'role' | 'symbol' | 'text'> & { at: Place })[],
  [px, py]: Place,
  { width, height }: Viewport,
): Label[] {
  const placed: Label[] = [];
  for (const { at, ...end } of ends) {
    const right = at[0] >= px;
    const x = Math.max(8, Math.min(width - 8, at[0] + (right ? 9 : -9)));
    let y = Math.max(16, Math.min(height - 26, at[1] + (at[1] >= py ? 14 : -4)));
    while (placed.some((other) => Math.abs(other.y - y) < 15 && Math.abs(other.x - x) < 120))
      y += y + 15 > height - 20 ? -46 : 15;
    // Where there is no room beyond the end it is written back.
    const roomy = right ? width - x > 96 : x > 96;
    placed.push({ ...end, x, y, anchor: right === roomy ? 'start' : 'end' });
  }
  return placed;
}

/** The step of a lane with that trace, from the state after `at` updates. */
export function sceneOf(steps: readonly [Step, Step], trace: Trace, at: number, view: Viewport): Scene {
  const arrows = arrowsOf(steps);
  const { w, step, gradient, memory, box } = arrows;
  const place = ([x, y]: Place): Place => [within(view.toX(x)), within(view.toY(y))];
  const here = place(w);
  const next = place([w[0] + step[0], w[1] + step[1]]);
  const longest = Math.max(Math.hypot(...gradient), memory ? Math.hypot(...memory) : 0);
  const scale = longest > 0 ? (REACH * Math.min(view.width, view.height)) / longest : 0;
  const against = ([x, y]: Place): Place => [here[0] - scale * x, here[1] + scale * y];
  const ends = [
    { kind: 'gradient', role: 'gradient', at: against(gradient), symbol: '−g', text: t('step.arrow.gradient') },
    ...(memory
      ? [
          {
            kind: 'memory',
            role: 'memory',
            at: against(memory),
            symbol: `−${arrows.symbol}`,
            text: t('step.arrow.memory'),
          } as const,
        ]
      : []),
    { kind: 'step', role: 'step', at: next, symbol: 'Δw', text: t('step.arrow.step') },
  ] as const;
  const [xs, ys] = pathOf(trace, ['x0', 'x1']);
  const end = trace.indexOfStep(at) + 1;
  const way: Place[] = [];
  for (let i = Math.max(0, end - TRAIL); i < end; i++) {
    if (!Number.isFinite(xs[i]! + ys[i]!)) break;
    way.push(place([xs[i]!, ys[i]!]));
  }
  const corners = box && [place([w[0] - box[0], w[1] + box[1]]), place([w[0] + box[0], w[1] - box[1]])];
  return {
    way,
    here,
    next,
    arrows: ends.flatMap((one) => arrow(one.kind, here, one.at)),
    labels: labelled(ends, here, view),
    box: corners && {
      at: [corners[0]![0], corners[0]![1], corners[1]![0] - corners[0]![0], corners[1]![1] - corners[0]![1]],
      text: t(memory ? 'step.box' : 'step.boxOfGradient'),
    },
  };
}
