// The loop of a lane in Python: gradient, rule, and what stands around it.
import type { Optimizer } from '../core/catalog.ts';
import type { Phase } from '../core/changes.ts';
import type { LaneConfig } from '../core/config.ts';
import { type Expression, name } from './expression.ts';
import type { Objective } from './objective.ts';
import { numpy } from './python.ts';
import type { Update } from './rule.ts';
import { pythonLines, reads, renamed, type Statement, targets, tidied } from './statements.ts';
import { Writer } from './write.ts';

export const resetsOf = ({ lookahead, lookaheadSync }: LaneConfig): boolean =>
  Boolean(lookahead) && lookaheadSync === 'reset';

export const arraysOf = ({ state, rule, before }: Update): ((text: string) => boolean) => {
  const arrays = new Set(['w', 'g', 'xi', ...state.filter(({ first }) => first.is === 'call').map((one) => one.name)]);
  const writer = new Writer(numpy(false), (text) => arrays.has(text));
  for (const one of [...before, ...rule]) {
    if ('target' in one && writer.hasArray(one.value)) arrays.add(one.target);
  }
  return (text) => arrays.has(text);
};

/** Whether a name stands in code, comments left out. */
const readsIn =
  (lines: readonly string[]): Body['reads'] =>
  (id) =>
    lines.some((line) => new RegExp(`\\b${id}\\b`).test(line.replace(/ {2}#.*/, '')));

export interface Body {
  lines: string[];
  reads(setting: string): boolean;
}

/** How the loop begins: the gradient, and what is added to it. */
function gradientLines(update: Update, objective: Objective): Statement[] {
  const noisy = update.before.some((one) => reads(one, 'xi'));
  const cast = objective.single ? '.astype(np.float32)' : '';
  return [
    { text: `g = gradient(w${objective.stepped ? ', t - 1' : ''})` },
    ...(noisy ? [{ text: `xi = random.normals(w.size)${cast}` }] : []),
  ];
}

/** The updates that a loop makes. */
export interface Span {
  from: number;
  to: string;
}

function loop(
  statements: readonly Statement[],
  update: Update,
  counts: boolean,
  { from, to }: Span,
  writer: Writer,
  begun: ReadonlySet<string> = new Set(),
): string[] {
  const states = update.state
    .filter((one) => !begun.has(one.name))
    .map(({ name: text, first, note }) => `    ${text} = ${firstText(first, writer)}${note ? `  # ${note}` : ''}`);
  const noisy = from === 1 && update.before.some((one) => reads(one, 'xi'));
  return [
    ...states,
    ...(noisy ? ['    random = Pcg32(seed, 2)  # the noise of the gradient'] : []),
    ...(counts ? ['    n = 0  # updates since the rule began anew'] : []),
    `    for t in range(${from}, ${to}):`,
    ...(counts ? ['        n += 1'] : []),
    ...pythonLines(statements, writer, '        '),
  ];
}

function firstText(first: Expression, writer: Writer): string {
  if (first.is !== 'call') return writer.text(first);
  if (first.name === 'copy') return 'w.copy()';
  return `np.${first.name}(${first.of.map((x) => writer.text(x)).join(', ')})`;
}

/** Lookahead that empties the rule's arrays does so where it moves w. */
function withReset(after: readonly Statement[], update: Update, counts: boolean, writer: Writer): Statement[] {
  const anew = update.state
    .filter(({ name: text }) => update.slots.includes(text))
    .map(({ name: text, first }) => ({ text: `${text} = ${firstText(first, writer)}` }));
  return after.map((one) =>
    'when' in one && targets(one.ifSo).includes('slow')
      ? { ...one, ifSo: [...one.ifSo, ...anew, ...(counts ? [{ text: 'n = 0' }] : [])] }
      : one,
  );
}

const projectionOf = ({ projection }: Objective): Statement[] => (projection ? [{ text: `w = ${projection}` }] : []);

export function formulaBody(
  update: Update,
  { lane }: Phase,
  writer: Writer,
  objective: Objective,
  span: Span,
  begun: ReadonlySet<string>,
): Body {
  const resets = resetsOf(lane);
  const counts = resets && update.rule.some((one) => reads(one, 't'));
  const rule = counts ? renamed(update.rule, new Map([['t', name('n')]])) : update.rule;
  const stays = new Set(['w', 'g', ...update.state.map((one) => one.name)]);
  const all = [
    ...gradientLines(update, objective),
    ...update.before,
    ...update.rate,
    ...rule,
    ...projectionOf(objective),
    ...update.after,
  ];
  const tidy = tidied(all, writer, stays);
  const body = resets ? withReset(tidy, update, counts, writer) : tidy;
  const lines = loop(body, update, counts, span, writer, begun);
  return { lines, reads: readsIn(lines) };
}

/** A rule that has a piece of Python of its own. */
export function ownBody(
  update: Update,
  own: string,
  { type, needsObjective: searches }: Optimizer,
  { lane }: Phase,
  writer: Writer,
  objective: Objective,
  span: Span,
): Body {
  const given = (/def __init__\(self, w(?:, )?([^)]*)\)/.exec(own)?.[1] ?? '').split(', ').filter(Boolean);
  const resets = resetsOf(lane);
  const make = `rule = ${type}(${['w', ...given].join(', ')})`;
  const rate = update.rate.length > 0 ? 'lr_t' : 'lr';
  const begun = resets ? 'n' : 't';
  const step: Statement[] = searches
    ? [{ text: 'w = rule.step(w)' }]
    : [
        ...gradientLines(update, objective),
        ...update.before,
        ...update.rate,
        { text: `w = rule.step(w, g, ${begun}, ${rate})` },
      ];
  const stays = new Set(['w', 'g', 'lr_t', ...update.state.map((one) => one.name)]);
  const kept = { ...update, state: update.state.filter((one) => one.name === update.shown), slots: [] };
  let tidy = tidied([...step, ...projectionOf(objective), ...update.after], writer, stays);
  if (resets) {
    tidy = tidy.map((one) =>
      'when' in one && targets(one.ifSo).includes('slow')
        ? { ...one, ifSo: [...one.ifSo, { text: make }, ...(searches ? [] : [{ text: 'n = 0' }])] }
        : one,
    );
  }
  const lines = [`    ${make}`, ...loop(tidy, kept, resets && !searches, span, writer)];
  return { lines, reads: readsIn(lines) };
}
