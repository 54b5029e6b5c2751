import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { article, LISTEN, TOY } from './element.ts';
import { dist, host, type Site } from './host.ts';

// What is counted: every file that the browser asked the site for, each once, as gzip makes it at level 9, without headers and
// without data (data/). The page: from navigation until the first race has taken its first step, when everything on it can be
// used; what comes later, when the browser is idle or the reader asks for it, is counted apart. The element: until it has booted
// and all is quiet.

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

/** What was asked for until the first step. */
async function initial(page: Page, site: Site): Promise<string[]> {
  await page.waitForFunction(() => performance.getEntriesByName('sidestep:first-step').length > 0);
  const step = await page.evaluate(
    () => performance.timeOrigin + performance.getEntriesByName('sidestep:first-step')[0]!.startTime,
  );
  return site.asked.filter((_, i) => site.times[i]! <= step);
}

const scripts = (paths: string[]) => paths.filter((path) => !path.endsWith('.wasm'));

const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle');
};

test('the page transfers at most 238 KB until its first race has taken a step', async ({ page }) => {
  const site = await host({});
  sites.push(site);
  await page.goto(`${site.origin}/`);
  await expect(page.locator('.counter-now')).not.toHaveText('0');
  await settled(page);
  const asked = await initial(page, site);
  const size = await transferred({ ...site, asked });
  const rest = await transferred({ ...site, asked: scripts(asked) });
  await expect(page.locator('.problem-doc a')).toBeVisible(); // the words that come last
  await settled(page);
  const all = await transferred({ ...site, asked: site.asked.filter((path) => path !== '/sw.js') });
  console.log(
    `page: ${(size / KB).toFixed(1)} KB of gzip, ${(rest / KB).toFixed(1)} KB without the module; ${(all / KB).toFixed(1)} KB with what comes when it is idle`,
  );
  expect(rest).toBeGreaterThan(50 * KB);
  expect(size).toBeLessThanOrEqual(238 * KB);
  expect(all).toBeLessThanOrEqual(291 * KB);
});

test('an element far away transfers at most 3.6 KB; one that boots at most 101 KB of script and style until its first step', async ({
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
  // What comes when the browser is idle.
  await expect(page.locator('#a .live tbody tr')).not.toHaveCount(0);
  await expect.poll(() => site.asked.some((path) => path.includes('summary'))).toBe(true);
  await settled(page);
  const booted = await transferred({ ...site, asked: scripts(await initial(page, site)) });
  const all = await transferred({ ...site, asked: scripts(site.asked) });
  console.log(
    `element: ${(before / KB).toFixed(1)} KB before it boots; ${(booted / KB).toFixed(1)} KB of script and style until its first step, ${(all / KB).toFixed(1)} KB with what comes when it is idle`,
  );
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThanOrEqual(3.6 * KB);
  expect(booted).toBeLessThanOrEqual(101 * KB);
  expect(all).toBeLessThanOrEqual(123 * KB);
});

const never = (name: string) => (path: string) => (path.includes(name) ? ('never' as const) : null);
const modules = (site: Site) => site.asked.filter((path) => path.endsWith('.wasm'));

test('what a race needs is asked for at once, and something says that it is on its way', async ({ page }) => {
  const site = await host({ refuse: never('/assets/base-') });
  sites.push(site);
  await page.goto(`${site.origin}/`, { waitUntil: 'commit' });
  for (const part of ['/sidestep-', '/worker-', '/core-'])
    await expect.poll(() => site.asked.some((path) => path.startsWith(`/assets${part}`))).toBe(true);
  const sign = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.querySelector('#loading')!, '::after').animationName);
  await expect.poll(sign).toBe('coming');
});

test('an element that comes near asks for all at once, and for nothing twice', async ({ page }) => {
  const pages = {
    '/article.html': article('./sidestep-race.js', `<sidestep-race id="a" config="${TOY}"></sidestep-race>`),
  };
  const held = await host({ pages, refuse: never('/assets/body-') });
  sites.push(held);
  await page.goto(`${held.origin}/article.html`, { waitUntil: 'commit' });
  for (const part of ['/sidestep-', '/base-', '/core-', '/en-'])
    await expect.poll(() => held.asked.some((path) => path.startsWith(`/assets${part}`))).toBe(true);
  await expect(page.locator('#a .plan .pictures > *').first()).toHaveCSS('animation-name', 'yet');

  const site = await host({ pages: { ...pages, '/listen.js': LISTEN } });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  await expect(page.locator('#a .counter-now')).toBeVisible();
  await settled(page);
  expect(modules(site)).toHaveLength(1);
  expect(await page.locator('link[rel=preload]').count()).toBe(0);
});
