// npm run catalog: writes web/catalog.json anew.
import { catalog } from './setup/catalog.mjs';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { main } from './setup/step.mjs';
import { system } from './setup/system.mjs';

main(async () => {
  await system(...(await wasmNeeds()));
  await wasm();
  await catalog();
});
