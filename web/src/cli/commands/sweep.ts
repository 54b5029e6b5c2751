import { catalog } from '../../core/catalog-data.ts';
import { type Shard, WHOLE } from '../../experiment/jobs.ts';
import { isShare } from '../../experiment/sample.ts';
import type { Experiment } from '../../experiment/spec.ts';
import type { Target } from '../../experiment/target.ts';
import { type Args, usage } from '../args.ts';
import { askedIn, type Command, dataUrl, givenExperiment, withRunners } from '../command.ts';
import { runSweep, sizeLine } from '../sweep.ts';

function shardOf({ values }: Args): Shard {
  const text = values.get('shard')?.[0];
  if (text === undefined) return WHOLE;
  const [, index, count] = /^(\d{1,9})\/(\d{1,9})$/.exec(text)?.map(Number) ?? [];
  if (!index || !count || index > count) throw usage('must be I/N, from 1/N to N/N', '--shard');
  return { index, count };
}

/** What lines of a sweep are to tell of. */
function targetIn(args: Args, { config }: Experiment): Target | undefined {
  const { metric, target } = askedIn(args);
  if (target === undefined && args.values.has('metric')) throw usage('needs --target', '--metric');
  if (isShare(metric) && !('testOn' in config.problem))
    throw usage('this experiment tests no network, so it has no accuracy', '--metric');
  return target === undefined ? undefined : { metric, value: target };
}

export const sweep: Command = {
  help: `  sidestep-race sweep LINK | FILE | -       make all runs of an experiment (seeds=, ranges, tune=), one JSON object per line
      --out FILE    append the lines to a file, and continue where it ends
      --shard I/N   make only part I of N, from 1/N to N/N
      --workers N   use N threads; the lines and their order are the same
      --target V    add to each line the step at which the run first reaches a loss of V; with --metric accuracy, an accuracy
      --count       print only how many runs there are and about how long they take
      --data, --file  as above`,
  options: {
    ...{ out: 'text', shard: 'text', workers: 'text', count: 'flag', target: 'text', metric: 'text' },
    ...{ data: 'text', file: 'texts' },
  },
  async run(args, world) {
    const shard = shardOf(args);
    const { experiment, files } = await givenExperiment(args, world);
    const target = targetIn(args, experiment);
    if (args.values.has('count')) {
      await world.out(sizeLine(experiment, catalog));
      return;
    }
    const [out, folder, print] = [args.values.get('out')?.[0], dataUrl(args, world), world.out];
    await withRunners(args, world, files, (hosts) =>
      runSweep(experiment, catalog, { shard, hosts, out, dataUrl: folder, files, target, print }),
    );
  },
};
