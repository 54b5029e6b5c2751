// From navigation to a race's first step on the built site in Chromium, served from this machine: the page with a surface and with
// digits, and the frame; a browser that was never here, and one that was. Folders of other builds that are named take turns with it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as driver } from '@playwright/test';
import { preview } from 'vite';
import { root } from '../../tools/setup/step.mjs';
import { chromium } from '../../tools/setup/system.mjs';
import { firstStep, quantile, watchFirstStep } from './cases/first-step.mjs';

const ROUNDS = 15;
const pages = {
  'the page': '',
  'the page, digits': '#v=1&p=network,train=1000,test=100,net=dense(32)+relu+dense(10)&o=sgd,lr=.1&o=adam&steps=1000',
  'the frame': 'embed.html?autoplay=1#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=1000',
};

const folders = [join(root, 'dist'), ...process.argv.slice(2)];
const missing = folders.filter((folder) => !existsSync(join(folder, 'index.html')));
if (missing.length > 0) {
  console.log(`\nFirst step: there is no built site in ${missing.join(', ')}; npm run build makes one in dist`);
} else {
  const serve = (outDir) =>
    preview({
      configFile: join(root, 'web/vite.config.ts'),
      build: { outDir },
      preview: { port: 0 },
      logLevel: 'error',
    });
  const sites = await Promise.all(folders.map(serve));
  const browser = await driver.launch({
    executablePath: chromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  const times = sites.map(() => Object.fromEntries(Object.keys(pages).map((name) => [name, { first: [], again: [] }])));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, page] of Object.entries(pages)) {
        // Who comes first in a round waits longer: they take turns in that, too.
        const order = [...sites.entries()];
        for (const [i, site] of round % 2 ? order.reverse() : order) {
          const context = await browser.newContext();
          const tab = await context.newPage();
          await tab.addInitScript(watchFirstStep);
          await tab.goto(`${site.resolvedUrls.local[0]}${page}`, { waitUntil: 'commit' });
          times[i][name].first.push(await firstStep(tab));
          await tab.waitForLoadState('networkidle');
          await tab.reload({ waitUntil: 'commit' });
          times[i][name].again.push(await firstStep(tab));
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
    await Promise.all(sites.map((site) => site.close()));
  }
  console.log(`\nFirst step in Chromium ${browser.version()}, ms from navigation, median (worst tenth) of ${ROUNDS}`);
  for (const [i, folder] of folders.entries()) {
    if (folders.length > 1) console.log(folder);
    for (const [name, { first, again }] of Object.entries(times[i])) {
      const [a, b] = [first, again].map(
        (list) => `${quantile(list, 0.5).toFixed(0)} (${quantile(list, 0.9).toFixed(0)})`,
      );
      console.log(`${name.padEnd(18)} never here ${a.padEnd(12)} again ${b}`);
    }
  }
}
