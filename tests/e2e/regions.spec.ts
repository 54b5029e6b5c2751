import { expect, test } from '@playwright/test';
import { finished, visit } from './stage.ts';

const race = '#v=1&p=moons&o=sgd,lr=.001&o=adam,lr=.05&steps=120';
const canvases = '.region canvas';

test('each lane shows what it makes of the plane, with the same points', async ({ page }) => {
  await visit(page, { hash: race });
  await finished(page, 120);
  await expect(page.locator(canvases)).toHaveCount(2);
  // Where a class is certain there is much colour; a lane that has hardly learnt has pale regions.
  const colour = () =>
    page.locator(canvases).evaluateAll((all) =>
      all.map((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        let sum = 0;
        for (let i = 3; i < data.length; i += 4) sum += data[i]!;
        return sum / (255 * width * height);
      }),
    );
  await expect.poll(async () => (await colour())[1]! > 1.3 * (await colour())[0]!).toBe(true);
  expect(Math.min(...(await colour()))).toBeGreaterThan(0.02);
  const adam = page.getByRole('img', { name: /^Adam: decision regions, test accuracy \d+\.\d%$/ });
  await expect(adam).toBeVisible();
  const share = (await adam.getAttribute('aria-label'))!.match(/[\d.]+%/)![0];
  await expect(page.locator('.region-share').nth(1)).toHaveText(share);
  await expect(page.locator('.live tbody tr').nth(1)).toContainText(share.slice(0, 3));
});

test('what has not changed is not drawn again', async ({ page }) => {
  await visit(page, { hash: race });
  await finished(page, 120);
  await page.waitForTimeout(1500); // the last and finest picture has come
  const drawn = (changed: boolean) =>
    page.evaluate(async (changed) => {
      const { stage } = document.querySelector('sidestep-app') as never as { stage: { emit(what: string): void } };
      const real = CanvasRenderingContext2D.prototype.drawImage;
      let count = 0;
      CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: never[]) {
        if (this.canvas.closest('.region')) count++;
        return (real as (...args: never[]) => void).apply(this, args);
      };
      if (changed) for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.region canvas')) canvas.width--;
      for (let frame = 0; frame < 5; frame++) {
        stage.emit('rows');
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
      }
      CanvasRenderingContext2D.prototype.drawImage = real;
      return count;
    }, changed);
  expect(await drawn(false)).toBe(0);
  expect(await drawn(true)).toBe(2);
});

test('they follow the race, and lanes that come and go', async ({ page }) => {
  await visit(page, { hash: race });
  await finished(page, 120);
  const picture = () =>
    page
      .locator(canvases)
      .last()
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  // Finer when the race stands still: the last picture is the one that stays.
  const settled = async () => {
    for (let last = ''; ; last = await picture()) {
      await page.waitForTimeout(1500);
      if ((await picture()) === last) return last;
    }
  };
  const end = await settled();
  await page
    .getByRole('button', { name: /^Reset/ })
    .first()
    .click();
  await expect.poll(async () => (await picture()) !== end).toBe(true);
  await page.getByRole('button', { name: 'Play (space)' }).click();
  await finished(page, 120);
  expect((await settled()) === end).toBe(true);
  await page.getByRole('button', { name: /^Remove SGD/ }).click();
  await expect(page.locator(canvases)).toHaveCount(1);
  await expect.poll(async () => (await picture()).length).toBeGreaterThan(2000);
});

test('a problem without such a plane has no such view', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=adam&steps=5' });
  await expect(page.locator('.region')).toHaveCount(0);
});
