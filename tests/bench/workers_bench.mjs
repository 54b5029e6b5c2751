// Two lanes on two workers against the same two on one, on the built site in Chromium: the race is the page's own, as fast as it goes,
// and takes turns with itself on a machine of two cores (one worker) and of three (two).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as driver } from '@playwright/test';
import { preview } from 'vite';
import { root } from '../../tools/setup/step.mjs';
import { chromium } from '../../tools/setup/system.mjs';

const ROUNDS = 3;
const STEPS = 900;
const races = {
  'two lanes of 784-128-10, batches of 64':
    '#v=1&p=network,train=6000,test=500,evaluate=100000,net=dense(128)+relu+dense(10)&o=sgd,lr=.1&o=adam&batch=64',
  'two lanes of 8c5-p2-16c5-p2-10, batches of 32':
    '#v=1&p=network,train=6000,test=500,evaluate=100000,net=conv(8,5,same)+relu+pool(2)+conv(16,5,same)+relu+pool(2)+dense(10)&o=sgd,lr=.1&o=adam&batch=32',
};

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Steps a second, from the first hundred that the page shows to the end. */
async function speed(browser, base, race, cores) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript((n) => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => n }), cores);
  await page.goto(`${base}?lang=en${race}&steps=${STEPS}`);
  const figures = await page.evaluate(
    (steps) =>
      new Promise((resolve) => {
        let from;
        const look = () => {
          const step = Number(document.querySelector('.counter-now')?.textContent.replace(/\D/g, '') || 0);
          from ??= step >= 100 ? { step, time: performance.now() } : undefined;
          if (step >= steps) resolve((1000 * (step - from.step)) / (performance.now() - from.time));
          else setTimeout(look, 5);
        };
        look();
      }),
    STEPS,
  );
  const workers = page.workers().length;
  await context.close();
  if (workers !== cores - 1) throw new Error(`${workers} workers instead of ${cores - 1}`);
  return figures;
}

if (!existsSync(join(root, 'dist/index.html'))) {
  console.log('\nWorkers: there is no built site, npm run build makes one');
} else {
  const site = await preview({ configFile: join(root, 'web/vite.config.ts'), preview: { port: 0 }, logLevel: 'error' });
  const browser = await driver.launch({
    executablePath: chromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--js-flags=--no-liftoff'],
  });
  try {
    console.log(`\nWorkers in Chromium ${browser.version()}: steps a second, median of ${ROUNDS} rounds, in turns`);
    for (const [name, race] of Object.entries(races)) {
      const [one, two] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        one.push(await speed(browser, site.resolvedUrls.local[0], race, 2));
        two.push(await speed(browser, site.resolvedUrls.local[0], race, 3));
      }
      const [a, b] = [median(one), median(two)];
      console.log(`${name}: one worker ${a.toFixed(0)}, two workers ${b.toFixed(0)}: ${(b / a).toFixed(2)} ×`);
    }
  } finally {
    await browser.close();
    await site.close();
  }
}
