// The package in a bundle, as `npm run test:toolchains` tries it with every tool: here with the Vite that is here anyway.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { faults, fiveRaces, scrolled } from '../toolchains/races.ts';
import { LISTEN } from './element.ts';
import { host } from './host.ts';

const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

test('five races and the library come out of a bundle whole', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'sidestep-'));
  await cp(path('tests/toolchains/plain'), folder, { recursive: true });
  await cp(path('build/package'), join(folder, 'node_modules/sidestep-race'), { recursive: true });
  const warned: string[] = [];
  await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    customLogger: {
      info: () => {},
      warn: (text) => warned.push(text),
      warnOnce: (text) => warned.push(text),
      error: (text) => warned.push(text),
      clearScreen: () => {},
      hasErrorLogged: () => false,
      hasWarned: false,
    },
  });
  const site = await host({ folders: { '/': join(folder, 'dist/') } });
  const wrong = faults(page);
  await page.addInitScript(LISTEN);
  await page.goto(site.origin);
  await fiveRaces(page, scrolled(page));
  expect([...warned, ...wrong]).toEqual([]);
  await site.close();
  await rm(folder, { recursive: true });
});
