import type { Catalog, Problem, Value } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import type { Failure } from '../core/module.ts';
import { lossOfNumbers, withOutputs } from '../core/net.ts';
import { datasetOf, isOwn, readReference } from '../core/own.ts';
import { said, t } from '../toolkit/i18n.ts';
import type { Preview } from '../worker/protocol.ts';
import { withProblem } from './edits.ts';
import type { Stage } from './stage.ts';

/** What a race on the reader's own files is made of. */

const takesFiles = ({ fields }: Problem): boolean => fields.some(({ id }) => id === 'file');

/** Whether a config learns from a file of the reader's own. */
export const usesOwn = ({ problem }: Config, catalog: Catalog): boolean => isOwn(datasetOf(catalog, problem.data));

/** The problem that learns from a reader's own file, and what tells it so. */
export function ownProblem(config: Config, catalog: Catalog): [string, Record<string, Value>] {
  const now = catalog.problems.find(({ id }) => id === config.problem.id);
  const problem = now && takesFiles(now) ? now : catalog.problems.find(takesFiles)!;
  return [problem.id, { data: catalog.datasets.find(isOwn)!.id }];
}

/** The config on these files. Its network gets as many outputs as there are classes, or one where numbers are to be told, with a loss for them. */
export function withOwn(config: Config, catalog: Catalog, { reference, train, test, classes }: Preview): Config {
  const now = catalog.problems.find(({ id }) => id === config.problem.id);
  const problem = now && takesFiles(now) ? now : catalog.problems.find(takesFiles);
  const own = catalog.datasets.find(isOwn);
  if (!problem || !own) return config;
  const base = problem === now ? config : withProblem(config, problem);
  const net = withOutputs(String(base.problem.net), classes.length || 1);
  const before = readReference(String(base.problem.file))?.numbers;
  const usual = problem.fields.find(({ id }) => id === 'loss')!.default;
  const kept = before ? usual : base.problem.loss!;
  const loss = classes.length > 0 ? kept : lossOfNumbers(base.problem.loss);
  return { ...base, problem: { ...base.problem, data: own.id, file: reference, train, test, net, loss } };
}

/** Data is what lacks, and not the script that reads it. */
export const isAbsent = (error: Failure | null | undefined): boolean => error?.code === 'no-data' && error.at !== '';

/**
 * Which data is not there, and what brings it to the page; undefined where it has come. `embedded`: in an article, where no files can be
 * chosen.
 */
export function absent(
  { config, catalog, own }: Pick<Stage, 'config' | 'catalog' | 'own'>,
  embedded = false,
): string | undefined {
  const dataset = datasetOf(catalog, config.problem.data);
  if (embedded) return dataset && t('data.missing', { name: said(dataset.name) });
  if (!isOwn(dataset)) return dataset && t('data.absent', { name: said(dataset.name), files: said(dataset.doc) });
  const file = readReference(String(config.problem.file));
  if (!file) return t('own.none');
  return own ? undefined : t('own.wanted', { name: file.name, hash: file.hash });
}
