// Two lanes on two workers against the same two on one, in Chromium, by turns: workers alone, and the built site, which draws the race
// meanwhile. The site believes in a machine of two cores (one worker), then of three (two).
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium as driver } from '@playwright/test';
import { preview } from 'vite';
import { build, root } from '../../tools/setup/step.mjs';
import { chromium } from '../../tools/setup/system.mjs';

const ROUNDS = 5;
const MILLIS = 2500;
const nets = {
  '784-128-10, batches of 64': { net: 'dense(128) relu dense(10)', batch: 64 },
  '8c5-p2-16c5-p2-10, batches of 32': {
    net: 'conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) flatten dense(10)',
    batch: 32,
  },
};

const files = {
  '/sidestep.mjs': join(build, 'wasm/sidestep.mjs'),
  '/sidestep-all.mjs': join(build, 'wasm/sidestep-all.mjs'),
  '/sidestep-all.wasm': join(build, 'wasm/sidestep-all.wasm'),
  '/steps.mjs': join(root, 'tests/bench/cases/steps.mjs'),
};
const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm', '': 'text/html' };

/** What a worker runs: its lanes in turns of 24 ms, as the engine does, and how many steps that made. */
const script = `
  import factory from '/sidestep-all.mjs';
  import { images } from '/steps.mjs';
  const module = await factory();
  const data = images(module);
  onmessage = ({ data: { spec, lanes, millis } }) => {
    const all = lanes.map((lane) => module.createLane({ seed: 1, ...spec, lane, data }));
    for (const lane of all) { lane.run(20, 0); lane.rows(); }
    let steps = 0;
    const start = performance.now();
    while (performance.now() - start < millis) for (const lane of all) { steps += lane.run(1e6, 24); lane.rows(); }
    postMessage((1000 * steps) / (performance.now() - start));
    for (const lane of all) lane.delete();
  };
  postMessage('hello');`;

const server = createServer(({ url }, response) => {
  const file = files[url];
  response.setHeader('content-type', types[extname(url)] ?? types['']);
  if (file) createReadStream(file).pipe(response);
  else if (url === '/worker.mjs') response.end(script);
  else response.end();
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const browser = await driver.launch({
  executablePath: chromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--js-flags=--no-liftoff'],
});

/** Prints what `speed(workers)` says for one worker and for two, in turns. */
async function compare(name, speed) {
  const [one, two] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    one.push(await speed(1));
    two.push(await speed(2));
  }
  const ratio = median(two.map((x, i) => x / one[i]));
  console.log(`${name}: ${median(one).toFixed(0)} and ${median(two).toFixed(0)} steps a second: ${ratio.toFixed(2)} ×`);
}

/** Steps a second of two lanes on so many workers of an empty page. */
async function alone(page, { net, batch }, workers) {
  const spec = { steps: 1e9, every: 1e9, batch, problem: { id: 'network', net, evaluate: 1e7 } };
  const rules = [{ optimizer: 'sgd', lr: 0.1 }, { optimizer: 'adam' }];
  const each = workers === 1 ? [rules] : rules.map((rule) => [rule]);
  return page.evaluate(
    async ([spec, each, millis]) => {
      const answer = (worker) => new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
      const all = each.map(() => new Worker('/worker.mjs', { type: 'module' }));
      await Promise.all(all.map(answer));
      const answers = all.map(answer);
      for (const [i, worker] of all.entries()) worker.postMessage({ spec, lanes: each[i], millis });
      const speeds = (await Promise.all(answers)).map(({ data }) => data);
      for (const worker of all) worker.terminate();
      return speeds.reduce((sum, speed) => sum + speed);
    },
    [spec, each, MILLIS],
  );
}

/** The same of the site's race on digits. */
async function onSite(base, { net, batch }, workers) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript(
    (n) => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => n }),
    workers + 1,
  );
  const said = net.replaceAll(',', '%2C').replaceAll(' ', '+');
  const link = `#v=1&p=network,train=6000,test=500,evaluate=1000000,net=${said}&o=sgd,lr=.1&o=adam&batch=${batch}&steps=1000000`;
  await page.goto(`${base}?lang=en${link}`);
  const speed = await page.evaluate(async (millis) => {
    const step = () => Number(document.querySelector('.counter-now')?.textContent.replace(/\D/g, '') || 0);
    const until = async (done) => {
      while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await until(() => step() >= 20);
    const from = { step: step(), time: performance.now() };
    await until(() => performance.now() - from.time >= millis);
    return (2 * 1000 * (step() - from.step)) / (performance.now() - from.time);
  }, MILLIS);
  const there = page.workers().length;
  await context.close();
  if (there !== workers) throw new Error(`${there} workers instead of ${workers}`);
  return speed;
}

try {
  console.log(
    `\nTwo lanes (SGD, Adam) on one worker and on two, Chromium ${browser.version()}; medians of ${ROUNDS} rounds`,
  );
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  for (const [name, net] of Object.entries(nets)) await compare(`workers alone, ${name}`, (n) => alone(page, net, n));
  await page.close();
  if (existsSync(join(root, 'dist/index.html'))) {
    const config = { configFile: join(root, 'web/vite.config.ts'), preview: { port: 0 }, logLevel: 'error' };
    const site = await preview(config);
    const base = site.resolvedUrls.local[0];
    for (const [name, net] of Object.entries(nets)) await compare(`site, ${name}`, (n) => onSite(base, net, n));
    await site.close();
  } else console.log('There is no built site; npm run build makes one.');
} finally {
  await browser.close();
  server.close();
}
