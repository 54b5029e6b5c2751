import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { manifestOf, serviceWorker } from '../../tools/vite/offline.mjs';
import { DIGITS, TOY } from './element.ts';
import { dist, host, type Site } from './host.ts';
import { checksum, finished, replayed } from './stage.ts';

test.use({ serviceWorkers: 'allow' });
const entry = fileURLToPath(new URL('../../web/offline/sw.ts', import.meta.url));
let site: Site | undefined;
const made: string[] = [];
test.afterEach(async () => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  await site?.close();
});

/** How many files of data are kept. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const caches = (await self.caches.keys()).filter((name) => name.endsWith(' data'));
    const kept = await Promise.all(caches.map(async (name) => (await (await self.caches.open(name)).keys()).length));
    return kept.reduce((sum, n) => sum + n, 0);
  });

const versions = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => !name.endsWith(' data')));

/** Under a service worker from the first visit on. */
async function settled(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller), { timeout: 40_000 }).toBe(true);
}

/** The site as if it had been built from other sources: a script of the share dialog has another name. */
async function nextBuild(version: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sidestep-'));
  made.push(folder);
  // Without what no copy keeps: most of the bytes.
  const keeps = (path: string) => !/^(race|data|course\/figures)$/.test(relative(dist, path));
  cpSync(dist, folder, { recursive: true, filter: keeps });
  const old = readdirSync(join(folder, 'assets')).find((name) => /^share-.*\.js$/.test(name))!;
  const renamed = `share-${version}.js`;
  renameSync(join(folder, 'assets', old), join(folder, 'assets', renamed));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|html)$/.test(name) || name === 'sw.js') continue;
    writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replaceAll(old, renamed));
  }
  writeFileSync(join(folder, 'sw.js'), await serviceWorker(entry, { ...manifestOf(folder), version }));
  return folder;
}

test('after one visit the site races without a network: page, gallery, and the digits that a race has used', async ({
  page,
  context,
}) => {
  site = await host({});
  await page.goto(`${site.origin}/?lang=en${DIGITS}`);
  await finished(page, 40, 60_000);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller), { timeout: 15_000 }).toBe(true);
  // The first race came before the worker was there, and is asked for once more.
  await expect.poll(() => kept(page), { timeout: 15_000 }).toBeGreaterThan(2);
  await site.close();
  site = undefined;
  await context.setOffline(true);
  const other = await context.newPage();
  const origin = new URL(page.url()).origin;
  for (const [link, steps] of [
    [TOY, 120],
    [DIGITS, 40],
  ] as const) {
    await other.goto('about:blank');
    await other.goto(`${origin}/?lang=en${link}`);
    await finished(other, steps, 60_000);
    expect(await checksum(other)).toBe(await replayed(link));
  }
  await other.goto(`${origin}/gallery.html`);
  await expect(other.locator('sidestep-thumb').first()).toBeVisible();
});

test('pages that are open have all their parts when the site is updated, and older versions go', async ({ page }) => {
  test.slow(); // three versions of the whole site
  const folders = { '/': dist };
  site = await host({ folders });
  await settled(page, `${site.origin}/?lang=en${TOY}`);
  const [first] = await versions(page);
  const update = async (version: string) => {
    folders['/'] = await nextBuild(version);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect.poll(async () => (await versions(page)).join(), { timeout: 60_000 }).toContain(version);
    // Its cache is there before it is: an update asked for while one is under way would be taken for the same.
    await expect
      .poll(
        () =>
          page.evaluate(async () => {
            const { installing, waiting, active } = await navigator.serviceWorker.ready;
            return !installing && !waiting && active?.state === 'activated';
          }),
        { timeout: 60_000 },
      )
      .toBe(true);
  };
  await update('second');
  expect(await versions(page)).toContain(first);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Share and export' })).toBeVisible();
  await update('third');
  await expect.poll(() => versions(page)).not.toContain(first);
  await page.reload();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Share and export' })).toBeVisible();
});

test('two copies on one origin leave each other alone', async ({ page, context }) => {
  site = await host({ folders: { '/sidestep/': dist, '/sidestep-next/': await nextBuild('next') } });
  const { origin } = site;
  await settled(page, `${origin}/sidestep/?lang=en${TOY}`);
  await settled(page, `${origin}/sidestep-next/?lang=en${TOY}`);
  expect(await versions(page)).toHaveLength(2);
  await site.close();
  site = undefined;
  await context.setOffline(true);
  for (const path of ['sidestep', 'sidestep-next']) {
    await page.goto(`${origin}/${path}/gallery.html`);
    await expect(page.locator('sidestep-thumb').first()).toBeVisible();
  }
});

test('without the network pages open under both their names where the host leaves out .html', async ({
  page,
  context,
}) => {
  site = await host({ clean: true });
  const { origin } = site;
  await settled(page, `${origin}/?lang=en${TOY}`);
  await site.close();
  site = undefined;
  await context.setOffline(true);
  for (const path of ['gallery', 'gallery.html']) {
    await page.goto(`${origin}/${path}`);
    await expect(page.locator('sidestep-thumb').first()).toBeVisible();
  }
  await page.goto(`${origin}/?lang=en${TOY}`);
  await finished(page, 120);
});

test('a host that answered with a page for a missing module broke the site for good', async ({ page }) => {
  let missing = true;
  const refuse = (path: string) => (missing && path.endsWith('.wasm') ? ('index.html' as const) : null);
  site = await host({ refuse });
  await page.goto(`${site.origin}/?lang=en${TOY}`);
  await expect(page.locator('#failure')).toContainText('page instead');
  missing = false;
  await settled(page, `${site.origin}/?lang=en${TOY}`);
  await finished(page, 120);
  // An older service worker kept what it got: such a store is mended, too.
  await page.evaluate(async () => {
    const [name] = (await caches.keys()).filter((it) => !it.endsWith(' data'));
    const cache = await caches.open(name!);
    for (const { url } of await cache.keys())
      if (/\.(wasm|js)$/.test(url))
        await cache.put(url, new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }));
  });
  await page.reload();
  await finished(page, 120);
});

test('storage that refuses the service worker ended a site that was there', async ({ page }) => {
  const refuses = `for (const name of ['open', 'match', 'has', 'keys', 'delete'])
    CacheStorage.prototype[name] = () => Promise.reject(new DOMException('no', 'QuotaExceededError'));`;
  const script = readFileSync(join(dist, 'sw.js'), 'utf8');
  // Installed while there was room; from then on nothing can be had of the storage.
  const later = script.replace(/^/, `self.addEventListener('activate', () => { ${refuses} });`);
  site = await host({ pages: { '/sw.js': later } });
  await settled(page, `${site.origin}/?lang=en${TOY}`);
  await page.goto(`${site.origin}/?lang=en${DIGITS}`);
  await finished(page, 40, 60_000);
});

test('a page whose scripts are gone says so', async ({ page }) => {
  site = await host({ refuse: (path) => (path.endsWith('.js') ? 404 : null) });
  await page.goto(site.origin);
  await expect(page.locator('#late')).toBeHidden();
  await expect(page.locator('#late')).toBeVisible({ timeout: 15_000 });
});

test('in a sandboxed frame, where the question itself throws, the page races and says nothing', async ({ page }) => {
  site = await host({
    headers: { 'access-control-allow-origin': '*' },
    pages: {
      '/article.html': `<!doctype html><iframe sandbox="allow-scripts" width="900" height="900" src="./?lang=en${TOY.replace(/&/g, '&amp;')}"></iframe>`,
    },
  });
  await page.goto(`${site.origin}/article.html`);
  const inner = page.frameLocator('iframe');
  await expect(inner.locator('.counter-now')).toHaveText('120', { timeout: 20_000 });
  await expect(inner.locator('#failure')).toHaveCount(0);
});

test('the site works where storage, history, clipboard and whatever else may be refused is', async ({ page }) => {
  await page.addInitScript(() => {
    const no = (): never => {
      throw new DOMException('no', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, { get: no });
    Object.defineProperty(history, 'scrollRestoration', { set: no });
    history.pushState = history.replaceState = no;
    Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('no'));
    navigator.share = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
    });
    navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'));
  });
  site = await host({});
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.goto(`${site.origin}/?lang=en${TOY}`);
  await finished(page, 120);
  const dialog = page.getByRole('dialog', { name: 'Share and export' });
  const close = dialog.getByRole('button', { name: 'Close' });
  await page.getByRole('button', { name: 'Copy link' }).click(); // neither the clipboard nor the address bar has it
  await expect(dialog.getByRole('textbox').first()).toHaveValue(/#v=/);
  await close.click();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh');
  await expect(page.getByRole('button', { name: '分享' })).toBeVisible();
  await expect(page.locator('.toast')).not.toContainText('no');
  await page.getByRole('combobox', { name: '语言' }).selectOption('en');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.getByRole('button', { name: 'Copy: Link' }).click();
  await expect(dialog.locator('.share-said')).toContainText('refused');
  await close.click();
  // Edits race on, and the gallery opens where the reader comes from.
  await page.locator('.lane-card').first().getByRole('textbox').first().fill('0.0005');
  await page.keyboard.press('Enter');
  await finished(page, 120);
  await page.goto(`${site.origin}/gallery.html?lang=en#moons`);
  await expect(page.locator('#moons')).toBeInViewport();
  expect(failures).toEqual([]);
});
