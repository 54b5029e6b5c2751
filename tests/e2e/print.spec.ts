import { expect, test } from '@playwright/test';
import { TOY } from './element.ts';
import { finished, visit } from './stage.ts';

/** How light a colour is, from 0 to 1. */
const lightness = (colour: string): number =>
  Math.max(
    ...colour
      .match(/[\d.]+/g)!
      .slice(0, 3)
      .map(Number),
  ) / 255;

test('on paper: figures, legend, settings and numbers, light, without anything to press', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 794, height: 1123 }); // A4
  await visit(page, { hash: TOY });
  await finished(page, 120);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.waitForTimeout(500);
  for (const shown of ['canvas.ground', '.chart canvas', '.live', '.problem-title', '.lane-name', '.settings', '.fair'])
    await expect(page.locator(shown).first(), shown).toBeVisible();
  for (const hidden of [
    'nav',
    '.transport',
    '.plane-tools',
    '.toggles',
    '.add-lane',
    'input[type=range]',
    '.lane-head .quiet',
  ])
    for (const it of await page.locator(hidden).all()) await expect(it, hidden).toBeHidden();
  // What a control stands at is a setting.
  await expect(page.locator('sidestep-lane input.number').first()).toHaveValue('0.001');
  const seen = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).getPropertyValue('color'),
    paper: getComputedStyle(document.documentElement).backgroundColor,
    wide: document.documentElement.scrollWidth <= innerWidth,
  }));
  expect(lightness(seen.paper)).toBeGreaterThan(0.9);
  expect(lightness(seen.ground)).toBeLessThan(0.3);
  expect(seen.wide).toBe(true);
  // The canvases too, though they were drawn for the dark.
  const light = await page
    .locator('canvas.ground')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const greens = data.filter((_, i) => i % 4 === 1);
      return greens.reduce((sum, green) => sum + green / 255 / greens.length, 0);
    });
  expect(light).toBeGreaterThan(0.6);
});
