import { csvFormatRow } from 'd3-dsv';
import { catalog } from '../core/catalog-data.ts';
import type { Notice } from '../core/config.ts';
import { SidestepError } from '../core/module.ts';
import { printable } from '../core/notices.ts';
import { type Line, readLine, writeLine } from '../experiment/line.ts';
import { type CellLines, cellsOf, drawnFrom, merged } from '../experiment/report.ts';
import { type Asked, summarise } from '../experiment/report-statistics.ts';
import { experimentChecksum } from '../experiment/sweep.ts';
import { reasonOf } from '../run/local.ts';
import { count, num } from '../toolkit/format.ts';
import { loadEach, loadOneLanguage } from '../toolkit/i18n.ts';
import { linesOf } from './files.ts';
import type { Sources } from './input.ts';
import { paper } from './paper.ts';
import { reportWords, svgOf } from './svg.ts';

export interface ReportOptions {
  format: 'table' | 'json' | 'csv' | 'lines' | 'svg';
  asked: Omit<Asked, 'seed'>;
  sources: Sources;
  print(text: string): Promise<void>;
  warn(notice: Notice): void;
}

/** The lines of all files. One that is still being written may end within a line, which is left out. */
async function readLines(paths: readonly string[], { sources, warn }: ReportOptions): Promise<Line[]> {
  const lines: Line[] = [];
  for (const path of paths) {
    try {
      for await (const { text, number, whole } of linesOf(
        path === '-' ? sources.standardInput() : sources.file(path),
        path,
      )) {
        if (!whole)
          warn({ code: 'ignored', at: `${path}:${number}`, message: 'ends in the middle of a line, which is ignored' });
        else if (text !== '') lines.push(readLine(text, `${path}:${number}`));
      }
    } catch (error) {
      if (error instanceof SidestepError) throw error;
      throw new SidestepError({ code: 'no-file', at: path, message: reasonOf(error) });
    }
  }
  return lines;
}

type Row = (string | number | null)[];

const COLUMNS = ['runs', 'diverged', 'median', 'q1', 'q3', 'iqm'] as const;

/** A row for each lane of each cell: what the cell sets, and what the lane comes to. */
function tableOf(cells: readonly CellLines[], asked: Asked): { head: string[]; rows: Row[] } {
  const settings = [...new Set(cells.flatMap(({ set }) => Object.keys(set)))];
  const lanes = cells.flatMap((cell) => summarise(cell, asked).lanes.map((lane) => ({ cell, lane })));
  const told = asked.target === undefined ? [] : (['reached', 'steps'] as const);
  const ofTarget = told.filter((column) => lanes.some(({ lane }) => column in lane));
  return {
    head: ['cell', ...settings, 'lane', 'optimizer', ...COLUMNS, 'from', 'to', ...ofTarget],
    rows: lanes.map(({ cell: { cell, set }, lane }) => [
      cell,
      ...settings.map((at) => set[at] ?? null),
      lane.lane,
      lane.optimizer,
      ...COLUMNS.map((column) => lane[column]),
      ...(lane.interval ?? [null, null]),
      ...ofTarget.map((column) => lane[column] ?? null),
    ]),
  };
}

const short = (x: Row[number]): string =>
  x === null ? '–' : typeof x === 'string' ? printable(x) : Number.isInteger(x) ? count(x) : num(x);

/** Columns under their names, numbers to the right. */
function aligned({ head, rows }: ReturnType<typeof tableOf>): string {
  const texts = [head, ...rows.map((row) => row.map(short))];
  const widths = head.map((_, c) => Math.max(...texts.map((row) => row[c]!.length)));
  const isText = head.map((_, c) => rows.some((row) => typeof row[c] === 'string'));
  const line = (row: readonly string[]): string =>
    row.map((text, c) => (isText[c] ? text.padEnd(widths[c]!) : text.padStart(widths[c]!))).join('  ');
  return texts.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** Merges the files of a sweep's parts and prints what they come to. */
export async function report(paths: readonly string[], options: ReportOptions): Promise<void> {
  const { format, print } = options;
  const lines = merged(await readLines(paths, options));
  if (lines.length === 0) throw new SidestepError({ code: 'bad-file', at: paths[0]!, message: 'contains no runs' });
  if (format === 'lines') {
    for (const line of lines) await print(writeLine(line));
    return;
  }
  const cells = cellsOf(lines);
  const asked = { ...options.asked, seed: drawnFrom(lines.filter(({ trial }) => trial === undefined)) };
  if (asked.metric !== 'loss' && lines.every(({ final }) => final[asked.metric] == null))
    throw new SidestepError({
      code: 'usage',
      at: '--metric',
      message: `no run was tested, so there is no ${asked.metric}`,
    });
  if (format === 'json') {
    for (const cell of cells)
      await print(`${JSON.stringify({ cell: cell.cell, set: cell.set, ...summarise(cell, asked) })}\n`);
    return;
  }
  if (format === 'svg') {
    await loadOneLanguage('en');
    await loadEach(reportWords);
    paper(); // texts are measured
    return print(svgOf(cells, asked, catalog));
  }
  const table = tableOf(cells, asked);
  if (format === 'csv') {
    const rows = [table.head, ...table.rows.map((row) => row.map((x) => (x === null ? '' : `${x}`)))];
    return print(rows.map((row) => `${csvFormatRow(row)}\n`).join(''));
  }
  await print(aligned(table));
  await print(`${asked.metric} at the end; checksum ${experimentChecksum(lines)}\n`);
}
