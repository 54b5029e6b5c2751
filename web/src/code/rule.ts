// The update of a lane as statements, from the formulas that the core tells of its rule and of what is around it.
import formulasJson from '../../formulas.json';
import type { Field, Optimizer, Problem, Value } from '../core/catalog.ts';
import type { Phase } from '../core/changes.ts';
import type { LaneConfig, ProblemConfig } from '../core/config.ts';
import { type Formulas, partsOf, settingsOf } from '../core/formula.ts';
import { call, type Expression, name, number, sum } from './expression.ts';
import { type Names, readAssignment } from './read-tex.ts';
import { assign, renamed, type Statement } from './statements.ts';

export const formulas = formulasJson as Formulas;

/** beta1, weight_decay. */
export const snake = (id: string): string => id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What a program calls what is neither a setting nor an array of the rule. */
const OTHERS: readonly (readonly [tex: string, name: string])[] = [
  ['\\eta_t', 'lr_t'],
  ['\\sigma', 'noise'],
  ['\\xi_t', 'xi'],
  ['\\varphi', 'slow'],
  ['\\bar w', 'w_average'],
  ['\\Pi', 'mu_product'],
  ['T', 'steps'],
  ['F', 'factor'],
  ['j', 'since'],
];

/** Names of Python's own that an array must not take. */
const TAKEN = new Set(['sum', 'lambda']);

export interface Update {
  /** What is kept from step to step beside w, with its first value; an expression of w makes an array. */
  state: { name: string; first: Expression; note: string }[];
  /** The slots among them: what is lost when a rule begins anew. */
  slots: string[];
  rate: Statement[];
  before: Statement[];
  rule: Statement[];
  after: Statement[];
  /** What settings the statements may read, by the names that they have there. */
  settings: ReadonlyMap<string, Value>;
  /** Where the loss is told; absent: at w. */
  shown?: string;
}

const zeros: Expression = call('zeros_like', name('w'));

/** `whole`: with the lines of the rule itself; else of what is around it. */
export function updateOf(
  optimizer: Optimizer,
  { lane, scheduleFrom, averageFrom }: Pick<Phase, 'lane' | 'scheduleFrom' | 'averageFrom'>,
  problem: ProblemConfig,
  described: Problem,
  whole = true,
): Update {
  const settings = new Map<string, Value>([['noise', problem.noise ?? 0]]);
  const names = namesOf(optimizer, lane, settings);
  const { rate, before, rule, after } = partsOf(
    formulas,
    optimizer.id,
    settingsOf(lane as LaneConfig, problem, described),
  );
  const read = (places: readonly number[]) => places.map((place) => readAssignment(formulas.texts[place]!, names));
  const own = read(whole ? rule : []);
  const statements = (lines: ReturnType<typeof read>): Statement[] =>
    lines.filter(({ first }) => !first).map(({ target, value }) => assign(target, value));
  const firsts = new Map(own.filter(({ first }) => first).map(({ target, value }) => [target, value]));
  const ruled = statements(own);
  const assigned = new Set(own.map(({ target }) => target));
  const slots = optimizer.slots.filter((slot) => assigned.has(slotName(slot)));
  const isSlot = new Set(slots.map(slotName));
  const around = read(after);
  const shown = around.map(({ target }) => target).find((target) => target !== 'w');
  const later = (from: number) => new Map(from > 0 ? [['t', sum(name('t'), number(-from))]] : []);
  return {
    state: [
      ...slots.map((slot) => {
        const first = firsts.get(slotName(slot));
        return {
          name: slotName(slot),
          first: first ? call('full_like', name('w'), first) : zeros,
          note: slot.doc?.en ?? '',
        };
      }),
      ...[...firsts]
        .filter(([target]) => !isSlot.has(target))
        .map(([target, first]) => ({ name: target, first, note: '' })),
      ...(shown ? [{ name: shown, first: call('copy', name('w')), note: '' }] : []),
    ],
    slots: [...firsts.keys(), ...isSlot].filter((one, i, all) => all.indexOf(one) === i),
    rate: renamed(
      statements(read(rate)),
      new Map([
        ...later(scheduleFrom),
        ...(scheduleFrom > 0 ? [['steps', sum(name('steps'), number(-scheduleFrom))] as const] : []),
      ]),
    ),
    before: statements(read(before)),
    rule: ruled,
    after: renamed(statements(around), lane.average === 'none' ? new Map() : later(averageFrom)),
    settings,
    ...(shown && { shown }),
  };
}

const slotName = ({ id }: { id: string }): string => (TAKEN.has(id) ? `${id}s` : snake(id));

/** Names by TeX; fills in the settings. */
function namesOf(optimizer: Optimizer, lane: LaneConfig, settings: Map<string, Value>): Names {
  const names = new Map<string, string>();
  const add = ({ id, symbol }: Field) => {
    settings.set(snake(id), lane[id] ?? 0);
    if (symbol) names.set(symbol, snake(id));
  };
  optimizer.fields.forEach(add);
  for (const slot of optimizer.slots) names.set(slot.symbol, slotName(slot));
  for (const [tex, text] of OTHERS) names.set(tex, text);
  return names;
}
