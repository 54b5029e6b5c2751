import type { CellLines } from '../experiment/report.ts';
import type { Asked, LaneReport } from '../experiment/report-statistics.ts';
import { isShare } from '../experiment/sample.ts';
import { chosen, num } from '../toolkit/format.ts';
import { t } from '../toolkit/i18n.ts';
import { type Cell, colourOf, type Frame, lines as linesOf, MARGIN, numbers, ROW, roomFor, text } from './svg-parts.ts';
import { plotAxis, type Scale, scaleOf, short } from './svg-scale.ts';

const endOf = (line: CellLines['lanes'][number]['lines'][number], { metric }: Asked): number | null =>
  line.status === 'diverged' ? null : (line.final[metric] ?? null);

/** Between the dots and what stands beside them; of the width, beyond which names stand above their dots. */
const [GAP, MOST] = [12, 0.35];

/** The interquartile mean with its interval, each run as a stroke; – where there is no such number. */
export function dots(
  cells: readonly Cell[],
  asked: Asked,
  names: ReadonlyMap<number, string>,
  labels: (at: string) => string,
  { top, width }: Frame,
): [string[], number] {
  const room = roomFor([...names.values()]);
  const beside = room <= MOST * width;
  const left = MARGIN + (beside ? room + GAP : 0);
  const right = width - MARGIN - GAP - roomFor(cells.flatMap(({ report }) => report.lanes.map(said)));
  const ends = cells.flatMap(({ lines, report }) => [
    ...lines.lanes.flatMap((lane) => lane.lines.map((line) => endOf(line, asked))),
    ...report.lanes.flatMap(({ interval, median }) => [...(interval ?? []), median]),
  ]);
  const x = scaleOf(numbers(ends), left, right, !isShare(asked.metric));
  const marks: string[] = [];
  const begin = top - 8;
  let y = begin;
  for (const { lines, report } of cells) {
    if (cells.length > 1) {
      const set = Object.entries(lines.set).map(([at, value]) => `${labels(at)} ${chosen(value)}`);
      const [drawn, next] = linesOf(set.join(' · '), y + 16, width, 13, ' class="muted"');
      marks.push(...drawn);
      y = next - 11;
    }
    for (const [i, lane] of report.lanes.entries()) {
      const [name, colour] = [names.get(lane.lane)!, colourOf(lane.lane)];
      if (!beside) {
        const [drawn, next] = linesOf(name, y + 16, width, 13, ` fill="${colour}"`);
        marks.push(...drawn);
        y = next - 13;
      }
      y += ROW;
      const middle = y - ROW / 2;
      if (beside) marks.push(text(left - GAP, middle + 4, name, ` text-anchor="end" fill="${colour}"`));
      for (const value of numbers(lines.lanes[i]!.lines.map((line) => endOf(line, asked))))
        marks.push(`<path d="M${short(x.of(value))} ${middle - 5}v10" stroke="${colour}" stroke-opacity=".35"/>`);
      marks.push(...dot(lane, x, middle, colour));
      marks.push(text(right + GAP, middle + 4, said(lane), ' class="muted"'));
    }
    y += 6;
  }
  return [[...plotAxis(x, y + 4, 'x', [begin, y]), ...marks], y + 56];
}

function said({ iqm, median, diverged, runs }: LaneReport): string {
  const value = iqm ?? median;
  const text = value === null ? '–' : num(value);
  return diverged > 0 ? t('report.lost', { value: text, n: `${diverged}`, runs: `${runs}` }) : text;
}

function dot({ iqm, median, interval }: LaneReport, x: Scale, y: number, colour: string): string[] {
  const value = iqm ?? median;
  if (value === null) return [];
  const [from, to] = interval ?? [value, value];
  const line =
    interval && from !== null
      ? [
          `<path d="M${short(x.of(from))} ${y}H${short(to === null ? x.to : x.of(to))}" stroke="${colour}" stroke-width="2"/>`,
        ]
      : [];
  const fill = iqm === null ? '#fff' : colour; // a median that stands for it is hollow
  return [
    ...line,
    `<circle cx="${short(x.of(value))}" cy="${y}" r="4.5" fill="${fill}" stroke="${colour}" stroke-width="1.5"/>`,
  ];
}
