import { usage } from '../args.ts';
import { askedIn, type Command, warn } from '../command.ts';
import { report as reportOn } from '../report.ts';

export const report: Command = {
  help: `  sidestep-race report FILE…                merge the files of a sweep's parts and print a summary
      --metric M    loss (the default), testLoss, accuracy or trainAccuracy, at the end of each run
      --target V    count the runs that reach V and give the median of their steps; without steps in the lines, count those that end there
      --json        print one object per cell, with its lanes and pairs of lanes
      --csv         print the same table as comma-separated values
      --svg         draw a picture: curves over the field that differs between cells, or dots with intervals
      --lines       print the merged lines themselves, in the order of the results`,
  options: { metric: 'text', target: 'text', json: 'flag', csv: 'flag', svg: 'flag', lines: 'flag' },
  async run(args, world) {
    const { values, positionals } = args;
    const formats = (['json', 'csv', 'svg', 'lines'] as const).filter((format) => values.has(format));
    if (formats.length > 1) throw usage(`give --${formats.join(' or --')}, not both`);
    if (positionals.length === 0) throw usage('give one or more files written by sweep --out');
    await reportOn(positionals, {
      format: formats[0] ?? 'table',
      asked: askedIn(args),
      sources: world,
      print: world.out,
      warn: (notice) => warn(world, notice),
    });
  },
};
