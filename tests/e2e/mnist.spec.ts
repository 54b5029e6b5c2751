import { expect, test } from '@playwright/test';
import { DIGITS } from './element.ts';
import { host } from './host.ts';
import { checksum, finished, lane, replayed, visit } from './stage.ts';

const net = 'p=network,train=2000,test=500,evaluate=50';
const small = `#v=1&${net}&o=sgd,lr=.1&o=adam,lr=.003&steps=150`;

test('a network trains on real digits: progress of loading, loss, and accuracy', async ({ page }) => {
  await page.route('**/data/mnist/*.bin', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await visit(page, { hash: small });
  await expect(page.getByRole('progressbar', { name: 'Loading data' })).toBeVisible();
  await finished(page, 150, 40_000);
  for (const name of ['SGD', 'Adam']) {
    const accuracy = await page
      .getByRole('row', { name: new RegExp(name) })
      .locator('td')
      .nth(3)
      .textContent();
    expect(Number.parseFloat(accuracy ?? '')).toBeGreaterThan(75);
  }
  await expect(page.locator('.view-accuracy .u-over')).toBeVisible();
  expect(await checksum(page)).toBe(await replayed(small));
});

test('hidden layers, activation, digits and batch have controls; a network that cannot be turns red', async ({
  page,
}) => {
  await visit(page, { hash: small });
  await page.getByLabel('hidden layers').fill('24 12');
  await page.getByLabel('activation').selectOption('tanh');
  await page.getByRole('textbox', { name: /training items/ }).fill('1000');
  await page.getByRole('textbox', { name: /batch size/ }).fill('20');
  await expect
    .poll(() => page.evaluate(() => decodeURIComponent(location.hash)))
    .toMatch(/train=1000,test=500,net=dense\(24\)\+tanh\+dense\(12\)\+tanh\+dense\(10\).*batch=20/);
  await finished(page, 150, 40_000);
  await page.getByLabel('Layers as text').fill('dense(24) relu dense(7)');
  await page.getByLabel('Layers as text').press('Enter');
  await expect(page.locator('sidestep-net').getByRole('alert')).toContainText('7');
  await page.getByLabel('Suggested networks').selectOption({ index: 0 });
  await finished(page, 150, 40_000);
});

test('a chunk of data that cannot be had is named; trying again, and everything else, works', async ({ page }) => {
  await page.route('**/data/mnist/train-000.bin', (route) => route.abort());
  await visit(page, { hash: small });
  await expect(page.locator('.notice.failure').filter({ hasText: 'train-000.bin' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: 'Beale' });
  await finished(page, 150);
  await page.unroute('**/data/mnist/train-000.bin');
  await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: 'MNIST digits' });
  await expect(lane(page, 'Adam')).toBeVisible();
  await expect(page.locator('.counter-now')).not.toHaveText('0', { timeout: 30_000 });
});

test('a race of few items transfers short files alone, each once, though none may be kept', async ({ page }) => {
  const site = await host({ headers: { 'cache-control': 'no-store' } });
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 })); // one worker
  await page.goto(`${site.origin}/?lang=en${DIGITS}`);
  await finished(page, 40, 40_000);
  const data = site.asked.filter((path) => path.startsWith('/data/'));
  await site.close();
  expect(data.toSorted()).toEqual(['index.json', 'test-000.bin', 'train-000.bin'].map((file) => `/data/mnist/${file}`));
});
