// The same in Chromium: each load of the module is a page of its own, served from here.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium as driver } from '@playwright/test';
import { build, root } from '../../tools/setup/step.mjs';
import { chromium } from '../../tools/setup/system.mjs';
import { LOADS, report } from './cases/steps.mjs';

const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm', '': 'text/html' };
const files = {
  '/sidestep.mjs': join(build, 'wasm/sidestep.mjs'),
  '/sidestep-all.mjs': join(build, 'wasm/sidestep-all.mjs'),
  '/sidestep-all.wasm': join(build, 'wasm/sidestep-all.wasm'),
  '/steps.mjs': join(root, 'tests/bench/cases/steps.mjs'),
};

const server = createServer(({ url }, response) => {
  const path = files[url];
  response.writeHead(url === '/' || (path && existsSync(path)) ? 200 : 404, {
    'content-type': types[extname(url)] ?? types[''],
  });
  if (path && existsSync(path)) createReadStream(path).pipe(response);
  else response.end();
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const browser = await driver.launch({
  executablePath: chromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--js-flags=--no-liftoff'],
});
try {
  const loads = [];
  for (let load = 0; load < LOADS; load++) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    loads.push(
      await page.evaluate(async () => {
        const [{ default: factory }, { measure }] = await Promise.all(
          ['/sidestep-all.mjs', '/steps.mjs'].map((path) => import(path)),
        );
        return measure(factory);
      }),
    );
    await page.close();
  }
  report(`Chromium ${browser.version()}`, loads);
} finally {
  await browser.close();
  server.close();
}
