import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { data, standardSets } from './setup/data.mjs';
import { packages } from './setup/packages.mjs';
import { site } from './setup/site.mjs';
import { Failure, main, root } from './setup/step.mjs';
import { system } from './setup/system.mjs';

function options(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'boolean' },
        dev: { type: 'boolean' },
        build: { type: 'boolean' },
      },
    });
    const port = values.port === undefined ? 4173 : Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new Error(`--port ${values.port} is not a port number`);
    return { ...values, port };
  } catch (error) {
    throw new Failure(error.message, 'npm start -- [--port N] [--host]');
  }
}

async function setUp() {
  await packages();
  await system(...(await wasmNeeds()));
  await wasm();
  await wasm('wasm-relaxed');
  for (const id of await standardSets()) await data(id);
}

async function serve({ dev, port, host }) {
  const { createServer, preview } = await import('vite');
  const configFile = join(root, 'web/vite.config.ts');
  const address = { port, host: host ? true : undefined }; // the next port when this one is taken
  const server = dev
    ? await (await createServer({ configFile, server: address })).listen()
    : await preview({ configFile, preview: address });
  console.log('\nSidestep is served; Ctrl-C ends it.');
  server.printUrls();
}

export const start = (args) =>
  main(async () => {
    const chosen = options(args);
    await setUp();
    if (!chosen.dev) await site();
    if (!chosen.build) await serve(chosen);
  });
