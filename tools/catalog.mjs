// npm run catalog: writes web/catalog.json anew, from the C++ descriptors. It is committed; a test compares it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { native } from './setup/cmake.mjs';
import { build, main, root, run, step, text } from './setup/step.mjs';
import { system } from './setup/system.mjs';

const path = join(root, 'web/catalog.json');
const preset = process.env.CI ? 'ci' : 'release';

main(async () => {
  await system('cmake', 'ninja', 'eigen', 'compiler', 'json', 'ccache');
  await native(preset, 'sidestep_catalog');
  const { output } = await run(join(build, preset, 'sidestep_catalog'), []);
  const wanted = `${JSON.stringify(JSON.parse(output), null, 2)}\n`;
  await step('catalog', { fresh: () => text(path) === wanted, work: () => writeFileSync(path, wanted) });
});
