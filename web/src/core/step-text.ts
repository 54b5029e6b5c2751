// A step with its numbers, as a reader sees it: from what the core tells (StepTold), with the symbols of the catalog.

import type { Optimizer } from './catalog.ts';
import type { StepTold } from './module.ts';

/** One thing that a step computed. */
export interface StepRow {
  /** What the core calls it: "slot m", "hat slot m", TeX. */
  name: string;
  /** TeX of what it is called, of how it is computed, and of the same with the numbers in it. */
  symbol: string;
  tex: string;
  numbers: string;
  value: number;
}

const hatOver = (symbol: string): string => `\\hat ${symbol.replace(/^\\bar /, '')}`;

/** What a quantity of that name is called, in TeX. */
export function symbolOf(name: string, { fields, slots }: Named): string {
  const [, kind, id] = /^(hat slot|slot|setting) (.*)$/.exec(name) ?? [];
  if (kind === undefined) return name;
  const known = (kind === 'setting' ? fields : slots).find((it) => it.id === id);
  const symbol = known?.symbol || `\\text{${id}}`;
  return kind === 'hat slot' ? hatOver(symbol) : symbol;
}

/** A number in TeX, with so many significant digits; all of them without. */
export function numberTex(x: number, digits?: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? '\\mathrm{NaN}' : `${x < 0 ? '-' : ''}\\infty`;
  const rounded = digits === undefined ? x : Number(x.toPrecision(digits));
  const isSmall = digits !== undefined && rounded !== 0 && Math.abs(rounded) < 1e-3;
  const text = isSmall ? rounded.toExponential() : String(rounded);
  const [, one = '', power] = /^(-?)1e\+?(-?\d+)$/.exec(text) ?? [];
  return power ? `${one}10^{${power}}` : text.replace(/e\+?(-?\d+)$/, String.raw`\times 10^{$1}`);
}

const PLACE = /\\at\{(\d+)\}/g;

type Named = Pick<Optimizer, 'fields' | 'slots'>;

const calledIn =
  ({ quantities }: StepTold, rule: Named) =>
  (place: number): string => {
    const [name, value] = quantities[place]!;
    return name === '' ? numberTex(value, 6) : symbolOf(name, rule);
  };

/** When the rule takes the way that it took, in TeX; empty: always. */
export function conditionOf(told: StepTold, rule: Named): string {
  const called = calledIn(told, rule);
  return told.condition.replace(PLACE, (_, place) => called(Number(place)));
}

/** The rows of a step, in the order in which they were computed. */
export function stepRows(told: StepTold, rule: Named, digits?: number): StepRow[] {
  const { quantities, lines } = told;
  const called = calledIn(told, rule);
  /** In parentheses where a sign or a power of ten would be read with its neighbour. */
  const counted = (whole: string, place: number, offset: number, text: string): string => {
    const number = numberTex(quantities[place]![1], digits);
    const [before, after] = [text.slice(0, offset), text.slice(offset + whole.length)];
    const raised = /^\}?\^/.test(after);
    const leads = /(^|[({]|\\begin\{\w+\}|\\ |& ?|\\\\ )$/.test(before) && !raised;
    const isPlain = number.startsWith('-') ? leads : /^[\d.]+$/.test(number) || !raised;
    return isPlain ? number : `(${number})`;
  };
  return lines.map(([target, relation, text]) => {
    const [name, value] = quantities[target]!;
    return {
      name,
      symbol: called(target),
      tex: `${called(target)} ${relation} ${text.replace(PLACE, (_, place) => called(Number(place)))}`,
      numbers: text
        .replace(PLACE, (whole, place, offset) => counted(whole, Number(place), offset, text))
        .replace(/(?<!,)\\,/g, String.raw`\cdot `),
      value,
    };
  });
}

/** What became of a point that a search along a line tried. */
export type Verdict = 'taken' | 'high' | 'steep' | 'higher' | '';

/**
 * Each trial's, in their order. `moved`: whether the lane went anywhere, which is to the last one then. What keeps both conditions and was left
 * all the same is no lower than a point tried before (Nocedal & Wright 2006, algorithms 3.5 and 3.6).
 */
export function verdictsOf(trials: StepTold['trials'], moved: boolean): Verdict[] {
  let least = Number.POSITIVE_INFINITY;
  return trials.map(([, loss, , , descends, flat], i) => {
    const higher = loss >= least;
    least = Math.min(least, loss);
    if (i === trials.length - 1 && moved) return 'taken';
    return !descends ? 'high' : higher ? 'higher' : !flat ? 'steep' : '';
  });
}
