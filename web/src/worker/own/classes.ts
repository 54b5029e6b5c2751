import { quoted } from '../../core/notices.ts';
import { LIMITS, mistake } from './mistake.ts';
import { type Notation, numberOf, toNumber } from './numbers.ts';

/** The class of each name, and what the classes are called, in their order. */
export interface Classes {
  classes: string[];
  index: Map<string, number>;
}

/** Every name is a class: by value where all are numbers, else by their code units. */
function byName(names: readonly string[], toValue: (name: string) => number): Classes {
  const numeric = names.every((name) => !Number.isNaN(toValue(name)));
  const classes = numeric ? [...names].sort((a, b) => toValue(a) - toValue(b)) : [...names].sort();
  return { classes, index: new Map(classes.map((name, i) => [name, i])) };
}

/** As above, and numbers of the same value are one class, which has the shortest of its names. */
function byValue(names: readonly string[], notation: Notation): Classes {
  const values = new Map(names.map((name) => [name, numberOf(name, notation)]));
  if ([...values.values()].some(Number.isNaN)) return byName(names, () => Number.NaN);
  const shortest = new Map<number, string>();
  for (const [name, value] of values) {
    const now = shortest.get(value);
    if (now === undefined || name.length < now.length || (name.length === now.length && name < now))
      shortest.set(value, name);
  }
  const { classes, index } = byName([...shortest.values()], (name) => values.get(name)!);
  return { classes, index: new Map(names.map((name) => [name, index.get(shortest.get(values.get(name)!)!)!])) };
}

const same = (a: Classes, b: Classes): boolean => [...a.index].every(([name, at]) => b.index.get(name) === at);

/** The classes in one of the readings, and whether the first two have the same. */
export function classesOf(
  names: readonly string[],
  notation: Notation,
  decimalComma: boolean,
  reading: number,
): Classes & { asBefore: boolean } {
  const before = byName(names, (name) => toNumber(name, decimalComma));
  if (reading < 3) return { ...before, asBefore: true };
  const now = byValue(names, notation);
  return { ...now, asBefore: same(now, before) };
}

/** Refuses a column that holds too few or too many classes, `counted` different values of them. */
export function mustBeClasses(column: string, counted: number): void {
  if (counted > LIMITS.classes || counted < 2)
    throw mistake(
      '',
      `column ${quoted(column)} has ${counted} different values; classes are 2 to ${LIMITS.classes}. Is another column that of the classes?`,
    );
}

/** Refuses labels of images that are all the same. */
export function mustDiffer(name: string, labels: Uint8Array): void {
  if (labels.every((label) => label === labels[0]))
    throw mistake(name, `has 1 different values; classes are 2 to ${LIMITS.classes}`);
}

/** Whether so many different values are none of classes, of which each has several items. Few are always believed. */
export function areMany(classes: readonly string[], rows: number, notation: Notation): boolean {
  const values = classes.map((name) => numberOf(name, notation));
  if (values.some(Number.isNaN)) return classes.length > Math.max(10, rows / 2);
  const most = (few: number, believed: number) => Math.max(believed, Math.min(rows / 2, Math.max(few, rows / 5)));
  return classes.length > (values.every(Number.isInteger) ? most(20, 10) : most(10, 3));
}

/** Refuses a column of names, or of numbers that somebody asks to be taken for classes. */
export function mustRecur(column: string, classes: readonly string[], rows: number, notation: Notation): void {
  if (areMany(classes, rows, notation))
    throw mistake(
      '',
      `column ${quoted(column)} has ${classes.length} different values in ${rows} rows, and a class needs several. Is another column that of the classes?`,
    );
}
