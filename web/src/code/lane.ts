// A lane as a function in Python: the loop with its rule in it.
import { type Catalog, optimizerOf, problemOf } from '../core/catalog.ts';
import { type Phase, phasesOf } from '../core/changes.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { nameOf } from '../core/lane-name.ts';
import { type Expression, name } from './expression.ts';
import type { Objective } from './objective.ts';
import { hasPart, partOf } from './parts.ts';
import { numpy } from './python.ts';
import { snake, type Update, updateOf } from './rule.ts';
import { pythonLines, reads, renamed, type Statement, targets, tidied } from './statements.ts';
import { valueText } from './values.ts';
import { Writer } from './write.ts';

/** A lane as a function, and how it is called. */
export interface Lane {
  label: string;
  function: string;
  body: string;
  call: string;
  parts: string[];
}

export function laneOf(lane: LaneConfig, config: Config, catalog: Catalog, objective: Objective): Lane {
  const [phase] = phasesOf(lane);
  const optimizer = optimizerOf(catalog, lane.optimizer)!;
  const problem = problemOf(catalog, config.problem.id)!;
  const own = hasPart(`rules/${optimizer.id}`) ? partOf(`rules/${optimizer.id}`, lane) : undefined;
  const update = updateOf(optimizer, phase, config.problem, problem, own === undefined);
  const writer = new Writer(numpy(objective.single), arraysOf(update));
  const made =
    own === undefined
      ? formulaBody(update, phase, writer, objective)
      : ownBody(update, own, optimizer.type, optimizer.needsObjective, phase, writer, objective);
  const settings = [...update.settings.keys()].filter((id) => made.reads(id));
  const shown = update.shown ?? 'w';
  const body = [
    `def rule(${['w', 'steps', ...settings].join(', ')}):`,
    ...(optimizer.cite ? [`    """${optimizer.name} (${optimizer.cite.text})."""`] : []),
    ...made.lines,
    `    return w, float(loss(${[shown, ...(objective.stepped ? ['steps'] : [])].join(', ')}))`,
  ].join('\n');
  const values = settings.map((id) => `${id}=${valueText(update.settings.get(id))}`);
  return {
    label: nameOf(lane) || optimizer.name,
    function: snake(optimizer.id),
    body,
    call: ['start', 'steps', ...values].join(', '),
    parts: own === undefined ? [] : [...(optimizer.needsObjective ? [partOf('parts/line_search', lane)] : []), own],
  };
}

const arraysOf = ({ state, rule, before }: Update): ((text: string) => boolean) => {
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

interface Body {
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

function loop(
  statements: readonly Statement[],
  update: Update,
  resets: boolean,
  phase: Phase,
  writer: Writer,
): string[] {
  const states = update.state.map(
    ({ name: text, first, note }) => `    ${text} = ${firstText(first, writer)}${note ? `  # ${note}` : ''}`,
  );
  const noisy = update.before.some((one) => reads(one, 'xi'));
  return [
    ...states,
    ...(noisy ? ['    random = Pcg32(seed, 2)  # the noise of the gradient'] : []),
    ...(resets ? ['    n = 0  # updates since the rule began anew'] : []),
    `    for t in range(${phase.at + 1}, steps + 1):`,
    ...(resets ? ['        n += 1'] : []),
    ...pythonLines(statements, writer, '        '),
  ];
}

function firstText(first: Expression, writer: Writer): string {
  if (first.is !== 'call') return writer.text(first);
  if (first.name === 'copy') return 'w.copy()';
  return `np.${first.name}(${first.of.map((x) => writer.text(x)).join(', ')})`;
}

/** Lookahead that empties the rule's arrays does so where it moves w. */
function withReset(after: readonly Statement[], update: Update, writer: Writer): Statement[] {
  const anew = update.state
    .filter(({ name: text }) => update.slots.includes(text))
    .map(({ name: text, first }) => ({ text: `${text} = ${firstText(first, writer)}` }));
  return after.map((one) =>
    'when' in one && targets(one.ifSo).includes('slow')
      ? { ...one, ifSo: [...one.ifSo, ...anew, { text: 'n = 0' }] }
      : one,
  );
}

function formulaBody(update: Update, phase: Phase, writer: Writer, objective: Objective): Body {
  const resets = Boolean(phase.lane.lookahead) && phase.lane.lookaheadSync === 'reset';
  const rule = resets ? renamed(update.rule, new Map([['t', name('n')]])) : update.rule;
  const project: Statement[] = objective.projection ? [{ text: `w = ${objective.projection}` }] : [];
  const stays = new Set(['w', 'g', ...update.state.map((one) => one.name)]);
  const all = [
    ...gradientLines(update, objective),
    ...update.before,
    ...update.rate,
    ...rule,
    ...project,
    ...update.after,
  ];
  const tidy = tidied(all, writer, stays);
  const lines = loop(resets ? withReset(tidy, update, writer) : tidy, update, resets, phase, writer);
  return { lines, reads: readsIn(lines) };
}

/** A rule that has a piece of Python of its own. */
function ownBody(
  update: Update,
  own: string,
  type: string,
  searches: boolean,
  phase: Phase,
  writer: Writer,
  objective: Objective,
): Body {
  const given = (/def __init__\(self, w(?:, )?([^)]*)\)/.exec(own)?.[1] ?? '').split(', ').filter(Boolean);
  const resets = Boolean(phase.lane.lookahead) && phase.lane.lookaheadSync === 'reset';
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
  let tidy = tidied([...step, ...update.after], writer, stays);
  if (resets) {
    tidy = tidy.map((one) =>
      'when' in one && targets(one.ifSo).includes('slow')
        ? { ...one, ifSo: [...one.ifSo, { text: make }, { text: 'n = 0' }] }
        : one,
    );
  }
  const lines = [`    ${make}`, ...loop(tidy, kept, resets, phase, writer)];
  return { lines, reads: readsIn(lines) };
}
