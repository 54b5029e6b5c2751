// Which items are worth a look: pure functions of what the lanes answer.

/** Places in an item's answer. */
const [RIGHT, ANSWER, SURE, NEXT, NEXT_SURE] = [0, 1, 2, 3, 4] as const;

/** What one lane answers for every item. */
export class Answers {
  constructor(
    readonly values: Float64Array,
    private readonly width = 5,
  ) {}

  get count(): number {
    return this.values.length / this.width;
  }
  #at(item: number, part: number): number {
    return this.values[item * this.width + part]!;
  }
  /** The class of an item, or its number. */
  right(item: number): number {
    return this.#at(item, RIGHT);
  }
  /** The class that is answered, or the number that is told. */
  answer(item: number): number {
    return this.#at(item, ANSWER);
  }
  /** How likely that is. */
  sure(item: number): number {
    return this.#at(item, SURE);
  }
  next(item: number): number {
    return this.#at(item, NEXT);
  }
  nextSure(item: number): number {
    return this.#at(item, NEXT_SURE);
  }
  isWrong(item: number): boolean {
    return this.right(item) !== this.answer(item);
  }
  error(item: number): number {
    return this.answer(item) - this.right(item);
  }
  /** Of a lane that diverged there are none. */
  get told(): boolean {
    return this.count > 0 && Number.isFinite(this.sure(0));
  }
}

export const FILTERS = ['mistakes', 'disagree', 'all', 'one', 'unsure'] as const;
export type Filter = (typeof FILTERS)[number];

/** An answer that leads the next by less is unsure. */
const UNSURE = 0.2;

/** One cell of a confusion matrix: what one lane takes for what. */
export interface Confused {
  lane: number;
  right: number;
  answer: number;
}

const wrongOf = (lanes: readonly Answers[], item: number): number => {
  let wrong = 0;
  for (const lane of lanes) if (lane.isWrong(item)) wrong++;
  return wrong;
};

/** How sure the surest mistake is. */
function surestMistake(lanes: readonly Answers[], item: number): number {
  let most = 0;
  for (const lane of lanes) if (lane.isWrong(item)) most = Math.max(most, lane.sure(item));
  return most;
}

/** By how much the least certain answer leads the next one. */
function leastLead(lanes: readonly Answers[], item: number): number {
  let least = 1;
  for (const lane of lanes) least = Math.min(least, lane.sure(item) - lane.nextSure(item));
  return least;
}

const items = (lanes: readonly Answers[]): number[] => Array.from({ length: lanes[0]?.count ?? 0 }, (_, i) => i);

/** Items by a number of each, the largest first; equal ones stay in the order of the data. */
function largestFirst(list: readonly number[], key: (item: number) => number): number[] {
  const keys = new Map(list.map((item) => [item, key(item)]));
  return [...list].sort((a, b) => keys.get(b)! - keys.get(a)! || a - b);
}

/** The items that a filter lets through: those first that divide the lanes, the surest mistakes on top. */
export function ordered(lanes: readonly Answers[], filter: Filter): number[] {
  const told = lanes.filter((lane) => lane.told);
  const all = items(told);
  if (filter === 'unsure')
    return largestFirst(
      all.filter((item) => leastLead(told, item) < UNSURE),
      (item) => -leastLead(told, item),
    );
  const few = told.length;
  const fits: Record<Exclude<Filter, 'unsure'>, (wrong: number) => boolean> = {
    mistakes: (wrong) => wrong > 0,
    disagree: (wrong) => wrong > 0 && wrong < few,
    all: (wrong) => wrong === few,
    one: (wrong) => wrong === 1 && few > 1,
  };
  const wrong = all.map((item) => wrongOf(told, item));
  return largestFirst(
    all.filter((item) => fits[filter](wrong[item]!)),
    (item) => (wrong[item]! < few ? 2 : 0) + surestMistake(told, item),
  );
}

/** The items of one cell of a lane's confusion matrix, the surest on top. */
export function confusedItems(lanes: readonly (Answers | undefined)[], { lane, right, answer }: Confused): number[] {
  const its = lanes[lane];
  if (!its?.told) return [];
  const list = items([its]).filter((item) => its.right(item) === right && its.answer(item) === answer);
  return largestFirst(list, (item) => its.sure(item));
}

/** Of numbers: the items with the largest errors on top. `disagree`: those of which lanes tell numbers far apart. */
export function orderedByError(lanes: readonly Answers[], by: 'error' | 'spread'): number[] {
  const told = lanes.filter(({ count, values }) => count > 0 && Number.isFinite(values[ANSWER]));
  return largestFirst(items(told), (item) => {
    const numbers = told.map((lane) => (by === 'error' ? Math.abs(lane.error(item)) : lane.answer(item)));
    return by === 'error' ? Math.max(...numbers) : Math.max(...numbers) - Math.min(...numbers);
  });
}

export interface Tally {
  items: number;
  /** Lanes with answers. */
  lanes: number;
  /** Items that some lanes get right and some wrong, and that all get wrong. */
  divided: number;
  fooled: number;
}

export function tally(lanes: readonly Answers[]): Tally {
  const told = lanes.filter((lane) => lane.told);
  const result = { items: told[0]?.count ?? 0, lanes: told.length, divided: 0, fooled: 0 };
  for (let item = 0; item < result.items; item++) {
    const wrong = wrongOf(told, item);
    if (wrong === told.length) result.fooled++;
    else if (wrong > 0) result.divided++;
  }
  return result;
}

export const mistakes = (lane: Answers): number => items([lane]).filter((item) => lane.isWrong(item)).length;

/** How often items of each class (a row) are answered as each (a column). */
export function confusion(lane: Answers, classes: number): number[][] {
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let item = 0; item < lane.count; item++) table[lane.right(item)]![lane.answer(item)]!++;
  return table;
}

/** The share of right answers: the diagonal of the table. */
export const accuracyOf = (table: readonly (readonly number[])[]): number => {
  const all = table.flat().reduce((sum, n) => sum + n, 0);
  return table.reduce((sum, row, i) => sum + row[i]!, 0) / all;
};

export interface Mistake {
  right: number;
  answer: number;
  count: number;
}

/** The mistakes of a table, the commonest first. */
export const commonest = (table: readonly (readonly number[])[]): Mistake[] =>
  table
    .flatMap((row, right) => row.map((count, answer) => ({ right, answer, count })))
    .filter(({ right, answer, count }) => right !== answer && count > 0)
    .sort((a, b) => b.count - a.count);
