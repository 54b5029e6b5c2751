import { catalog } from '../../core/catalog-data.ts';
import type { Config } from '../../core/config.ts';
import { SidestepError } from '../../core/module.ts';
import { hasAxes } from '../../experiment/spec.ts';
import type { Args } from '../args.ts';
import { type Command, dataUrl, givenExperiment, lineOf, type Surroundings, withRunners } from '../command.ts';
import { isGone } from '../output.ts';
import { run } from '../run.ts';
import { checksumOfSweep } from '../sweep.ts';

/** What a race comes to. */
async function checksumOfRace(
  config: Config,
  files: readonly File[],
  args: Args,
  world: Surroundings,
): Promise<string> {
  let last = '';
  await run(config, catalog, {
    every: Math.max(1, config.steps),
    workers: 1,
    format: 'json',
    dataUrl: dataUrl(args, world),
    read: world.read,
    files,
    print: async (text) => {
      last = text;
    },
  });
  return (JSON.parse(last) as { checksum: string }).checksum;
}

export const verify: Command = {
  help: `  sidestep-race verify LINK | FILE | -      replay a race, or an experiment, and compare the result with its checksum=
      --workers N   use N threads for the runs of an experiment
      --data DIR    as above`,
  options: { workers: 'text', data: 'text', file: 'texts' },
  /** Replays the link of a race or of an experiment; gives 0 when it comes to the checksum that it carries, 1 when it does not. */
  async run(args, world) {
    const { experiment, checksum: expected, files } = await givenExperiment(args, world);
    if (!expected)
      throw new SidestepError({ code: 'no-checksum', at: 'checksum', message: 'the link has no checksum' });
    const many = hasAxes(experiment);
    const checksum = many
      ? await withRunners(args, world, files, (hosts) =>
          checksumOfSweep(experiment, catalog, { hosts, dataUrl: dataUrl(args, world), files }),
        )
      : await checksumOfRace(experiment.config, files, args, world);
    const same = checksum === expected;
    if (!same) {
      const message = `the ${many ? 'experiment' : 'race'} gives ${checksum}, but the link says ${expected}`;
      world.error(lineOf({ code: 'checksum-differs', at: 'checksum', message }));
    }
    await world.out(`${JSON.stringify({ ok: same, checksum, expected })}\n`).catch((error) => {
      if (same || !isGone(error)) throw error; // the exit status says it, too
    });
    return same ? 0 : 1;
  },
};
