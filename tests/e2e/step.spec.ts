// A step with its numbers: what only a browser shows. Its rows, sentences and copies are tested in tests/web/views-step.
import { expect, test } from '@playwright/test';
import { hash, visit } from './stage.ts';

const RACE = '#v=2&p=rosenbrock&o=adam,lr=.2&o=rmsprop,lr=.02&steps=40';

test('a step is opened, walked through by keys and told side by side', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: `${RACE}&view=step&at=10` });
  const view = page.locator('sidestep-step');
  const numbers = view.locator('.step-numbers');
  const after = numbers.locator('[data-role=after] .value');
  await expect(after).toHaveText(['−0.9277', '−1.047']);
  await expect(view.locator('.step-finding')).toContainText(
    'Adam moves uphill here: its momentum outweighs the current gradient.',
  );
  await expect(numbers.locator('[data-role=memory] .absent')).toHaveText('no momentum');
  await expect(numbers.locator('math').first()).toBeVisible();
  await expect(view.locator('.step-checked')).toContainText('Step 10 to 11.');
  await expect(view.locator('.step-checked .icon')).toBeVisible();

  // A row and its arrow are one thing.
  await numbers.locator('[data-role=memory] th').hover();
  await expect(view.locator('.loupe-marks')).toHaveClass(/shows-memory/);

  await page.keyboard.press('ArrowRight');
  await expect(view.locator('.step-checked')).toContainText('Step 11 to 12.');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(view.locator('.step-checked')).toContainText('Step 1 to 2.');

  await view.getByRole('button', { name: 'one lane' }).click();
  await expect(after).toHaveCount(1);
  await view.getByRole('button', { name: 'y', exact: true }).first().click();
  await expect(numbers.locator('[data-role=after] th math')).toHaveText('y');
  await view.getByRole('button', { name: 'over time' }).click();
  await expect(numbers.locator('[data-role=gradient] .spark')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(view.locator('.step-checked')).toContainText('Step 0 to 1.');

  // Pictures within a picture hear of other colours, too, though nothing is played.
  const corner = (): Promise<number> =>
    page
      .locator('sidestep-step canvas.ground')
      .evaluate((it: HTMLCanvasElement) => it.getContext('2d')!.getImageData(4, 4, 1, 1).data[0]!);
  await expect.poll(corner).toBeGreaterThan(128);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await expect.poll(corner).toBeLessThan(128);

  // The row of views leads back to the map.
  await page.locator('[data-view=map]').click();
  await expect(page.locator('sidestep-contour-map')).toBeVisible();
  await expect.poll(() => hash(page)).not.toContain('view=');
});

test('a step fits a phone: nothing scrolls sideways but its tables', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 740 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: `${RACE}&view=step&at=10`, lang: 'zh' });
  await expect(page.locator('.step-numbers')).toHaveCount(2); // one after another
  await expect(page.locator('.step-finding')).toContainText('Adam 这一步在上坡');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
});

test('an article shows a step of one lane, without the map', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`./embed.html${RACE}&view=step&at=10`);
  const view = page.locator('sidestep-step');
  await expect(view.locator('[data-role=after] .value')).toHaveText(['−0.9277']);
  await expect(view.locator('sidestep-step-loupe svg')).toBeVisible();
  await expect(view.locator('sidestep-step-map')).toHaveCount(0);
});
