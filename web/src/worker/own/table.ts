import { SidestepError } from '../../core/module.ts';
import { quoted } from '../../core/notices.ts';
import { areMany, classesOf, mustBeClasses, mustRecur } from './classes.ts';
import { classColumn } from './columns.ts';
import { type Asked, type OwnData, shortName } from './data.ts';
import { decoded } from './decode.ts';
import { type Layout, layoutOf, NOW, sameLayout, tableRows } from './layout.ts';
import { LIMITS, mistake } from './mistake.ts';
import { type Notation, notationOf, numberOf, SHOWS } from './numbers.ts';
import { farFromZero, mustScale, rangesOf } from './ranges.ts';
import { type Survey, surveyOf } from './survey.ts';

type Table = Pick<
  OwnData,
  'shape' | 'classes' | 'labels' | 'targets' | 'items' | 'columns' | 'column' | 'reading' | 'encoding'
>;

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

/** How the columns of numbers, all but that of the classes, write them. Throws where that cannot be told. */
function notationIn({ names, shows, either }: Survey, column: number | null, decimalComma: boolean): Notation {
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
        wrong ??= mistake(at(i), `${quoted(cell.trim())} is too large to scale the column; at most 10¹⁵⁰ is read`);
      values[next++] = value;
    }
  }
  return { values, labels, wrong };
}

/** What is to be told of the items as numbers: they are scaled as a column of their own. */
function targetsOf(labels: readonly string[], name: string, notation: Notation): Float64Array {
  const targets = Float64Array.from(labels, (cell) => numberOf(cell, notation));
  const wrong = targets.findIndex((value) => Number.isNaN(value) || Math.abs(value) > LIMITS.number);
  if (wrong >= 0)
    throw mistake(`column ${quoted(name)}`, `${quoted(labels[wrong]!)} is not a number that can be predicted`);
  if (targets.every((value) => value === targets[0]))
    throw mistake('', `column ${quoted(name)} has the same number in all rows`);
  return targets;
}

/**
 * Reads a table of numbers with a column of classes, or of numbers to be told: comma-, semicolon- or tab-separated, with or without a row
 * of names. `asked`: which column that is, and of which kind. `told`: the reading of a published link, null for today's,
 * which also refuses what can't be meant. Throws what is wrong, and in which row. No row is kept: the text is gone through twice.
 */
export function readTable(bytes: Uint8Array, asked: Asked, told: number | null): Table {
  if (bytes.length > LIMITS.textBytes)
    throw mistake('', `has ${bytes.length} bytes; at most ${LIMITS.textBytes} are read`);
  if (bytes.length === 0) throw mistake('', 'is empty');
  const { column } = asked;
  const reading = told ?? NOW;
  const { text, encoding, asBefore } = decoded(bytes, reading);
  const layout = layoutOf(text, reading);
  const survey = surveyOf(text, layout, reading);
  const { names, shows, items, values: counts } = survey;
  if (column !== null && column >= names.length)
    throw mistake('', `has ${names.length} columns, and no column ${column + 1}`);
  const at = column ?? classColumn(names, (i) => (shows[i]! & SHOWS.text) > 0, items, counts);
  const contents = (column: number | null) => {
    const notation = notationIn(survey, column, layout.decimalComma);
    return { notation, ...contentOf(text, layout, survey, at, notation, told) };
  };
  return withColumns(names, at, () => {
    const inputs = names.filter((_, i) => i !== at);
    const isText = (shows[at]! & SHOWS.text) > 0;
    let content = contents(asked.numbers ? null : at);
    const named = [...new Set(content.labels)];
    let of = classesOf(named, content.notation, layout.decimalComma, reading);
    const numbers = asked.numbers ?? (told === null && !isText && areMany(of.classes, items, content.notation));
    let targets: Float64Array = new Float64Array();
    if (numbers) {
      if (!asked.numbers) content = contents(null);
      targets = targetsOf(content.labels, names[at]!, content.notation);
      of = { classes: [], index: new Map(), asBefore: true };
    } else {
      if (told === null) mustRecur(names[at]!, of.classes, items, content.notation);
      mustBeClasses(names[at]!, of.classes.length);
    }
    const { values, labels, wrong } = content;
    if (wrong) throw wrong;
    const ranges = [...rangesOf(values, inputs.length), ...(numbers ? rangesOf(targets, 1) : [])];
    if (told === null) mustScale(ranges, [...inputs, names[at]!]);
    // The first reading that makes the same of it, and scales it as well.
    const maySuit = asBefore && of.asBefore && !ranges.some(farFromZero);
    const first = maySuit ? [1, 2].find((n) => sameLayout(layoutOf(text, n), layout)) : undefined;
    return {
      shape: [inputs.length],
      classes: of.classes,
      labels: Uint8Array.from(labels, (name) => of.index.get(name) ?? 0),
      targets,
      items: values,
      columns: names,
      column: at,
      reading: told ?? first ?? NOW,
      encoding,
    };
  });
}
