// What a framework makes of a lane: its optimizer where that computes the same, else what differs.
import conventionsJson from '../../conventions.json';
import frameworksJson from '../../frameworks.json';
import type { Optimizer, Problem, Value } from '../core/catalog.ts';
import { changesOf } from '../core/changes.ts';
import type { LaneConfig, ProblemConfig } from '../core/config.ts';
import { partsOf, settingsOf } from '../core/formula.ts';
import { sameValue } from '../core/value.ts';
import { formulas } from './rule.ts';
import { valueText } from './values.ts';

interface Framework {
  name: string;
  /** What the tests have run its programs with, and the largest relative difference that they accept, of networks too; absent: they are not run. */
  ran?: { version: string; error: number; networks?: number };
  /** The entry of conventions.json that says how its rules are. */
  convention?: string;
  /** The same of a framework that the page has no convention of. */
  fixed?: Record<string, Record<string, Value>>;
  /** Settings of a rule that it refuses together; the last one is off there. */
  clash?: Record<string, string[]>;
  /**
   * By rule: what makes it, and its arguments. One that begins with ? is left out where the setting is 0 or off, with ?name: also where
   * that other setting is.
   */
  rules: Record<string, string[]>;
}

const frameworks = frameworksJson as unknown as Record<string, Framework>;
const conventions = conventionsJson as unknown as readonly { id: string; of: Framework['fixed'] }[];

export const frameworkOf = (id: string): Framework => frameworks[id]!;
/** What programs are for; the first one is always possible. */
export const LIBRARIES: readonly string[] = Object.keys(frameworks);

/** What of a lane a framework does otherwise: a field and its value there; `rule`: it has no such rule. */
export type Difference = { rule: string } | { changes: true } | { field: string; there: Value };

/** It makes no difference while the rate is constant. */
const OF_SCHEDULES = 'lrInside';

export function differencesOf(
  id: string,
  optimizer: Optimizer,
  lane: LaneConfig,
  problem: ProblemConfig,
  described: Problem,
): Difference[] {
  const { rules, convention, fixed } = frameworkOf(id);
  const form = rules[optimizer.id];
  if (!form) return [{ rule: optimizer.id }];
  if (changesOf(lane).length > 0) return [{ changes: true }];
  const its = (convention ? conventions.find((one) => one.id === convention)?.of : fixed)?.[optimizer.id] ?? {};
  const given = new Set(form.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)));
  const linesOf = (settings: LaneConfig): string =>
    JSON.stringify(partsOf(formulas, optimizer.id, settingsOf(settings, problem, described)));
  const scheduled = lane.schedule !== 'constant' || Boolean(lane.warmup);
  const different = optimizer.fields.flatMap((field): Difference[] => {
    const there = its[field.id] ?? field.default;
    if (given.has(field.id) || sameValue(lane[field.id]!, there)) return [];
    if (field.id === OF_SCHEDULES && !scheduled) return [];
    // What stands in no formula as the lane is set makes none; nor does a switch that leaves the formula as it is.
    const same =
      field.kind === 'real' || field.kind === 'integer'
        ? false
        : linesOf({ ...lane, [field.id]: there }) === linesOf(lane);
    return same || isIdle(field.id, lane) ? [] : [{ field: field.id, there }];
  });
  const clash = frameworkOf(id).clash?.[optimizer.id] ?? [];
  if (clash.length > 0 && clash.every((field) => lane[field])) different.push({ field: clash.at(-1)!, there: 0 });
  return Number(problem.noise ?? 0) === 0 ? different : [...different, { field: 'noise', there: 0 }];
}

/** Numbers of what is off: of a schedule, an average, lookahead. */
function isIdle(id: string, lane: LaneConfig): boolean {
  if (/^schedule./.test(id)) return lane.schedule === 'constant';
  if (/^average./.test(id)) return lane.average === 'none';
  return /^lookahead./.test(id) && !lane.lookahead;
}

/** The optimizer as the framework makes it: `first` are the arguments before its own. */
export function optimizerText(id: string, lane: LaneConfig, first: readonly string[]): string {
  const [make = '', ...args] = frameworkOf(id).rules[lane.optimizer]!;
  const isJs = id.endsWith('js');
  const texts = args.flatMap((text) => {
    const [, needed = '', argument = text] = /^\?(?:(\w+):)?(.*)$/.exec(text) ?? [];
    const ids = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    if (argument !== text && (ids.every((one) => !lane[one]) || (needed && !lane[needed]))) return [];
    const written = argument.replace(/\{(\w+)\}/g, (_, one: string) =>
      isJs ? JSON.stringify(lane[one]) : valueText(lane[one]),
    );
    return [written];
  });
  return `${make}(${[...first, ...texts].join(', ')})`;
}
