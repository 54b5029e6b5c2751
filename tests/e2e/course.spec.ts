// The course as its readers have it: found from the gallery, narrow, printed, and without a network.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dist, host, type Site } from './host.ts';

const pages = readdirSync(join(dist, 'course')).filter((name) => name.endsWith('.html'));
let site: Site | undefined;
test.afterEach(async () => {
  await site?.close();
  site = undefined;
});

test('the gallery leads to the first chapter, and each one to the next and to the other language', async ({ page }) => {
  await page.goto('./gallery.html?lang=zh');
  await page.getByRole('link', { name: 'RMSprop 课程' }).click();
  await expect(page).toHaveURL(/course\/1-descent\.zh\.html$/);
  await page.getByRole('link', { name: /^下一章/ }).click();
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(/course\/2-adagrad\.en\.html$/);
  await expect(page.locator('nav [aria-current]')).toHaveText(/^2\./);
  await page.locator('figure a').first().click();
  await expect(page.locator('.counter-now')).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/\?lang=en#v=1&p=ravine/);
});

test('nothing sticks out of a page at 360 px, every answer open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const name of pages) {
    await page.goto(`./course/${name}`, { waitUntil: 'domcontentloaded' });
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360);
  }
  expect(pages).toHaveLength(13); // six chapters in two languages, and their list
});

test('without scripts each figure is a picture', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}course/3-rmsprop.zh.html`);
  await expect(page.locator('figure > img')).toHaveCount(4);
  await page.locator('figure > img').last().scrollIntoViewIfNeeded();
  await expect(page.locator('sidestep-race').filter({ visible: true })).toHaveCount(0);
  expect((await page.locator('figure > img').last().boundingBox())!.height).toBeGreaterThan(200);
  await context.close();
});

test('on paper there are figures, answers that are open, and no way to other pages', async ({ page }) => {
  await page.goto('./course/1-descent.en.html');
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.locator('#limit').scrollIntoViewIfNeeded();
  await expect(page.locator('#limit canvas').first()).toBeVisible({ timeout: 20_000 });
  const pictures = page.locator('figure > img');
  await expect(pictures.filter({ visible: true })).toHaveCount(0);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('body > nav, .steps, .checked').filter({ visible: true })).toHaveCount(0);
  // Races end where nobody has scrolled to, too: paper has their pictures.
  await expect(page.locator('sidestep-race').filter({ visible: true })).toHaveCount(0);
  expect(await pictures.count()).toBeGreaterThan(1);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalHeight)).toBeGreaterThan(200);
  }
  expect(errors).toEqual([]); // of races that are hidden while they draw
  await expect(page.locator('details:not(.checked) p').first()).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(253, 253, 251)');
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a race of the course comes to its checksum once another chapter has been visited', async ({
    page,
    context,
  }) => {
    site = await host({});
    const { origin } = site;
    await page.goto(`${origin}/course/1-descent.en.html`);
    await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller), { timeout: 20_000 }).toBe(true);
    await site.close();
    site = undefined;
    await context.setOffline(true);
    await page.goto(`${origin}/docs/embedding.zh.html`);
    await expect(page.locator('h1')).toHaveText('嵌入指南');
    await page.goto(`${origin}/course/3-rmsprop.en.html`);
    const race = page.locator('#quartic');
    await race.scrollIntoViewIfNeeded();
    const checksum = await race.evaluate(
      (element) =>
        new Promise((resolve) => {
          element.addEventListener('sidestep-finish', (event) => resolve((event as CustomEvent).detail.checksum));
          void (element as HTMLElement & { seek(step: number): Promise<void> }).seek(300);
        }),
    );
    expect(await race.getAttribute('config')).toContain(`checksum=${checksum}`);
  });
});
