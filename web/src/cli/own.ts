import { type Catalog, problemOf, type Value } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { SidestepError } from '../core/module.ts';
import { lossOfNumbers, withOutputs } from '../core/net.ts';
import { datasetOf, isOwn } from '../core/own.ts';
import { inspectOwn } from '../worker/own/load.ts';

/**
 * A race that says `data=own` and not which file learns from these: the reference is filled in, and what the config leaves at its
 * default is fitted to them, the split, the number of outputs and, where numbers are to be told, the loss. `tuned`: as many items as for testing are left for validation. Rejects with
 * what is wrong with the files.
 */
export async function withFiles(
  config: Config,
  catalog: Catalog,
  files: readonly File[],
  tuned = false,
): Promise<Config> {
  if (files.length === 0) return config;
  const { problem } = config;
  if (!isOwn(datasetOf(catalog, problem.data)))
    throw new SidestepError({
      code: 'usage',
      at: '--file',
      message: 'this race uses no file of your own; data=own does',
    });
  if (problem.file !== '') return config;
  const { reference, train: most, test, classes, count: items } = await inspectOwn(files, null);
  const train = tuned ? Math.max(1, Math.min(most, items - 2 * test)) : most;
  const initial = (id: string) => problemOf(catalog, problem.id)?.fields.find((field) => field.id === id)?.default;
  const fitted = (id: string, value: Value) => (problem[id] === initial(id) ? value : problem[id]!);
  return {
    ...config,
    problem: {
      ...problem,
      file: reference,
      train: fitted('train', train),
      test: fitted('test', test),
      net: fitted('net', withOutputs(String(problem.net), classes.length || 1)),
      loss: fitted('loss', classes.length > 0 ? problem.loss! : lossOfNumbers(problem.loss)),
    },
  };
}
