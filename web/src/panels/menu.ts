import type { Catalog, Problem, Text, Value } from '../core/catalog.ts';
import type { ProblemConfig } from '../core/config.ts';
import { datasetOf, isOwn } from '../core/own.ts';
import { isSurface } from '../reader/traits.ts';
import type { Key } from '../toolkit/i18n.ts';

/** What people look for by its name: a problem, or one of the datasets that a problem may have. */
export interface Entry {
  /** As a link names it: `network,data=own`; the problem's own default is left out. */
  value: string;
  name: Text;
  group: Key;
  problem: Problem;
  /** Of the problem, what this entry asks for. */
  fields: Record<string, Value>;
}

const groupOf = (problem: Problem): Key => {
  if (problem.fields.some(({ id }) => id === 'f')) return 'kind.own';
  if (isSurface(problem)) return problem.dim === 1 ? 'kind.function' : 'kind.surface';
  return problem.kind === 'online' ? 'kind.online' : problem.kind === 'data' ? 'kind.data' : 'kind.network';
};

const entriesOf = (problem: Problem, catalog: Catalog): Entry[] => {
  const { id, name } = problem;
  const data = problem.fields.find((field) => field.id === 'data');
  if (!data?.choices) return [{ value: id, name, group: groupOf(problem), problem, fields: {} }];
  return data.choices.map((choice) => ({
    value: choice.id === data.default ? id : `${id},data=${choice.id}`,
    name: choice.name,
    group: isOwn(datasetOf(catalog, choice.id)) ? 'kind.own' : groupOf(problem),
    problem,
    fields: { data: choice.id },
  }));
};

const GROUPS: readonly Key[] = [
  'kind.surface',
  'kind.function',
  'kind.online',
  'kind.data',
  'kind.network',
  'kind.own',
];

/** All of them by group, each in the order of the catalog. */
export function menuOf(catalog: Catalog): [Key, Entry[]][] {
  const all = new Map<Key, Entry[]>(GROUPS.map((group) => [group, []]));
  for (const problem of catalog.problems)
    for (const entry of entriesOf(problem, catalog)) all.get(entry.group)?.push(entry);
  return [...all].filter(([, entries]) => entries.length > 0);
}

/** The entry of what is raced. */
export const entryOf = (catalog: Catalog, { id, data }: ProblemConfig): Entry | undefined =>
  menuOf(catalog)
    .flatMap(([, entries]) => entries)
    .find(({ problem, fields }) => problem.id === id && (fields.data === undefined || fields.data === data));
