// A race before an audience: alone on the screen, in large letters, driven by the keys of a clicker.
import { expect, type Page, test } from '@playwright/test';
import { hash, visit } from './stage.ts';

const RACE = '#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=200';
const step = (page: Page) => page.locator('dialog[aria-label] .told > p');
const isFull = (page: Page): Promise<boolean> => page.evaluate(() => document.fullscreenElement !== null);

test('a clicker takes a race from the page’s header to its end, and Escape back to the page', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: RACE });
  const said = await hash(page);
  await page.getByRole('button', { name: 'Present' }).click();
  const dialog = page.getByRole('dialog', { name: 'Present' });
  await expect(dialog.locator('canvas.ground')).toBeVisible();
  await expect(step(page)).toHaveText('step 0 of 200');
  await expect.poll(() => isFull(page)).toBe(true);
  await expect(dialog.locator('.race')).toHaveCSS('font-size', '21px');
  const room = await dialog.locator('.stage').evaluate((it) => it.getBoundingClientRect().toJSON());
  const map = await dialog.locator('canvas.ground').evaluate((it) => it.getBoundingClientRect().toJSON());
  expect(map.height / room.height).toBeGreaterThan(0.9);
  expect(page.url()).toContain('present=1');
  for (const key of ['PageDown', ' ', 'ArrowRight', 'PageUp']) await page.keyboard.press(key);
  await expect(step(page)).toHaveText('step 20 of 200');
  await page.keyboard.press('b');
  await expect(dialog.locator('.race')).toBeHidden();
  await page.keyboard.press('PageDown');
  await expect(step(page)).toHaveText('step 20 of 200');
  await page.mouse.click(1000, 500);
  await expect(step(page)).toHaveText('step 30 of 200');
  await page.keyboard.press('End');
  await expect(step(page)).toHaveText('step 200 of 200');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.counter-now')).toHaveText('200');
  expect([await hash(page), await isFull(page)]).toEqual([said, false]);
  expect(page.url()).not.toContain('present');
});

test('an address presents a page, and a frame, at the start of its race', async ({ page }) => {
  await page.goto(`./?lang=zh&present=1${RACE}`);
  await expect(step(page)).toHaveText('第 0 步，共 200 步');
  await page.keyboard.press('PageDown');
  await expect(step(page)).toHaveText('第 10 步，共 200 步');
  await page.goto(`./embed.html?lang=en&present=1&autoplay=1${RACE}`);
  await expect(step(page)).toHaveText('step 0 of 200');
  await page.keyboard.press('ArrowDown');
  await expect(step(page)).toHaveText('step 10 of 200');
  await page.keyboard.press('Escape');
  await expect(page.locator('sidestep-race[present]')).toHaveCount(0);
  await expect(page.locator('.counter-now')).toHaveText('10');
});

test('the first key of an experiment that has run goes on, although the screen becomes full', async ({ page }) => {
  await page.goto('./?present=1#v=1&p=rosenbrock,noise=1&o=sgd,lr=.0005&o=adam,lr=.05&steps=9&seeds=3');
  await expect(page.locator('dialog[aria-label] sidestep-experiment-finding')).toContainText('Adam');
  const pictures = page.locator('dialog[aria-label] .stage');
  const scrolled = () => pictures.evaluate((it) => it.scrollTop);
  await expect.poll(() => pictures.evaluate((it) => it.scrollHeight > 1.5 * it.clientHeight)).toBe(true);
  await page.keyboard.press('PageDown');
  await expect.poll(() => isFull(page)).toBe(true);
  await expect.poll(scrolled).toBeGreaterThan(200);
});
