// npm run catalog: writes web/catalog.json and web/formulas.json anew, from the C++ descriptors and the rules themselves. They are
// committed; a test compares them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { native } from './setup/cmake.mjs';
import { build, main, root, run, step, text } from './setup/step.mjs';
import { system } from './setup/system.mjs';

const preset = process.env.CI ? 'ci' : 'release';

main(async () => {
  await system('cmake', 'ninja', 'eigen', 'compiler', 'json', 'ccache');
  await native(preset, 'sidestep_catalog');
  for (const name of ['catalog', 'formulas']) {
    const path = join(root, `web/${name}.json`);
    const { output } = await run(join(build, preset, 'sidestep_catalog'), [name]);
    const wanted = `${JSON.stringify(JSON.parse(output), null, 2)}\n`;
    await step(name, { fresh: () => text(path) === wanted, work: () => writeFileSync(path, wanted) });
  }
});
