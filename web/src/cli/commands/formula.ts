import { type Command, given } from '../command.ts';
import { formulaLines, lettersOf } from '../formula.ts';

export const formula: Command = {
  help: `  sidestep-race formula LINK | FILE | -     print the update rule of each lane, with its switches as set, as TeX: one lane per line
      --letters L   use other letters for settings, as in 'rho=\\beta,lr=\\alpha'`,
  options: { letters: 'text' },
  async run(args, world) {
    const letters = args.values.get('letters')?.[0];
    const { config } = await given(args, world);
    await world.out(formulaLines(config, letters === undefined ? new Map() : lettersOf(letters)));
  },
};
