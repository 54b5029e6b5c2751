import { expect, test } from '@playwright/test';
import { DIGITS, TOY } from './element.ts';
import { host, type Site } from './host.ts';
import { checksum, finished, replayed } from './stage.ts';

test.use({ serviceWorkers: 'allow' });
let site: Site | undefined;
test.afterEach(() => site?.close());

test('after one visit the site races without a network: page, gallery, and the digits that a race has used', async ({
  page,
  context,
}) => {
  site = await host({});
  await page.goto(`${site.origin}/?lang=en${DIGITS}`);
  await finished(page, 40, 60_000);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller), { timeout: 15_000 }).toBe(true);
  // The first race came before the worker was there: the second visit is what keeps the digits.
  await page.reload();
  await finished(page, 40, 60_000);
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

test('the site works where storage and service workers are refused', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('no', 'SecurityError');
      },
    });
    navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'));
  });
  site = await host({});
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.goto(`${site.origin}/?lang=en${TOY}`);
  await finished(page, 120);
  expect(failures).toEqual([]);
});
