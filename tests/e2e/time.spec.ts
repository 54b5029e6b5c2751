// Time that can be turned back, settings that hold from a step on, and branches.
import { expect, type Page, test } from '@playwright/test';
import { boxOf, checksum, counter, finished, hash, lane, replayed, visit } from './stage.ts';

const TOY = '#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.2&steps=300';

const line = (page: Page) => page.getByRole('slider', { name: 'Step shown' });
const cell = (page: Page, row: number, column: number) =>
  page.locator('.live tbody tr').nth(row).locator('td').nth(column);

test('a race is turned back by its line and by keys, and goes on to the same end', async ({ page }) => {
  await visit(page, { hash: TOY });
  await finished(page, 300);
  const sum = await checksum(page);
  const ended = await cell(page, 0, 1).textContent();
  const box = await boxOf(line(page));
  await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(counter(page)).toHaveText('150');
  await expect(cell(page, 0, 0)).toHaveText('150');
  await expect(cell(page, 0, 1)).not.toHaveText(ended!);
  const there = await cell(page, 0, 1).textContent();
  await page.keyboard.press('ArrowLeft');
  await expect(counter(page)).toHaveText('149');
  await line(page).blur();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(counter(page)).toHaveText('150');
  await expect(cell(page, 0, 1)).toHaveText(there!);
  expect(await line(page).getAttribute('aria-valuetext')).toBe('step 150 of 300');
  await page.keyboard.press('Space');
  await finished(page, 300);
  await expect(cell(page, 0, 1)).toHaveText(ended!);
  expect(await checksum(page)).toBe(sum);
});

test('decision regions are those of the step that is looked at', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=moons&o=adam&steps=200' });
  await finished(page, 200);
  const picture = () =>
    page
      .locator('.region canvas')
      .evaluate((it: HTMLCanvasElement) => it.toDataURL().length + it.toDataURL().slice(-64));
  let end = '';
  await expect(async () => {
    const before = end;
    end = await picture();
    expect(end).toBe(before);
  }).toPass();
  await line(page).fill('3');
  await expect(counter(page)).toHaveText('3');
  await expect.poll(picture).not.toBe(end);
  await line(page).fill('200');
  await expect.poll(picture).toBe(end);
});

test('a rate moved in mid-race holds from the start, or from there on; a branch has the same past', async ({
  page,
}) => {
  await visit(page, { hash: TOY });
  await finished(page, 300);
  await line(page).fill('120');
  await expect(counter(page)).toHaveText('120');
  const adam = page.locator('.lane-card').nth(1);
  await adam
    .getByRole('textbox', { name: /learning rate/ })
    .first()
    .fill('.01');
  await page.keyboard.press('Enter');
  await expect.poll(() => hash(page)).toContain('o=adam,lr=.01&');
  await adam.getByRole('button', { name: 'from step 120 on' }).click();
  await expect.poll(() => hash(page)).toContain('o=adam,lr=.2;120,lr=.01&');
  await expect(counter(page)).toHaveText('120');
  await line(page).fill('300');
  await finished(page, 300);
  expect(await checksum(page)).toBe(await replayed(await hash(page)));
  await line(page).fill('60');
  await page
    .locator('.lane-card')
    .first()
    .getByRole('button', { name: 'Branch from step 60, with a tenth of η' })
    .click();
  await expect.poll(() => hash(page)).toContain('&o=sgd,lr=.001,momentum=.9;60,lr=.0001&');
  // The branch comes from the start to where the others stand.
  await expect(async () => {
    await expect(cell(page, 0, 1)).toHaveText(/\d/);
    expect(await cell(page, 0, 1).textContent()).toBe(await cell(page, 1, 1).textContent());
  }).toPass();
  await line(page).fill('300');
  await finished(page, 300);
  await expect(cell(page, 0, 1)).not.toHaveText((await cell(page, 1, 1).textContent())!);
  await expect(lane(page, 'SGD μ 0.9, η 10⁻⁴ from 60')).toBeVisible();
  await page.getByRole('button', { name: 'Remove this change' }).first().click();
  await expect.poll(() => hash(page)).not.toContain(';60');
});
