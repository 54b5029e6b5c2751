import { catalog } from '../../core/catalog-data.ts';
import { failureOf, SidestepError } from '../../core/module.ts';
import type { Notice } from '../../core/notices.ts';
import { readNames } from '../../core/view-state.ts';
import type { Experiment } from '../../experiment/spec.ts';
import { type Args, sourceIn, usage } from '../args.ts';
import { type Command, dataUrl, filesOf, given, type Surroundings, warn } from '../command.ts';
import { type Given, readExperiment } from '../input.ts';
import { withFiles } from '../own.ts';

/** A single race, or, where a source is one, an experiment. */
async function givenRace(args: Args, world: Surroundings): Promise<Given | { experiment: Experiment }> {
  try {
    return await given(args, world);
  } catch (error) {
    if (!(error instanceof SidestepError && failureOf(error).code === 'experiment')) throw error;
    const { experiment, notices } = await readExperiment(sourceIn(args), catalog, world);
    for (const notice of notices) warn(world, notice);
    return { experiment };
  }
}

export const figure: Command = {
  help: `  sidestep-race figure LINK | FILE | -      draw the figure of a race: its map or regions, its curves, the lanes' names, a caption, the link and the checksum; of an experiment, what its runs come to
      --out FILE    write FILE.svg, .png or .pdf instead of printing the SVG, and print the caption, the link and the checksum
      --width W     as wide as that: 12cm, 5in or 800px (the default)
      --view V,…    map, regions, pair, loss or another quantity of the page's chart; by default what the link shows, else the map or the regions and the loss
      --lang L      en (the default) or zh
      --font FILE   use the letters of that font in PNG and PDF
      --data, --file  as above`,
  options: {
    ...{ out: 'text', lang: 'text', width: 'text', view: 'text', font: 'text' },
    ...{ data: 'text', file: 'texts' },
  },
  /** What draws is loaded for this command alone. */
  async run(args, world) {
    const { experimentFigure, figure, lengthOf } = await import('../figure.ts');
    const one = (name: string): string | undefined => args.values.get(name)?.[0];
    const lang = one('lang') ?? 'en';
    if (lang !== 'en' && lang !== 'zh') throw usage('must be en or zh', '--lang');
    const width = lengthOf(one('width'));
    const files = await filesOf(args, world);
    const options = {
      ...({ lang, out: one('out'), width, font: one('font'), files } as const),
      views: readNames(one('view') ?? ''),
      view: {},
      page: /^\s*(https?:[^#]*)#/.exec(sourceIn(args))?.[1] ?? '',
      dataUrl: dataUrl(args, world),
      read: world.read,
      print: world.out,
      warn: (notice: Notice) => warn(world, notice),
    };
    const read = await givenRace(args, world);
    if ('experiment' in read) {
      if (options.views.length > 0) throw usage('an experiment has one picture', '--view');
      const { experiment } = read;
      const config = await withFiles(experiment.config, catalog, files, experiment.tune !== undefined);
      await experimentFigure({ ...experiment, config }, catalog, options);
      return;
    }
    const { config, view = {} } = read;
    await figure(await withFiles(config, catalog, files), catalog, { ...options, view });
  },
};
