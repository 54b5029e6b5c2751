import { FEWEST_OF_A_BAND } from '../experiment/band.ts';
import type { CellLines } from '../experiment/report.ts';
import type { Asked } from '../experiment/report-statistics.ts';
import { isShare } from '../experiment/sample.ts';
import { t } from '../toolkit/i18n.ts';
import { type Cell, colourOf, type Frame, lines as linesOf, MARGIN, numbers, ROW, roomFor, text } from './svg-parts.ts';
import { plotAxis, scaleOf, short } from './svg-scale.ts';

/** The one field that differs between cells, and of each lane its values; null where there is none, or more than one. */
export function alongOf(cells: readonly CellLines[]): { at: string; of(cell: CellLines, lane: number): number } | null {
  const keys = [...new Set(cells.flatMap(({ set }) => Object.keys(set)))];
  const varying = keys.filter((key) => new Set(cells.map(({ set }) => set[key])).size > 1);
  if (new Set(varying.map((key) => key.replace(/^lanes\.\d+\./, ''))).size !== 1) return null;
  const first = varying[0]!;
  return {
    at: first,
    of: ({ set }, lane) => set[first.replace(/^lanes\.\d+\./, `lanes.${lane}.`)] ?? set[first] ?? Number.NaN,
  };
}

/** Of the curves: what stands before them, how tall they are against the picture's width, and the tallest and lowest that they get. */
const [LEFT, TALL, LOWEST, TALLEST] = [70, 0.42, 160, 336];
/** Between the curves and the names at their side; of the width, beyond which names stand below. */
const [GAP, MOST] = [14, 0.3];

/** Medians over a field, with the quartiles as bands; a cross at the top where the median is no number. */
export function curves(
  cells: readonly Cell[],
  asked: Asked,
  names: ReadonlyMap<number, string>,
  along: NonNullable<ReturnType<typeof alongOf>>,
  field: string,
  { top, width }: Frame,
): [string[], number] {
  const bottom = top + Math.round(Math.min(TALLEST, Math.max(LOWEST, TALL * width)));
  const room = roomFor([...names.values()]);
  const beside = room <= MOST * width;
  const right = width - MARGIN - (beside ? GAP + room : 0);
  const lanes = [...names.keys()].map((lane) => ({
    lane,
    points: cells
      .flatMap(({ lines, report }) => {
        const its = report.lanes.find((one) => one.lane === lane);
        return its ? [{ at: along.of(lines, lane), its }] : [];
      })
      .sort((a, b) => a.at - b.at),
  }));
  const all = lanes.flatMap(({ points }) => points);
  const x = scaleOf(numbers(all.map(({ at }) => at)), LEFT, right, true);
  const y = scaleOf(
    numbers(all.flatMap(({ its }) => [its.median, its.q1, its.q3])),
    bottom,
    top + 16,
    !isShare(asked.metric),
  );
  const marks: string[] = [];
  let below = bottom + 48;
  for (const [i, { lane, points }] of lanes.entries()) {
    const colour = colourOf(lane);
    const at = (value: number | null): string => short(value === null ? top : y.of(value));
    const bands = points.filter(({ its }) => its.runs >= FEWEST_OF_A_BAND && its.q1 !== null);
    const upper = bands.map(({ at: value, its }) => `${short(x.of(value))} ${at(its.q3)}`);
    const lower = bands.map(({ at: value, its }) => `${short(x.of(value))} ${at(its.q1)}`).reverse();
    if (bands.length > 1)
      marks.push(`<path d="M${[...upper, ...lower].join('L')}Z" fill="${colour}" fill-opacity=".14"/>`);
    let d = '';
    let stands = false;
    for (const { at: value, its } of points) {
      if (its.median === null) marks.push(cross(x.of(value), top + 2 + 7 * (i % 2), colour));
      else d += `${stands ? 'L' : 'M'}${short(x.of(value))} ${at(its.median)}`;
      stands = its.median !== null;
    }
    if (d) marks.push(`<path d="${d}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const { at: value, its } of points)
      if (its.median !== null)
        marks.push(`<circle cx="${short(x.of(value))}" cy="${at(its.median)}" r="2.5" fill="${colour}"/>`);
    const [name, fill] = [names.get(lane)!, ` fill="${colour}"`];
    if (beside) marks.push(text(right + GAP, top + 20 + ROW * i, name, fill));
    else {
      const [drawn, next] = linesOf(name, below + 16, width, 13, fill);
      marks.push(...drawn);
      below = next - 11;
    }
  }
  if (all.some(({ its }) => its.median === null))
    marks.push(text(LEFT - 8, top + 6, t('report.diverged'), ' text-anchor="end" class="muted"'));
  marks.push(text((LEFT + right) / 2, bottom + 42, field, ' text-anchor="middle" class="muted"'));
  return [
    [...plotAxis(x, bottom, 'x', [top, bottom]), ...plotAxis(y, LEFT, 'y', [LEFT, right]), ...marks],
    beside ? bottom + 56 : below + 14,
  ];
}

const cross = (x: number, y: number, colour: string): string =>
  `<path d="M${short(x - 3)} ${short(y - 3)}l6 6m0 -6l-6 6" stroke="${colour}" stroke-width="1.5"/>`;
