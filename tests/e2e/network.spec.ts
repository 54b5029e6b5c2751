// What a network makes of its data.
import { expect, test } from '@playwright/test';
import { boxOf, finished, visit } from './stage.ts';

const race = '#v=1&p=network,train=2000,test=500,evaluate=50&o=sgd,lr=.1&o=adam,lr=.003&steps=150&view=network';
const rows = '.net-items tbody tr';

test('shows the digits that divide the lanes first, what is taken for what, and whom a drawn one is taken for', async ({
  page,
}) => {
  await visit(page, { hash: race });
  await finished(page, 150);
  await expect(page.locator('.finding-sentence')).toHaveText(
    /^Of 500 digits, the lanes predict \d+ differently; \d+ are wrong in both lanes\.$/,
  );
  await expect(page.locator(rows)).toHaveCount(8);
  await expect(page.locator(`${rows}`).first().locator('td.wrong')).toHaveCount(1); // one lane is wrong, one is right
  await expect
    .poll(() =>
      page
        .locator('.net-pick canvas')
        .first()
        .evaluate((it) => (it as HTMLCanvasElement).toDataURL().length),
    )
    .toBeGreaterThan(400);

  // The diagonal is the accuracy that the table tells.
  await page.locator('.net-confusion').getByRole('button', { name: 'Adam' }).click();
  await expect(async () => {
    const [, accuracy] = (await page.locator('.net-confusion').textContent())!.match(
      /Correct \(diagonal\): ([\d.]+)%/,
    )!;
    const diagonal = await page.locator('.net-matrix .on').allTextContents();
    expect(diagonal.reduce((sum, text) => sum + Number(text), 0)).toBe(Math.round(5 * Number(accuracy)));
    expect(await page.locator('.net-items thead .of-lane').nth(1).textContent()).toContain(
      `${500 - Math.round(5 * Number(accuracy))} wrong`,
    );
  }).toPass();

  // A cell shows its items alone.
  await page.locator('.net-matrix .cell.ink-10').first().click();
  const taken = (await page.locator('.net-chosen').textContent())!.match(/Adam: (\d) predicted as (\d)/)!;
  for (const text of await page.locator('.net-right').allTextContents()) expect(text).toBe(taken[1]);
  await page.locator('.net-chosen button').click();

  // By keys: down to the next item, c to the matrix.
  await page.locator('.net-pick').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.net-pick').nth(1)).toBeFocused();
  await page.keyboard.press('c');
  await expect(page.locator('.net-matrix .cell[tabindex="0"]')).toBeFocused();

  // Drawn by mouse.
  const field = page.locator('canvas.field');
  await field.scrollIntoViewIfNeeded();
  const { x, y, width } = await boxOf(field);
  await page.mouse.move(x + 0.5 * width, y + 0.15 * width);
  await page.mouse.down();
  await page.mouse.move(x + 0.47 * width, y + 0.85 * width, { steps: 6 });
  await page.mouse.up();
  await expect(page.locator('.net-said .net-told')).toHaveCount(2);
  await expect(page.locator('.net-said tr').nth(1)).toContainText(/\d+%.*then \d, /);
  // An item of the data, drawn back, is answered as it is in the list.
  await page.locator('.net-pick').first().click();
  const answers = await page.locator(rows).first().locator('.net-told').allTextContents();
  await page.getByRole('button', { name: 'use an item of the data' }).click();
  await expect.poll(() => page.locator('.net-said .net-told').allTextContents()).toEqual(answers);
});

test('speaks Chinese and needs no sideways scroll at 375 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await visit(page, { hash: race, lang: 'zh' });
  await expect(page.locator('.counter-now')).toHaveText('150', { timeout: 20_000 });
  await expect(page.locator('.finding-sentence')).toHaveText(/500 个手写数字中/);
  await expect(page.locator(rows)).toHaveCount(8);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  expect(await page.locator('.net-view').allInnerTexts()).not.toContainEqual(expect.stringMatching(/network\./));
});
