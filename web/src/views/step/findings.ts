// What follows from the numbers of a step, as sentences: none where nothing follows.

import type { Step } from './rows.ts';

export interface Finding {
  key: 'climbs' | 'creeps' | 'equal' | 'still' | 'rises' | 'lost';
  values: Record<string, number>;
}

/** So many times the gradient's square an average of squares holds a step back. */
const CREEPS = 25;
/** Steps this near to each other are equally long: rounding sets them apart. */
const EQUAL = 1e-4;

export interface Around {
  /** All coordinates' steps that are known. */
  all: readonly Step[];
  /** The lane's loss before and after, where they are known. */
  losses: readonly [number, number];
}

/** What one lane's step shows in one coordinate, the most telling first. */
export function findingsOf({ told, quantities }: Step, { all, losses: [before, after] }: Around): Finding[] {
  const found: Finding[] = [];
  const moved = told.ruleNext - told.w;
  const g = told.clipped;
  const memory = quantities.get('memory');
  const squares = quantities.get('squares');
  if (!Number.isFinite(told.ruleNext)) found.push({ key: 'lost', values: {} });
  else if (moved === 0) found.push({ key: 'still', values: {} });
  else if (moved * g > 0 && memory && memory.value * g < 0) found.push({ key: 'climbs', values: {} });
  else if (!memory && squares && g !== 0 && squares.value > CREEPS * g * g)
    found.push({ key: 'creeps', values: { times: squares.value / (g * g) } });
  const lengths = all.map((step) => Math.abs(step.told.ruleNext - step.told.w));
  const gradients = all.map((step) => Math.abs(step.told.clipped));
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  if (told.t === 1 && all.length > 1 && least > 0 && most - least <= EQUAL * most && differ(gradients))
    found.push({ key: 'equal', values: { length: most } });
  if (after > before) found.push({ key: 'rises', values: { before, after } });
  return found;
}

const differ = (values: readonly number[]): boolean => Math.max(...values) > 1.01 * Math.min(...values);
