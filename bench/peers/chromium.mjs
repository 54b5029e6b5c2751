// Sidestep's own module in pages of Chromium, whose engine is newer than Node's.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as driver } from '@playwright/test';
import { chromium as executable } from '../../tools/setup/system.mjs';
import { filesOf, version } from './ours.mjs';

const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** A peer whose jobs are pages of a browser of its own, or null where there is no module or no browser. */
export async function inChromium(name, folder) {
  const [script] = filesOf(folder);
  if (!existsSync(script) || !executable()) return null;
  const arrays = {}; // of the task at hand
  const server = createServer(({ url }, response) => {
    const path = url === '/lane.mjs' ? fileURLToPath(new URL('lane.mjs', import.meta.url)) : join(folder, url);
    response.setHeader('content-type', types[extname(url)] ?? 'text/html');
    if (arrays[url.slice(1)]) response.end(Buffer.from(arrays[url.slice(1)].buffer));
    else if (extname(url) && existsSync(path)) createReadStream(path).pipe(response);
    else response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const browser = await driver.launch({
    executablePath: executable(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--js-flags=--no-liftoff'],
  });
  const base = `http://127.0.0.1:${server.address().port}/`;
  return {
    name,
    version: `${version} in Chromium ${browser.version()}`,
    make: async ({ bytes, numbers, labels, ...task }, params) => {
      const given = { ...(bytes ? { bytes } : { numbers }), labels, params };
      for (const key of Object.keys(arrays)) delete arrays[key];
      for (const [key, array] of Object.entries(given)) if (array) arrays[key] = array.slice();
      const page = await browser.newPage();
      await page.goto(base);
      const absent = await page.evaluate(makeThere, [task, Object.keys(arrays), `/${script.slice(folder.length + 1)}`]);
      if (absent) return { absent };
      return {
        run: (steps) => page.evaluate(async (count) => (await import('/lane.mjs')).time(globalThis.job, count), steps),
        dispose: () => page.close(),
      };
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** In the page: what keeps the task from being trained, or undefined. */
async function makeThere([task, keys, script]) {
  const kinds = { numbers: Float32Array, params: Float32Array };
  for (const key of keys) task[key] = new (kinds[key] ?? Uint8Array)(await (await fetch(`/${key}`)).arrayBuffer());
  const [{ default: factory }, { make }] = await Promise.all([script, '/lane.mjs'].map((path) => import(path)));
  globalThis.job = await make(factory, task, task.params);
  return globalThis.job.absent;
}
