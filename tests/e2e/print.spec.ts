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

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, width] of [
    ['a wide window', 1280],
    ['a narrow one', 375],
  ] as const) {
    test(`a ${colorScheme} page from ${name} prints its map unstretched and its chart whole, in one layer`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await visit(page, { hash: TOY });
      await finished(page, 120);
      await expect(page.locator('.u-over')).toBeVisible();
      await page.evaluate(() => {
        // A printer's layout comes with the medium, and no frame after it: what is drawn then must be right at once.
        matchMedia('print').addEventListener('change', () => {
          const seen = [...document.querySelectorAll<HTMLCanvasElement>('canvas.ground, .chart canvas')].map(
            (canvas) => {
              const shown = canvas.getBoundingClientRect();
              const { right } = canvas.closest('.view')!.getBoundingClientRect();
              return {
                stretch: canvas.width / canvas.height / (shown.width / shown.height),
                over: shown.right - right,
              };
            },
          );
          const hidden = getComputedStyle(document.querySelector('canvas.trails')!).display;
          Object.assign(window, { seen, hidden });
        });
      });
      await page.setViewportSize({ width: 718, height: 1047 }); // A4 within its margins
      await page.emulateMedia({ media: 'print', colorScheme });
      const { seen, hidden } = await page.evaluate(async () => {
        const notes = window as unknown as { seen?: { stretch: number; over: number }[]; hidden: string };
        while (!notes.seen) await new Promise((resolve) => setTimeout(resolve, 50));
        return { seen: notes.seen, hidden: notes.hidden };
      });
      expect(hidden).toBe('none');
      expect(seen.length).toBe(2);
      for (const { stretch, over } of seen) {
        expect(stretch).toBeCloseTo(1, 1);
        expect(over).toBeLessThan(1);
      }
      await page.emulateMedia({ media: 'screen', colorScheme });
      await expect(page.locator('canvas.trails').first()).toBeVisible();
    });
  }
}
