import { bringFrameworks, LIBRARIES, programOf } from '../../code/program.ts';
import { catalog } from '../../core/catalog-data.ts';
import { formatLink } from '../../core/link.ts';
import { count, usage } from '../args.ts';
import { type Command, given } from '../command.ts';

export const code: Command = {
  help: `  sidestep-race code LINK | FILE | -        print a program that runs the race without Sidestep
      --for L       numpy (the default), pytorch, keras, optax or tfjs; it prints the final loss and the parameters of each lane as JSON
      --lane I      only this lane, counted from 0`,
  options: { for: 'text', lane: 'text' },
  async run(args, world) {
    const library = args.values.get('for')?.[0] ?? LIBRARIES[0]!;
    if (!LIBRARIES.includes(library)) throw usage(`must be one of ${LIBRARIES.join(', ')}`, '--for');
    const { config } = await given(args, world);
    const lane = count(args, 'lane', 0, config.lanes.length - 1);
    await bringFrameworks();
    const link = formatLink(config, catalog);
    await world.out(programOf(library, config, catalog, { link, ...(lane !== undefined && { lane }) }));
  },
};
