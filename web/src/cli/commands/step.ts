import { catalog } from '../../core/catalog-data.ts';
import { count, usage } from '../args.ts';
import { type Command, dataUrl, filesOf, given } from '../command.ts';
import { withFiles } from '../own.ts';
import { step as tellStep } from '../step.ts';

export const step: Command = {
  help: `  sidestep-race step LINK | FILE | -        print one update of one lane: every named quantity with the number computed for it
      --lane I      the lane, counted from 0 (the default)
      --at N        the update made at step N, counted from 0; its result is row N+1 of \`run\`
      --parameter I,…  these parameters, counted from 0; by default all of a few, or those of many that move most
      --tex         write formulas as TeX
      --json        {"lane","optimizer","step","t","rate","parameters":[{"parameter","w","gradient","values","after","next","shown"}],"next"}
      --data, --file  as above`,
  options: { lane: 'text', at: 'text', parameter: 'text', json: 'flag', tex: 'flag', data: 'text', file: 'texts' },
  async run(args, world) {
    const [json, tex] = [args.values.has('json'), args.values.has('tex')];
    if (json && tex) throw usage('give --json or --tex, not both');
    const { config: asked } = await given(args, world);
    const files = await filesOf(args, world);
    const config = await withFiles(asked, catalog, files);
    const text = args.values.get('parameter')?.[0];
    const parameters = text === undefined ? [] : text.split(',').map(Number);
    if (parameters.some((it) => !Number.isSafeInteger(it) || it < 0))
      throw usage('must be whole numbers from 0, separated by commas', '--parameter');
    await tellStep(config, catalog, {
      lane: count(args, 'lane', 0, Number.POSITIVE_INFINITY) ?? 0,
      at: count(args, 'at', 0, Math.max(0, config.steps - 1)) ?? 0,
      parameters,
      format: json ? 'json' : tex ? 'tex' : 'text',
      dataUrl: dataUrl(args, world),
      read: world.read,
      files,
      print: world.out,
    });
  },
};
