import { num } from '../toolkit/format.ts';

/** From values to places of a picture. */
export interface Scale {
  from: number;
  to: number;
  ticks: readonly number[];
  of(value: number): number;
}

/** A place in a picture. */
export const short = (x: number): string => `${Number(x.toPrecision(4))}`;

/** From this ratio on values that are all positive are spaced by their logarithms. */
const WIDE = 30;

/** Pixels that the number at a tick takes, and ticks beyond which an axis is crowded. */
const [APART, MOST] = [56, 6];

const niceStep = (span: number, want: number): number => {
  const power = 10 ** Math.floor(Math.log10(span / want));
  return power * [1, 2, 5, 10].find((factor) => power * factor * want >= span)!;
};

/** A scale that holds these values, from one place to another; `wide`: it may be logarithmic. */
export function scaleOf(values: readonly number[], from: number, to: number, wide: boolean): Scale {
  let [low, high] = values.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  if (low > high) [low, high] = [0, 1];
  const log = wide && low > 0 && high / low >= WIDE;
  const [into, back] = log ? [Math.log10, (x: number) => 10 ** x] : [(x: number) => x, (x: number) => x];
  let [a, b] = [into(low), into(high)];
  const pad = (b - a || Math.abs(b) || 1) * 0.04;
  [a, b] = [a - pad, b + pad];
  const want = Math.max(2, Math.min(MOST, Math.floor(Math.abs(to - from) / APART)));
  const step = log ? Math.max(1, Math.ceil((b - a) / want)) : niceStep(b - a, want);
  const ticks = [];
  for (let n = Math.ceil(a / step); n * step <= b; n++) ticks.push(Number(back(n * step).toPrecision(12)));
  return { from, to, ticks, of: (value) => from + ((into(value) - a) / (b - a)) * (to - from) };
}

/** Lines across a picture at the ticks, and their numbers at `side`. */
export function plotAxis(scale: Scale, side: number, kind: 'x' | 'y', [from, to]: readonly [number, number]): string[] {
  return scale.ticks.flatMap((tick) => {
    const at = short(scale.of(tick));
    return kind === 'x'
      ? [
          `<path class="grid" d="M${at} ${from}V${to}"/>`,
          `<text x="${at}" y="${side + 16}" text-anchor="middle" class="muted">${num(tick)}</text>`,
        ]
      : [
          `<path class="grid" d="M${from} ${at}H${to}"/>`,
          `<text x="${side - 8}" y="${at}" dy=".32em" text-anchor="end" class="muted">${num(tick)}</text>`,
        ];
  });
}
