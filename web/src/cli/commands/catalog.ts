import { catalog as all } from '../../core/catalog-data.ts';
import { usage } from '../args.ts';
import type { Command } from '../command.ts';

export const catalog: Command = {
  help: `  sidestep-race catalog                     print everything that can be chosen, as JSON`,
  options: {},
  async run({ positionals }, world) {
    if (positionals.length > 0) throw usage('takes no further arguments', 'catalog');
    await world.out(`${JSON.stringify(all, null, 2)}\n`);
  },
};
