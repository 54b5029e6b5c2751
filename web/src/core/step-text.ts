// A step with its numbers, as a reader sees it: from what the core tells (StepTold), with the symbols of the catalog.

import type { Optimizer } from './catalog.ts';
import type { StepTold } from './module.ts';

/** One thing that a step computed. */
export interface StepRow {
  /** TeX of what it is called, of how it is computed, and of the same with the numbers in it. */
  symbol: string;
  tex: string;
  numbers: string;
  value: number;
}

const hatOver = (symbol: string): string => `\\hat ${symbol.replace(/^\\bar /, '')}`;

/** What a quantity of that name is called, in TeX. */
export function symbolOf(name: string, { fields, slots }: Pick<Optimizer, 'fields' | 'slots'>): string {
  const [, kind, id] = /^(hat slot|slot|setting) (.*)$/.exec(name) ?? [];
  if (kind === undefined) return name;
  const known = (kind === 'setting' ? fields : slots).find((it) => it.id === id);
  const symbol = known?.symbol || `\\text{${id}}`;
  return kind === 'hat slot' ? hatOver(symbol) : symbol;
}

/** A number in TeX, with so many significant digits; all of them without. */
export function numberTex(x: number, digits?: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? '\\mathrm{NaN}' : `${x < 0 ? '-' : ''}\\infty`;
  const text = digits === undefined ? String(x) : String(Number(x.toPrecision(digits)));
  return text.replace(/e\+?(-?\d+)$/, String.raw`\cdot 10^{$1}`);
}

const PLACE = /\\at\{(\d+)\}/g;

/** The rows of a step, in the order in which they were computed. */
export function stepRows(told: StepTold, rule: Pick<Optimizer, 'fields' | 'slots'>, digits?: number): StepRow[] {
  const { quantities, lines } = told;
  const called = (place: number): string => {
    const [name, value] = quantities[place]!;
    return name === '' ? numberTex(value, 6) : symbolOf(name, rule);
  };
  /** What is multiplied stands in parentheses where a sign or a power of ten would be read with its neighbour. */
  const counted = (place: number, alone: boolean): string => {
    const text = numberTex(quantities[place]![1], digits);
    return alone || /^[\d.]+$/.test(text) ? text : `(${text})`;
  };
  return lines.map(([target, relation, text]) => {
    const [, value] = quantities[target]!;
    const alone = /^\\at\{\d+\}$/.test(text);
    return {
      symbol: called(target),
      tex: `${called(target)} ${relation} ${text.replace(PLACE, (_, place) => called(Number(place)))}`,
      numbers: text
        .replace(/(?<!,)\\,/g, String.raw`\cdot `)
        .replace(PLACE, (_, place) => counted(Number(place), alone)),
      value,
    };
  });
}
