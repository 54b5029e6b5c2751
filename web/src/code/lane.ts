// A lane as a function in Python: the loop with its rule in it.
import { type Catalog, optimizerOf, problemOf, type Value } from '../core/catalog.ts';
import { changesOf, phasesOf } from '../core/changes.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { nameOf } from '../core/lane-name.ts';
import { arraysOf, formulaBody, ownBody, resetsOf } from './loop.ts';
import type { Objective } from './objective.ts';
import { hasPart, partOf } from './parts.ts';
import { numpy } from './python.ts';
import { snake, updateOf } from './rule.ts';
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

/** Whether a program has what the lane changes on the way: numbers and switches of a rule that is a formula and goes on from where it stands. */
export function canChange(lane: LaneConfig): boolean {
  const changes = changesOf(lane);
  if (changes.length === 0) return true;
  const goesOn = changes.every(({ optimizer, fresh }) => optimizer === undefined && !fresh);
  return goesOn && !hasPart(`rules/${lane.optimizer}`) && !phasesOf(lane).some((phase) => resetsOf(phase.lane));
}

export function laneOf(lane: LaneConfig, config: Config, catalog: Catalog, objective: Objective): Lane {
  const optimizer = optimizerOf(catalog, lane.optimizer)!;
  const problem = problemOf(catalog, config.problem.id)!;
  const own = hasPart(`rules/${optimizer.id}`) ? partOf(`rules/${optimizer.id}`, lane) : undefined;
  const phases = phasesOf(lane);
  const begun = new Set<string>();
  /** The settings that hold, as a program knows them. */
  const known = new Map<string, Value>();
  const lines: string[] = [];
  let given: [string, Value][] = [];
  let shown = 'w';
  for (const [i, phase] of phases.entries()) {
    const update = updateOf(optimizer, phase, config.problem, problem, own === undefined);
    const writer = new Writer(numpy(objective.single), arraysOf(update));
    const span = { from: phase.at + 1, to: phases[i + 1] ? `${phases[i + 1]!.at + 1}` : 'steps + 1' };
    const made =
      own === undefined
        ? formulaBody(update, phase, writer, objective, span, begun)
        : ownBody(update, own, optimizer, phase, writer, objective, span);
    const settings = [...update.settings].filter(([id]) => made.reads(id));
    const changed = settings.filter(([id, value]) => known.get(id) !== value);
    if (i > 0) {
      lines.push(`    # From step ${phase.at} on.`, ...changed.map(([id, value]) => `    ${id} = ${valueText(value)}`));
    }
    for (const [id, value] of changed) known.set(id, value);
    if (i === 0) lines.push(...(optimizer.cite ? [`    """${optimizer.name} (${optimizer.cite.text})."""`] : []));
    lines.push(...made.lines);
    for (const one of update.state) begun.add(one.name);
    shown = update.shown ?? 'w';
    if (i === 0) lines.unshift(`def rule(${['w', 'steps', ...settings.map(([id]) => id)].join(', ')}):`);
    if (i === 0) given = settings;
  }
  lines.push(`    return w, float(loss(${[shown, ...(objective.stepped ? ['steps'] : [])].join(', ')}))`);
  const values = given.map(([id, value]) => `${id}=${valueText(value)}`);
  return {
    label: nameOf(lane) || optimizer.name,
    function: snake(optimizer.id),
    body: lines.join('\n'),
    call: ['start', 'steps', ...values].join(', '),
    parts: own === undefined ? [] : [...(optimizer.needsObjective ? [partOf('parts/line_search', lane)] : []), own],
  };
}
