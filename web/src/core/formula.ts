/**
 * The formula of a lane: of its rule as its switches stand, and of what is around it. The texts (web/formulas.json, by `npm run
 * catalog`) are written by the rules' own updates, run with symbols for numbers (cpp/symbolic).
 */

import type { Problem } from './catalog.ts';
import type { LaneConfig, ProblemConfig } from './config.ts';

/** A line that is there where `when` holds: "clipNorm", "!warmup", "schedule=cosine|linear&warmup"; empty: always. */
export interface FormulaLine {
  when: string;
  /** Its place in `texts`. */
  text: number;
}

/** A line by the switches that it depends on: how they stand, the first one as the lowest bit, is a place in `texts`; −1: no line. */
export interface FormulaRow {
  by: string[];
  texts: number[];
}

export interface Formulas {
  schedule: FormulaLine[];
  before: FormulaLine[];
  rules: Record<string, { switches: string[]; rows: FormulaRow[] }>;
  after: FormulaLine[];
  /** TeX of every line. */
  texts: string[];
}

/** A rule's settings by their ids, with those of what is around it. */
export type Settings = Readonly<Record<string, unknown>>;

/** What the formula of a lane depends on: its settings, the noise, and whether its parameters are no matrices. */
export const settingsOf = (lane: LaneConfig, { noise }: ProblemConfig, { kind }: Problem): Settings => ({
  ...lane,
  noise,
  vector: /^(surface|online)$/.test(kind),
});

/** Whether a switch is on: a flag, a number that is not 0, a choice other than none; of `schedule`, whether the rate changes. */
export function isOn(settings: Settings, id: string): boolean {
  const value = settings[id];
  if (id === 'schedule') return (value !== undefined && value !== 'constant') || isOn(settings, 'warmup');
  if (typeof value === 'string') return value !== 'none';
  return value !== undefined && Number(value) !== 0;
}

function holds(settings: Settings, when: string): boolean {
  return when.split('&').every((part) => {
    if (part.startsWith('!')) return !isOn(settings, part.slice(1));
    const [id = '', values] = part.split('=');
    if (values !== undefined) return values.split('|').includes(String(settings[id] ?? ''));
    return id === '' || isOn(settings, id);
  });
}

/** The lines of a lane, as places in `texts`, by where they stand in an update. */
export interface Parts {
  /** The learning rate of the update. */
  rate: number[];
  /** What is done to the gradient before the rule gets it. */
  before: number[];
  rule: number[];
  after: number[];
}

export function partsOf({ schedule, before, rules, after }: Formulas, rule: string, settings: Settings): Parts {
  const placesOf = (lines: FormulaLine[]) => lines.filter(({ when }) => holds(settings, when)).map(({ text }) => text);
  const { switches, rows } = rules[rule] ?? { switches: [], rows: [] };
  const own = rows.map(
    ({ by, texts }) => texts[by.reduce((place, id, bit) => place + (isOn(settings, id) ? 2 ** bit : 0), 0)]!,
  );
  // A rule without a learning rate of its own at each step has no schedule.
  const scheduled = switches.includes('schedule') && rows.some(({ by }) => by.includes('schedule'));
  return {
    rate: scheduled ? placesOf(schedule) : [],
    before: placesOf(before),
    rule: own.filter((place) => place >= 0),
    after: placesOf(after),
  };
}

/** The lines that are computed one after another, as places in `texts`. */
export function formulaOf(formulas: Formulas, rule: string, settings: Settings): number[] {
  const { rate, before, rule: own, after } = partsOf(formulas, rule, settings);
  return [...rate, ...before, ...own, ...after];
}

/** Those of the switches that are on, in the order of the table. */
export function switchesOn({ rules, before, after }: Formulas, rule: string, settings: Settings): string[] {
  const around = [...before, ...after].map(({ when }) => when.split('=')[0]!);
  const ids = new Set([...(rules[rule]?.switches ?? []), ...around]);
  return [...ids].filter((id) => isOn(settings, id));
}
