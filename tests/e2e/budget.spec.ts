import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { article, LISTEN, TOY } from './element.ts';
import { dist, host, type Site } from './host.ts';

// What is counted: every file that the browser asked the site for, each once, as gzip makes it at level 9, without headers and
// without data (data/). The page: from navigation until the first race has run. The element: until it boots.

const KB = 1024;
const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

async function transferred(site: Site): Promise<number> {
  let sum = 0;
  for (const path of new Set(site.asked)) {
    const body = await readFile(join(dist, path === '/' ? 'index.html' : path)).catch(() => null);
    if (body && !path.startsWith('/data/')) sum += gzipSync(body, { level: 9 }).length;
  }
  return sum;
}

const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle');
};

test('the page transfers at most 142 KB and the module before its first race runs', async ({ page }) => {
  const site = await host({});
  sites.push(site);
  await page.goto(`${site.origin}/`);
  await expect(page.locator('.counter-now')).not.toHaveText('0');
  await settled(page);
  const size = await transferred(site);
  const rest = await transferred({ ...site, asked: site.asked.filter((path) => !path.endsWith('.wasm')) });
  console.log(`page: ${(size / KB).toFixed(1)} KB of gzip, ${(rest / KB).toFixed(1)} KB without the module`);
  expect(rest).toBeGreaterThan(50 * KB);
  expect(rest).toBeLessThanOrEqual(142 * KB);
  // 250 KB is what we want: some 20 KB of script and of the module have still to go.
  expect(size).toBeLessThanOrEqual(292 * KB);
});

test('an element far away transfers at most 3 KB; one that boots at most 128 KB of script and style', async ({
  page,
}) => {
  const site = await host({
    pages: {
      '/article.html': article(
        './sidestep-race.js',
        `<div style="height: 6000px"></div><sidestep-race id="a" config="${TOY.replace(/&/g, '&amp;')}" autoplay></sidestep-race>`,
      ),
      '/listen.js': LISTEN,
    },
  });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  await settled(page);
  const before = await transferred(site);
  expect(site.asked.filter((path) => path.endsWith('.wasm'))).toEqual([]);
  await page.locator('#a').scrollIntoViewIfNeeded();
  await expect(page.locator('#a .counter-now')).not.toHaveText('0');
  await settled(page);
  const scripts = [...new Set(site.asked)].filter((path) => !path.endsWith('.wasm'));
  const booted = await transferred({ ...site, asked: scripts });
  const all = await transferred(site);
  console.log(
    `element: ${(before / KB).toFixed(1)} KB before it boots; ${(booted / KB).toFixed(1)} KB of script and style, ${(all / KB).toFixed(1)} KB with the module`,
  );
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThanOrEqual(3 * KB);
  expect(booted).toBeLessThanOrEqual(128 * KB); // 120 KB is what we want
});
