// A problem that has a piece of Python of its own (web/code/problems).
import type { Problem, Value } from '../core/catalog.ts';
import type { ProblemConfig } from '../core/config.ts';
import type { Objective } from './objective.ts';
import { partOf } from './parts.ts';
import { snake } from './rule.ts';
import { listText, valueText } from './values.ts';

/** Names that programs have for something else. */
const TAKEN = new Set(['loss', 'gradient', 'start', 'steps', 'seed']);

export const constantName = (id: string): string => (TAKEN.has(id) ? `${id}_` : snake(id));

/** The settings that a text reads, as lines. */
export const constantsOf = (ids: readonly string[], values: Readonly<Record<string, Value>>, text: string): string[] =>
  ids
    .filter((id) => !Array.isArray(values[id]) && new RegExp(`\\b${constantName(id)}\\b`).test(text))
    .map((id) => `${constantName(id)} = ${valueText(values[id])}`);

export function pieceOf(problem: Problem, config: ProblemConfig): Objective {
  const settings = { shuffle: true, ...config };
  const own = partOf(`problems/${problem.id}`, settings);
  const parts = [
    ...(own.includes('draws_of(') ? [partOf('parts/draws')] : []),
    ...(own.includes('batch_of(') ? [partOf('parts/batches', settings)] : []),
  ];
  const start = config.start as number[] | undefined;
  return {
    ...(start && start.length > 0 && { start: `np.array(${listText(start)})` }),
    constants: constantsOf(
      problem.fields.map(({ id }) => id),
      config,
      [...parts, own].join('\n'),
    ),
    blocks: [...parts, own],
    single: false,
    stepped: /^def loss\(w, t/m.test(own),
    ...(own.includes('def project(') && { projection: 'project(w)' }),
  };
}
