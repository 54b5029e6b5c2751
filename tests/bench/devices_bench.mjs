// How the built site is on weak devices and slow lines, in Chromium: the first step, frames a second and the longest task. Folders of
// built sites take turns: node tests/bench/devices_bench.mjs [--rounds N] [--part first-step|frames] [--only WORD] [--shell] [FOLDER ...]
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium as driver } from '@playwright/test';
import { root } from '../../tools/setup/step.mjs';
import { chromium, headless } from '../../tools/setup/system.mjs';
import * as firstSteps from './cases/devices-first-step.mjs';
import * as frames from './cases/devices-frames.mjs';
import { quantile } from './cases/first-step.mjs';

const parts = { 'first-step': firstSteps, frames };

const { values: options, positionals } = parseArgs({
  options: {
    rounds: { type: 'string' },
    part: { type: 'string' },
    only: { type: 'string' },
    shell: { type: 'boolean' },
  },
  allowPositionals: true,
});
const folders = positionals.length > 0 ? positionals.map((folder) => resolve(folder)) : [join(root, 'dist')];
const missing = folders.filter((folder) => !existsSync(join(folder, 'index.html')));

/** Measures each case of a part, all folders in turn, and prints medians with the worst of them. */
async function measure(browser, { title, cases, measured, rounds: usual = 5 }) {
  const rounds = Number(options.rounds ?? usual);
  const chosen = cases.filter(({ name }) => !options.only || name.includes(options.only));
  const results = chosen.map(() => folders.map(() => []));
  for (let round = 0; round < rounds; round++) {
    for (const [c, one] of chosen.entries()) {
      const order = [...folders.entries()];
      // Who comes first in a round waits longer: they take turns in that, too.
      for (const [f, folder] of round % 2 ? order.reverse() : order)
        results[c][f].push(await one.run(browser, folder).catch((error) => console.error(one.name, error) ?? {}));
    }
  }
  console.log(`\n${title}; median (worst) of ${rounds}`);
  for (const [what, { worst }] of Object.entries(measured)) {
    console.log(`\n| ${what} | ${folders.join(' | ')} |\n|---|${folders.map(() => '---').join('|')}|`);
    for (const [c, { name }] of chosen.entries()) {
      const cells = results[c].map((list) => {
        const numbers = list.map((result) => result[what]).filter(Number.isFinite);
        const [middle, end] = [quantile(numbers, 0.5), worst(...numbers)];
        return numbers.length > 0 ? `${middle.toFixed(0)} (${end.toFixed(0)})` : '–';
      });
      if (cells.some((cell) => cell !== '–')) console.log(`| ${name} | ${cells.join(' | ')} |`);
    }
  }
}

if (missing.length > 0) {
  console.log(`\nDevices: there is no built site in ${missing.join(', ')}; npm run build makes one in dist`);
} else {
  const browser = await driver.launch({
    executablePath: options.shell ? headless() : chromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--ignore-certificate-errors',
    ],
  });
  try {
    console.log(`\nChromium ${browser.version()}`);
    for (const [name, part] of Object.entries(parts))
      if (!options.part || options.part === name) await measure(browser, part);
  } finally {
    await browser.close();
  }
}
