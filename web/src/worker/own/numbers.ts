import { LIMITS } from './mistake.ts';

/** How numbers are written in tables. */

const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A number as the first readings knew them; NaN where it is none. They choose delimiter, head and the order of classes by it. */
export function toNumber(cell: string, decimalComma: boolean): number {
  return plain(decimalComma ? cell.trim().replace(',', '.') : cell.trim());
}

function plain(text: string): number {
  if (text.length > LIMITS.cell) return Number.NaN;
  const value = PLAIN.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** What a cell shows of how its table writes numbers, each a bit. */
export const SHOWS = { number: 0, text: 1, decimalComma: 2, commaGroups: 4, dotGroups: 8, either: 16 };

const PATTERNS: [RegExp, number][] = [
  [/^[+-]?[1-9]\d{0,2}((,\d{3})+\.\d*|(,\d{3}){2,})$/, SHOWS.commaGroups],
  [/^[+-]?[1-9]\d{0,2}((\.\d{3})+,\d*|(\.\d{3}){2,})$/, SHOWS.dotGroups],
  [/^[+-]?[1-9]\d{0,2},\d{3}$/, SHOWS.either],
  [/^[+-]?(\d+,\d*|,\d+)(e[+-]?\d+)?$/i, SHOWS.decimalComma],
];

/** In ASCII: full-width signs, the minus of typesetters; without the spaces and apostrophes between groups of digits. */
function tidy(cell: string): string {
  return cell
    .trim()
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/^[\u2010-\u2013\u2212\ufe63]/, '-')
    .replace(/(e)[\u2010-\u2013\u2212\ufe63]/i, '$1-')
    .replace(/(?<=\d)[ \u00a0\u2009\u202f'\u2019](?=\d{3}(?!\d))/g, '');
}

export function shown(cell: string): number {
  if (cell.length > LIMITS.cell) return SHOWS.text;
  if (!Number.isNaN(plain(cell.trim()))) return SHOWS.number; // nearly all are
  const text = tidy(cell);
  if (!Number.isNaN(plain(text))) return SHOWS.number;
  return PATTERNS.find(([pattern]) => pattern.test(text))?.[1] ?? SHOWS.text;
}

/** How a table writes its numbers: what separates a half, and thousands. */
export interface Notation {
  decimal: '.' | ',';
  group: '' | '.' | ',';
}

/** Of all that its cells show; null where 1,288 may be either. */
export function notationOf(shows: number, decimalComma: boolean): Notation | null {
  if (shows & SHOWS.commaGroups) return { decimal: '.', group: ',' };
  if (shows & SHOWS.dotGroups) return { decimal: ',', group: '.' };
  if (decimalComma || shows & SHOWS.decimalComma) return { decimal: ',', group: '' };
  return shows & SHOWS.either ? null : { decimal: '.', group: '' };
}

const GROUPED = { ',': /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/, '.': /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/ };

/** NaN where it is none. */
export function numberOf(cell: string, { decimal, group }: Notation): number {
  const value = group === '.' ? Number.NaN : plain(cell.trim()); // nearly all are written so
  if (!Number.isNaN(value)) return value;
  const text = tidy(cell);
  const whole = group && GROUPED[group].test(text) ? text.replaceAll(group, '') : text;
  return plain(decimal === ',' ? whole.replace(',', '.') : whole);
}
