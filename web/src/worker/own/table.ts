import { SidestepError } from '../../core/module.ts';
import { quoted } from '../../core/notices.ts';
import { classesOf, mustBeClasses, mustRecur } from './classes.ts';
import { classColumn } from './columns.ts';
import { type OwnData, shortName } from './data.ts';
import { decoded } from './decode.ts';
import { type Layout, layoutOf, NOW, sameLayout, tableRows } from './layout.ts';
import { LIMITS, mistake } from './mistake.ts';
import { type Notation, notationOf, numberOf, SHOWS } from './numbers.ts';
import { farFromZero, mustScale, rangesOf } from './ranges.ts';
import { type Survey, surveyOf } from './survey.ts';

type Table = Pick<OwnData, 'shape' | 'classes' | 'labels' | 'items' | 'columns' | 'column' | 'reading' | 'encoding'>;

/** Where the reader may say which column the classes are in, a mistake names all of them. */
function withColumns<T>(columns: string[], column: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof SidestepError
      ? new SidestepError({ ...error.failure, columns: columns.map(shortName), column })
      : error;
  }
}

/** How the columns of numbers write them. Throws where that cannot be told. */
function notationIn({ names, shows, either }: Survey, column: number, decimalComma: boolean): Notation {
  const all = shows.reduce((sum, its, i) => (i === column ? sum : sum | its), 0);
  const notation = notationOf(all, decimalComma);
  if (notation) return notation;
  const [i, { row, cell }] = [...either].find(([i]) => i !== column)!;
  throw mistake(
    `row ${row}, column ${quoted(names[i]!)}`,
    `${quoted(cell.trim())} may be a whole number or a fraction: write it without the comma, or with a point`,
  );
}

/** The cells of a table as numbers, and the classes' names; what is wrong with one is thrown after all have been gone through. */
function contentOf(
  text: string,
  layout: Layout,
  { names, items }: Survey,
  column: number,
  notation: Notation,
  told: number | null,
) {
  const values = new Float64Array(items * (names.length - 1));
  const labels: string[] = [];
  let wrong: SidestepError | null = null;
  let next = 0;
  let head = layout.head;
  for (const { row, cells } of tableRows(text, layout, told ?? NOW)) {
    if (head) {
      head = false;
      continue;
    }
    const at = (i: number) => `row ${row}, column ${quoted(names[i]!)}`;
    for (let i = 0; i < names.length; i++) {
      const cell = cells[i]!;
      if (i === column) {
        if (cell.trim() === '') throw mistake(at(i), 'is empty');
        labels.push(cell.trim());
        continue;
      }
      const value = numberOf(cell, notation);
      if (Number.isNaN(value))
        wrong ??= mistake(at(i), cell.trim() === '' ? 'is empty' : `${quoted(cell.trim())} is not a number`);
      else if (told === null && Math.abs(value) > LIMITS.number)
        wrong ??= mistake(at(i), `${quoted(cell.trim())} is too large to scale the column; at most 1e150 is read`);
      values[next++] = value;
    }
  }
  return { values, labels, wrong };
}

/**
 * Reads a table of numbers with a column of classes: comma-, semicolon- or tab-separated, with or without a row of names. `column`
 * (from 0) is where the classes are; null: where the table itself tells. `told`: the reading of a published link, null for today's,
 * which also refuses what can't be meant. Throws what is wrong, and in which row. No row is kept: the text is gone through twice.
 */
export function readTable(bytes: Uint8Array, column: number | null, told: number | null): Table {
  if (bytes.length > LIMITS.textBytes)
    throw mistake('', `has ${bytes.length} bytes; at most ${LIMITS.textBytes} are read`);
  if (bytes.length === 0) throw mistake('', 'is empty');
  const reading = told ?? NOW;
  const { text, encoding, asBefore } = decoded(bytes, reading);
  const layout = layoutOf(text, reading);
  const survey = surveyOf(text, layout, reading);
  const { names, shows, items, values: counts } = survey;
  if (column !== null && column >= names.length)
    throw mistake('', `has ${names.length} columns, and no column ${column + 1}`);
  const at = column ?? classColumn(names, (i) => (shows[i]! & SHOWS.text) > 0, items, counts);
  return withColumns(names, at, () => {
    const notation = notationIn(survey, at, layout.decimalComma);
    const { values, labels, wrong } = contentOf(text, layout, survey, at, notation, told);
    const named = [...new Set(labels)];
    const { classes, index, ...its } = classesOf(named, notation, layout.decimalComma, reading);
    if (told === null) mustRecur(names[at]!, classes, items, notation);
    mustBeClasses(names[at]!, classes.length);
    if (wrong) throw wrong;
    const inputs = names.filter((_, i) => i !== at);
    const ranges = rangesOf(values, inputs.length);
    if (told === null) mustScale(ranges, inputs);
    // The first reading that makes the same of it, and scales it as well.
    const maySuit = asBefore && its.asBefore && !ranges.some(farFromZero);
    const first = maySuit ? [1, 2].find((n) => sameLayout(layoutOf(text, n), layout)) : undefined;
    return {
      shape: [inputs.length],
      classes,
      labels: Uint8Array.from(labels, (name) => index.get(name)!),
      items: values,
      columns: names,
      column: at,
      reading: told ?? first ?? NOW,
      encoding,
    };
  });
}
