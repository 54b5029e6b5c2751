import type { Field } from '../core/catalog.ts';
import { halfWidth } from '../core/signs.ts';
import { num } from '../toolkit/format.ts';
import type { Key } from '../toolkit/i18n.ts';

/** Why what was typed is no value, as a string of the page with its values. */
export interface Refusal {
  reason: Key;
  values?: Record<string, string>;
}

/** What typing led to. */
export type Parsed<T> = { value: T } | Refusal;

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 1.98×10⁻², as the page writes it, with the exponent of a computer. */
const unraised = (text: string): string =>
  text.replace(
    /^([+-]?)(?:([\d.,]+)\s*[×·]\s*)?10([⁻⁺]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/,
    (_, sign, mantissa = '1', minus, exponent) => {
      const digits = [...exponent].map((d) => RAISED.indexOf(d)).join('');
      return `${sign}${mantissa}e${minus === '⁻' ? '-' : ''}${digits}`;
    },
  );

const plainNumber = (text: string): number =>
  /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;

/** Reads a number as people write it: decimal comma and true minus included, never anything that is not a number. */
export function parseNumber(text: string, field: Field): Parsed<number> {
  const clean = unraised(halfWidth(text).trim().replace('−', '-')).replace(/^([^.]*),([^.,]*)$/, '$1.$2');
  if (clean === '') return { reason: 'invalid.empty' };
  const [over = Number.NaN, under = 1, ...more] = clean.split('/').map(plainNumber);
  const value = more.length === 0 ? over / under : Number.NaN;
  if (Number.isNaN(value)) return { reason: 'invalid.number' };
  if (field.kind === 'integer' && Number.isFinite(value) && !Number.isInteger(value))
    return { reason: 'invalid.integer' };
  if (field.min !== undefined && value < field.min)
    return { reason: 'invalid.min', values: { min: num(field.min, 10) } };
  if (field.max !== undefined && value > field.max)
    return { reason: 'invalid.max', values: { max: num(field.max, 10) } };
  return Number.isFinite(value) ? { value } : { reason: 'invalid.size' };
}

/** Reads a list whose length varies, with spaces between its numbers or, as in links, ~; an empty text is a list of none. */
export function parseNumbers(text: string, field: Field): Parsed<number[]> {
  const value: number[] = [];
  for (const part of text.match(/[^\s;；~～]+/g) ?? []) {
    const parsed = parseNumber(part, field);
    if (!('value' in parsed)) return parsed;
    value.push(parsed.value);
  }
  const { most = Number.POSITIVE_INFINITY } = field;
  return value.length > most ? { reason: 'invalid.most', values: { most: num(most) } } : { value };
}
