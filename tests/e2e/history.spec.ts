// Back, Forward and Ctrl+Z take edits back and make them again; Back from a lesson returns to its place in the gallery.
import { expect, test } from '@playwright/test';
import { boxOf, hash, lane, visit } from './stage.ts';

const RACE = '#v=1&p=beale&o=adam,lr=.1&o=sgd,lr=.001&steps=60';
const rate = (page: Parameters<typeof lane>[0], name: string) =>
  lane(page, name).getByRole('textbox', { name: 'learning rate' });
const entries = (page: Parameters<typeof lane>[0]) => page.evaluate(() => history.length);

test('an edit is taken back by Back and made again by Forward, and the link names what is shown', async ({ page }) => {
  await visit(page, { hash: RACE });
  await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: 'Himmelblau' });
  await expect(page.locator('.problem-title')).toHaveText('Himmelblau');
  await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: 'MNIST digits' });
  await expect(page.locator('.problem-title')).toHaveText('MNIST digits');
  await page.goBack();
  await expect(page.locator('.problem-title')).toHaveText('Himmelblau');
  expect(await hash(page)).toContain('p=himmelblau');
  await page.goBack();
  await expect(page.locator('.problem-title')).toHaveText('Beale');
  expect(await hash(page)).toBe(RACE);
  await page.goForward();
  await expect(page.locator('.problem-title')).toHaveText('Himmelblau');
  await page.reload();
  await expect(page.locator('.problem-title')).toHaveText('Himmelblau');
});

test('typing makes one entry, and a drag makes one', async ({ page }) => {
  await visit(page, { hash: RACE });
  await expect(rate(page, 'Adam')).toBeVisible();
  const before = await entries(page);
  await rate(page, 'Adam').click();
  await page.keyboard.press('ControlOrMeta+A');
  await rate(page, 'Adam').pressSequentially('0.123', { delay: 60 });
  await expect.poll(() => hash(page)).toContain('adam,lr=.123');
  expect(await entries(page)).toBe(before + 1);
  const map = await boxOf(page.locator('canvas.marks').first());
  await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
  await page.mouse.down();
  for (let i = 1; i <= 10; i++) await page.mouse.move(map.x + map.width / 2 + 6 * i, map.y + map.height / 2 + 2 * i);
  await page.mouse.up();
  await expect.poll(() => hash(page)).toContain('start=');
  await page.waitForTimeout(400);
  expect(await entries(page)).toBe(before + 2);
});

test('Ctrl+Z takes back and Ctrl+Y makes again, but never leaves the page', async ({ page }) => {
  await visit(page, { hash: RACE });
  await lane(page, 'SGD')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(page.locator('sidestep-lane')).toHaveCount(1);
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('Control+z');
  await expect(page.locator('sidestep-lane')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.waitForTimeout(300);
  expect(await hash(page)).toBe(RACE);
  await page.keyboard.press('Control+y');
  await expect(page.locator('sidestep-lane')).toHaveCount(1);
});

test('Back from a lesson returns to its place in the gallery', async ({ page }) => {
  await page.goto('./gallery.html?lang=en');
  const card = page.locator('#weight-decay a.card');
  await expect(page.locator('.page-foot')).toBeVisible();
  await card.scrollIntoViewIfNeeded();
  await page.waitForTimeout(600);
  const before = (await boxOf(card)).y;
  await card.click();
  await expect(page.locator('.lesson')).toBeVisible();
  await page.goBack();
  await expect(page.locator('.page-foot')).toBeAttached();
  await expect.poll(async () => Math.abs((await boxOf(card)).y - before)).toBeLessThan(60);
});

test('a race that the gallery does not have is named, with the one that was meant', async ({ page }) => {
  await page.goto('./?race=bealle&lang=en');
  const notice = page.locator('.notice').filter({ hasText: 'bealle' });
  await expect(notice).toContainText('The gallery has no lesson “bealle”.');
  await notice.getByRole('link', { name: 'Beale: flat valley, steep walls' }).click();
  await expect(page.locator('.problem-title')).toHaveText('Beale');
  await expect(page.locator('.lesson')).toBeVisible();
});

test('a network with too many outputs is mended by a click, and the suggested ones fit', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=moons,net=dense(8)+relu+dense(10)&o=adam,lr=.01&steps=40' });
  await page.locator('.notice.failure').getByRole('button', { name: 'Give the last layer 2 outputs' }).click();
  await expect(page.locator('.notice.failure')).toHaveCount(0);
  expect(decodeURIComponent(await hash(page))).toContain('dense(8)+relu+dense(2)');
  const suggested = page.getByLabel('Suggested networks').locator('option');
  await expect.poll(() => suggested.count()).toBeGreaterThan(3);
  for (const net of await suggested.evaluateAll((all) => all.map((it) => (it as HTMLOptionElement).value)))
    expect(net).toMatch(/^(?!.*conv).*dense\(2\)$/);
});
