// A step of a lane as rows with roles: what has the same role stands in the same row, whatever the rule calls it. All numbers are those
// that the core tells; what is made of them here (the step itself, the rate that it comes to) says of what.

import type { Optimizer } from '../../core/catalog.ts';
import type { StepTold } from '../../core/module.ts';
import { conditionOf, numberTex, type StepRow, stepRows, symbolOf } from '../../core/step-text.ts';

/** One quantity of one lane. */
export interface Quantity {
  /** What the core calls it: "slot m", "hat slot m"; empty: it is none of the rule's. */
  name: string;
  /** TeX. */
  symbol: string;
  value: number;
  /** TeX of what it was computed of, with the numbers; and the same with symbols. */
  from: string;
  tex: string;
}

/** What a quantity is in a step. What has no role of its own goes by its name. */
export type Role =
  | 'gradient'
  | 'clipped'
  | 'decayed'
  | 'memory'
  | 'squares'
  | 'memoryCorrected'
  | 'squaresCorrected'
  | 'rate'
  | 'step'
  | 'after'
  | 'kept'
  | 'lookahead'
  | 'average'
  | `own ${string}`;

/** A step of one parameter. */
export interface Step {
  /** TeX: the last line with symbols, and with its numbers up to the equals sign. Empty where the parameter is left where it is. */
  rule: string;
  numbers: string;
  /** TeX: when the rule takes this way; empty: always. */
  condition: string;
  quantities: ReadonlyMap<Role, Quantity>;
  /** Whether a rate multiplies the gradient itself, not what is kept of earlier ones. */
  followsGradient: boolean;
  told: StepTold;
}

const ORDER: readonly Role[] = ['gradient', 'clipped', 'decayed', 'memory', 'squares'];
const LAST: readonly Role[] = [
  'memoryCorrected',
  'squaresCorrected',
  'rate',
  'step',
  'after',
  'kept',
  'lookahead',
  'average',
];

/** Whether a line has the gradient's square in it, or its size: what the step is divided by. */
function isOfSquares(text: string, gradient: number): boolean {
  const at = `\\at{${gradient}}`;
  return [`{${at}}^2`, `${at}\\,${at}`, `|${at}|`].some((part) => text.includes(part));
}

/**
 * What is multiplied by a rate to move the parameter: the place of a velocity, an average or the gradient. Null where that is no single one, or its
 * sign alone.
 */
function leaderOf({ quantities, lines }: StepTold, roles: ReadonlyMap<string, 'memory' | 'squares'>): number | null {
  const text = lines.findLast(([target]) => quantities[target]![0] === 'w')?.[2] ?? '';
  if (text.includes('sign')) return null;
  const moving = text.replace(/\{\\at\{\d+\}\}\^2/g, ''); // a square is of what divides
  const leads = [...new Set([...moving.matchAll(/\\at\{(\d+)\}/g)].map(([, place]) => Number(place)))].filter(
    (place) => {
      const name = quantities[place]![0];
      return name === 'g' || roles.get(name.replace(/^hat /, '')) === 'memory';
    },
  );
  if (leads.length > 1) return null;
  return leads[0] ?? quantities.findLastIndex(([name]) => name === 'g'); // by way of another quantity
}

/** What divides, since it has the gradient's size in it, and what leads: of several, the last one. */
function slotRoles({ quantities, lines }: StepTold): ReadonlyMap<string, 'memory' | 'squares'> {
  const gradients = quantities.flatMap(([name], place) => (name === 'g' ? [place] : []));
  const roles = new Map<string, 'memory' | 'squares'>();
  for (const [target, , text] of lines) {
    const [name] = quantities[target]!;
    if (!name.startsWith('slot ') || !gradients.some((place) => text.includes(`\\at{${place}}`))) continue;
    const role = gradients.some((place) => isOfSquares(text, place)) ? 'squares' : 'memory';
    const before = [...roles].find(([, its]) => its === role);
    if (before && role === 'squares') continue; // the first one: what is kept of it later has its own name
    if (before) roles.delete(before[0]);
    roles.set(name, role);
  }
  return roles;
}

function roleOf(name: string, roles: ReadonlyMap<string, 'memory' | 'squares'>): Role {
  if (name === 'g') return 'decayed';
  const corrected = name.startsWith('hat ');
  const role = roles.get(corrected ? name.slice(4) : name);
  if (!role) return `own ${name}`;
  return corrected ? `${role}Corrected` : role;
}

export interface Digits {
  /** Significant ones; undefined: all. */
  digits?: number | undefined;
}

/** Digits in which a small difference is seen. */
function enough(whole: number, difference: number, digits: number): number {
  const lost = Math.ceil(Math.log10(Math.abs(whole / difference)));
  return Number.isFinite(lost) ? Math.max(digits, Math.min(17, lost + 2)) : digits;
}

/** `coordinate`: what the parameter is called, in TeX. */
export function stepOf(
  told: StepTold,
  rule: Pick<Optimizer, 'fields' | 'slots' | 'elementwise'>,
  coordinate: string,
  { digits }: Digits = {},
): Step {
  const tex = (x: number): string => numberTex(x, digits);
  const signed = (x: number): string => (tex(x).startsWith('-') ? `(${tex(x)})` : tex(x));
  const rows = stepRows(told, rule, digits);
  const roles: ReadonlyMap<string, 'memory' | 'squares'> = rule.elementwise ? slotRoles(told) : new Map();
  const quantities = new Map<Role, Quantity>();
  const tell = (role: Role, symbol: string, value: number, from = '', formula = from, name = ''): void => {
    let its = role;
    for (let n = 2; quantities.has(its); n++) its = `own ${role} ${n}`; // computed more than once
    quantities.set(its, { name, symbol, value, from, tex: formula });
  };
  tell('gradient', 'g', told.gradient);
  if (told.clipped !== told.gradient) tell('clipped', 'g', told.clipped, `\\|g\\| = ${tex(told.gradientNorm)}`);
  let last: StepRow | undefined;
  for (const row of rows) {
    if (row.name === 'w') last = row;
    else tell(roleOf(row.name, roles), row.symbol, row.value, row.numbers, row.tex, row.name);
  }
  const moved = told.ruleNext - told.w;
  const leader = rule.elementwise ? leaderOf(told, roles) : null;
  if (leader !== null && moved !== 0) {
    const [name, value] = told.quantities[leader] ?? ['g', told.clipped];
    const symbol = symbolOf(name, rule);
    if (value !== 0)
      tell(
        'rate',
        "\\eta'",
        -moved / value,
        `-${signed(moved)} / ${signed(value)}`,
        `-\\Delta ${coordinate} / ${symbol}`,
      );
  }
  const fine = digits && enough(told.w, moved, digits);
  const before = numberTex(told.w, fine);
  tell(
    'step',
    `\\Delta ${coordinate}`,
    moved,
    `${numberTex(told.ruleNext, fine)} - ${before.startsWith('-') ? `(${before})` : before}`,
  );
  tell('after', coordinate, told.ruleNext, `${tex(told.w)} + ${signed(moved)}`);
  if (told.projected !== told.ruleNext) tell('kept', coordinate, told.projected);
  if (told.next !== told.projected) tell('lookahead', coordinate, told.next);
  if (told.shown !== told.next) tell('average', `\\bar ${coordinate}`, told.shown);
  return {
    rule: last?.tex ?? '',
    numbers: last ? `${coordinate} \\leftarrow ${last.numbers}` : '',
    condition: conditionOf(told, rule),
    quantities,
    followsGradient: leader !== null && told.quantities[leader]?.[0] === 'g',
    told,
  };
}

/** The row that the lane goes on with. */
export const goesOnWith = ({ quantities }: Step): Role =>
  (['lookahead', 'kept', 'after'] as const).find((role) => quantities.has(role)) ?? 'after';

/** The roles of these steps, in the order in which they are read. */
export function rolesOf(steps: readonly Step[]): Role[] {
  const own = [...new Set(steps.flatMap(({ quantities }) => [...quantities.keys()]))].filter((role) =>
    role.startsWith('own '),
  );
  const has = (role: Role): boolean => steps.some(({ quantities }) => quantities.has(role));
  return [...ORDER.filter(has), ...own, ...LAST.filter(has)];
}

/** What stands in a row that a lane has nothing for. */
export function missing(role: Role, { quantities }: Step): 'noMemory' | 'noSquares' | 'noCorrection' | null {
  if (role === 'memory') return 'noMemory';
  if (role === 'squares') return 'noSquares';
  const of = role === 'memoryCorrected' ? 'memory' : role === 'squaresCorrected' ? 'squares' : null;
  return of && (quantities.has(of) || !quantities.has('memory')) ? 'noCorrection' : null;
}

/** The first quantity that is no finite number: where a lane is lost. */
export const lostAt = ({ quantities }: Step): Quantity | undefined =>
  [...quantities.values()].find(({ value }) => !Number.isFinite(value));
