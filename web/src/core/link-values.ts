import type { AxisInput } from './axis.ts';
import type { Field } from './catalog.ts';
import { AFTER_VALUE, cutEnd } from './link-repair.ts';
import { quoted } from './notices.ts';
import { halfWidth } from './signs.ts';

/** What a value of a link comes to. A text where its kind reads none; undefined where its percent-encoding is broken. */
export interface Reading {
  value: unknown;
  /** How it was read, though it was not written as links are. */
  as?: string;
  /** Why it is not read: it may mean several things. */
  unclear?: string;
}

/** Undoes percent-encoding; null where it is broken. */
export function decoded(s: string): string | null {
  try {
    return decodeURIComponent(s);
  } catch {
    return null;
  }
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i; // no two ways to match a digit: linear in its length
const NOT_FINITE = /^([+-]?(infinity|inf)|nan)$/i;

/** What is no number stays a text, and is refused by the config's rules. A dash is a minus, as word processors turn it. */
export function toNumber(text: string): number | string {
  const s = halfWidth(text).replace(/[\u2010-\u2013\u2212]/g, '-');
  return NUMBER.test(s) ? Number(s) : NOT_FINITE.test(s) ? Number.NaN : text;
}

const isNumber = (text: string): boolean => typeof toNumber(text) === 'number';
const areNumbers = (texts: string[], lengths: readonly number[]): boolean =>
  lengths.includes(texts.length) && texts.every(isNumber);

/** The field that holds a formula, in whichever problem. */
const FORMULA = 'f';

/** Numbers with commas among them: decimal ones, between thousands, or between the numbers of a list. Null where that is not clear. */
export function withoutCommas(
  text: string,
  lengths: readonly number[],
  whole = false,
): { text: string; as: string } | null {
  const point = text.replaceAll(',', '.');
  const list = text.replaceAll(',', '~');
  const thousands = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(text);
  const readings = [
    ...(whole && thousands
      ? [{ text: text.replaceAll(',', ''), hint: 'thousands are written without a separator' }]
      : []),
    ...(!whole && areNumbers(point.split('~'), lengths)
      ? [{ text: point, hint: 'the decimal point is written as a full stop' }]
      : []),
    ...(!whole && areNumbers(list.split('~'), lengths)
      ? [{ text: list, hint: 'the numbers of a list are separated by ~' }]
      : []),
  ];
  const [reading] = readings;
  if (!reading || readings.length > 1 || (thousands && !whole && lengths.includes(1))) return null;
  return { text: reading.text, as: `read as ${quoted(reading.text)}: ${reading.hint}` };
}

const PLUS = '\0';
const FOLLOWED = /^(and|or)\b/;

/** A formula whose plus signs stand as they are: between two operands there is no other way to read one. */
function sums(parts: string[]): string {
  const text = parts.join(PLUS);
  const mended = text.replace(/(?<=[\w.)])[ \0]*\0[ \0]*(?=[\w.(])/g, (run: string, at: number) => {
    const before = /[a-z]\w*$/i.exec(text.slice(Math.max(0, at - 9), at))?.[0] ?? '';
    const after = text.slice(at + run.length, at + run.length + 4);
    const isCall = after.startsWith('(') && before.length > 1 && before !== 'pi';
    return /^(and|or|not)$/.test(before) || FOLLOWED.test(after) || isCall ? ' ' : '+';
  });
  return mended.replaceAll(PLUS, ' ');
}

/** A text of a link, where + stands for a space. */
function readText(raw: string, field: Pick<Field, 'id'>): Reading {
  const parts = raw.split('+').map(decoded);
  if (parts.includes(null)) return { value: undefined };
  const value = parts.join(' ');
  const mended = field.id === FORMULA && !value.includes(PLUS) ? sums(parts as string[]) : value;
  const hint = [
    ...(raw.includes(',') ? ['a comma is written %2C'] : []),
    ...(mended === value ? [] : ['a plus is written %2B']),
  ].join(', ');
  return hint ? { value: mended, as: `read as ${quoted(mended)}: ${hint}` } : { value };
}

/** Whether a value's kind reads that text. */
function fits(s: string, { kind, choices }: Pick<Field, 'kind' | 'choices'>): boolean {
  if (kind === 'boolean') return /^(0|1|true|false)$/.test(s);
  return kind === 'choice' ? (choices ?? []).some(({ id }) => id === s) : s.split('~').every(isNumber);
}

type Known = Pick<Field, 'id' | 'kind'> & Partial<Field>;

/** A value as the field's kind reads it. */
export function readValue(raw: string, field: Known | undefined): Reading {
  if (field?.kind === 'text') return readText(raw, field);
  const all = decoded(raw);
  if (all === null) return { value: undefined };
  if (!field) return { value: all };
  let s = fits(all, field) ? all : cutEnd(all, AFTER_VALUE);
  let as: string | undefined;
  if (s.includes(',') && /^(real|integer|vector)$/.test(field.kind)) {
    const length = field.kind === 'vector' ? (field.length ?? (field.default as number[]).length) : 1;
    const mended = withoutCommas(s, [length], field.kind === 'integer');
    if (!mended) return { value: s, unclear: UNCLEAR };
    ({ text: s, as } = mended);
  }
  if (field.kind === 'integer' && /^\d{1,3}(\.0{3})+$/.test(s))
    as = `read as ${quoted(String(Number(s)))}: a full stop is a decimal point`;
  return { value: typed(s, field.kind), ...(as && { as }) };
}

const UNCLEAR =
  'has ambiguous commas: the decimal point is written as a full stop, and the numbers of a list are separated by ~';

/** What says how a race is looked at stays a text, for view-state.ts; `lengths`: how many numbers it may have, where it is of numbers. */
export function readLook(raw: string, lengths: readonly number[] | undefined): Reading {
  const text = decoded(raw);
  if (text === null) return { value: undefined };
  if (!lengths || !text.includes(',')) return { value: text };
  const mended = withoutCommas(text, lengths);
  return mended ? { value: mended.text, as: mended.as } : { value: text, unclear: UNCLEAR };
}

/** `FROM:TO:N`, `FROM:TO` or `A_B_C`, as no number of a race is written; null where it is none. What its numbers are is not looked at. */
export function readAxis(text: string): AxisInput | null {
  const sign = text.includes(':') ? ':' : '_';
  const numbers = text.split(sign).map(toNumber);
  if (numbers.length < 2 || !numbers.every((x) => typeof x === 'number')) return null;
  if (sign === '_') return { of: numbers };
  const [from, to, count, ...more] = numbers as [number, number, ...number[]];
  return more.length > 0 ? null : { from, to, ...(count !== undefined && { in: count }) };
}

/** An axis is refused where one race is wanted, and by that name. */
function numberOrAxis(s: string): unknown {
  const number = toNumber(s);
  return typeof number === 'number' ? number : (readAxis(s) ?? s);
}

function typed(s: string, kind: Field['kind']): unknown {
  switch (kind) {
    case 'boolean':
      return s === '1' || s === 'true' ? true : s === '0' || s === 'false' ? false : s;
    case 'vector':
      return s.split('~').map(numberOrAxis);
    case 'choice':
      return s;
    default:
      return numberOrAxis(s);
  }
}
