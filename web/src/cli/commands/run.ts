import { catalog } from '../../core/catalog-data.ts';
import { formatLink } from '../../core/link.ts';
import { count, usage } from '../args.ts';
import { type Command, dataUrl, filesOf, given } from '../command.ts';
import { withFiles } from '../own.ts';
import { run as runRace } from '../run.ts';

export const run: Command = {
  help: `  sidestep-race run LINK | FILE.json | -    run a race and print its rows
      --steps N     end at step N instead of the number of steps in the config
      --every K     record every K-th row, and the last
      --json        print one JSON object per line (the default)
      --csv         print the same rows as comma-separated values, with the lanes' settings as columns and without a checksum
      --workers N   spread the lanes over N instances of the module; the results are the same bit for bit
      --data DIR    the folder of the packed datasets, or its address
      --file PATH   your own file, for a race that uses one (data=own); give it twice for a pair`,
  options: { steps: 'text', every: 'text', workers: 'text', data: 'text', json: 'flag', csv: 'flag', file: 'texts' },
  async run(args, world) {
    const { values } = args;
    const csv = values.has('csv');
    if (values.has('json') && csv) throw usage('give --json or --csv, not both');
    const most = catalog.race.find(({ id }) => id === 'steps')?.max ?? Number.POSITIVE_INFINITY;
    const steps = count(args, 'steps', 0, most);
    const every = count(args, 'every', 1, Number.POSITIVE_INFINITY) ?? 1;
    const workers = count(args, 'workers', 1, Number.POSITIVE_INFINITY) ?? 1;
    const { config: asked } = await given(args, world);
    const files = await filesOf(args, world);
    const named = await withFiles(asked, catalog, files);
    const config = steps === undefined ? named : { ...named, steps };
    await runRace(config, catalog, {
      every,
      workers: Math.min(workers, config.lanes.length),
      format: csv ? 'csv' : 'json',
      dataUrl: dataUrl(args, world),
      read: world.read,
      files,
      print: world.out,
      note: (text) => world.error(`${text}\n`),
    });
    // The JSON's last line has it; in a table there is no place.
    if (csv && named !== asked) world.error(`${formatLink(config, catalog)}\n`);
  },
};
