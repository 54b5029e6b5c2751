import { expect, test } from '@playwright/test';
import { checksum, finished, replayed, visit } from './stage.ts';

const small = '#v=1&p=network,train=2000,test=500,evaluate=50&o=sgd,lr=.1&o=adam,lr=.003&steps=150';

test('fused multiply-add is asked for, is named, and leaves the bits of the link as they were', async ({ page }) => {
  const modules: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) modules.push(request.url());
  });
  await visit(page, { hash: small });
  await finished(page, 150, 40_000);
  const plain = await checksum(page);
  expect(plain).toBe(await replayed(small));
  expect(modules).toHaveLength(1); // nobody loads what nobody asked for

  await page.locator('sidestep-fair summary').click();
  const fuse = page.getByRole('checkbox', { name: 'fused multiply-add' });
  await fuse.check();
  await finished(page, 150, 40_000);
  await expect(page.locator('sidestep-fair', { hasText: 'relaxed SIMD' })).toBeVisible();
  expect(modules).toHaveLength(2);
  expect(await checksum(page)).not.toBe(plain); // rounded otherwise
  for (const name of ['SGD', 'Adam']) {
    const row = page.getByRole('row', { name: new RegExp(name) });
    expect(Number.parseFloat((await row.locator('td').nth(3).textContent()) ?? '')).toBeGreaterThan(75);
  }

  // What is shared replays anywhere.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share and export' });
  await expect(dialog.getByText(plain, { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(new RegExp(`checksum=${plain}$`));
  await page.keyboard.press('Escape');

  await fuse.uncheck();
  await finished(page, 150, 40_000);
  await expect(page.locator('sidestep-fair', { hasText: '128-bit SIMD' })).toBeVisible();
  expect(await checksum(page)).toBe(plain);

  await fuse.check();
  await page.reload(); // a link is replayed as it is meant
  await finished(page, 150, 40_000);
  expect(await checksum(page)).toBe(plain);
});
