import { html, nothing, svg, type TemplateResult } from 'lit';
import { count, num } from '../../toolkit/format.ts';
import { COLOURS } from '../../toolkit/palette.ts';

export interface Point {
  step: number;
  value: number;
}

const [WIDTH, HEIGHT, MARGIN] = [150, 26, 3];

/** A path through the finite values; a gap where one is not. */
export function pathThrough(
  points: readonly Point[],
  width = WIDTH,
  height = HEIGHT,
): { d: string; at(point: Point): [number, number] } {
  const values = points.map(({ value }) => value).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [from, to] = [points[0]?.step ?? 0, points.at(-1)?.step ?? 1];
  const at = ({ step, value }: Point): [number, number] => [
    MARGIN + ((step - from) / Math.max(1, to - from)) * (width - 2 * MARGIN),
    high > low ? height - MARGIN - ((value - low) / (high - low)) * (height - 2 * MARGIN) : height / 2,
  ];
  let d = '';
  let draws = false;
  for (const point of points) {
    const drawn = Number.isFinite(point.value);
    if (drawn)
      d += `${draws ? 'L' : 'M'}${at(point)
        .map((x) => x.toFixed(1))
        .join(' ')}`;
    draws = drawn;
  }
  return { d, at };
}

/** A quantity over the race, with its extremes; a dot where it is looked at. */
export function spark(
  points: readonly Point[],
  now: number,
  swatch: number,
  label: string,
): TemplateResult | typeof nothing {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  if (finite.length < 2) return nothing;
  const { d, at } = pathThrough(points);
  const here = finite.reduce((best, point) => (Math.abs(point.step - now) < Math.abs(best.step - now) ? point : best));
  const [x, y] = at(here);
  const values = finite.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const said = `${label}: ${num(low)} … ${num(high)}, ${count(finite[0]!.step)} … ${count(finite.at(-1)!.step)}`;
  return html`<svg class="spark lane-${swatch % COLOURS}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${said}>
    ${low < 0 && high > 0 ? svg`<path class="zero" d="M0 ${at({ step: 0, value: 0 })[1].toFixed(1)}H${WIDTH}" />` : nothing}
    ${svg`<path class="line" d=${d} /><circle cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="2.5" />`}
  </svg><span class="spark-range" aria-hidden="true" translate="no">${num(low, 3)} … ${num(high, 3)}</span>`;
}
