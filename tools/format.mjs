// npm run format: formats everything, the way npm run check wants it.

import { main, root, run } from './setup/step.mjs';
import { clangFormat } from './suites/check.mjs';

main(async () => {
  const biome = await run(`${root}/node_modules/.bin/biome`, ['check', '--write'], { check: false });
  process.stdout.write(biome.output);
  await clangFormat('-i');
  process.exitCode = biome.code;
});
