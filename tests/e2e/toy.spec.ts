import { expect, test } from '@playwright/test';
import { boxOf, checksum, counter, finished, hash, lane, visit } from './stage.ts';

const two = '#v=1&p=ravine&o=sgd,lr=.005&o=adam,lr=.05&steps=120';

test('a first visit finds a race running, and one sentence that says what this is', async ({ page }) => {
  await visit(page, { fast: false });
  await expect(page.getByText('Race optimizers fairly')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(counter(page)).not.toHaveText('0');
  await expect(page.locator('canvas.ground')).toBeVisible();
  await expect(page.locator('.u-over')).toBeVisible();
});

test('a race stops at its steps, and a reset replays it exactly', async ({ page }) => {
  await visit(page, { hash: two });
  await finished(page, 120);
  const first = await checksum(page);
  await page.getByRole('button', { name: 'Reset: back' }).click();
  await finished(page, 0);
  await expect.poll(() => checksum(page)).not.toBe(first); // figures are written a few times a second
  await page.getByRole('button', { name: 'Play (space)' }).click();
  await finished(page, 120);
  expect(await checksum(page)).toBe(first);
});

test('steps can be taken one at a time, or several', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: two });
  await finished(page, 0);
  await page.getByRole('button', { name: 'One step' }).click();
  await finished(page, 1);
  await page.getByLabel('Steps at a time').fill('25');
  await page.getByLabel('Steps at a time').press('Enter');
  await page.getByRole('button', { name: '25 steps' }).click();
  await finished(page, 26);
  const rows = page.locator('table.live tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first().locator('td').first()).toHaveText('26');
});

test('clicking the map sets the start, and dragging moves it', async ({ page }) => {
  await visit(page, { hash: two });
  await finished(page, 120);
  const map = page.locator('canvas.marks');
  const box = await boxOf(map);
  await map.click({ position: { x: box.width / 4, y: box.height / 4 } });
  await expect.poll(() => hash(page)).toMatch(/start=-(1|1\.0\d*|\.99\d*)~(1|1\.0\d*|\.99\d*)(,|&|$)/);
  await finished(page, 120);
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 4, { steps: 5 });
  await page.mouse.move(box.x + (box.width * 3) / 4, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => hash(page)).toMatch(/start=(1|\.99\d*|1\.0\d*)~-?(0|\.0\d*)(,|&|$)/);
  await finished(page, 120);
});

test('the keyboard alone plays, steps, resets, moves the start and zooms', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: two });
  await finished(page, 0);
  await page.keyboard.press('ArrowRight');
  await finished(page, 1);
  await page.keyboard.press('Space');
  await finished(page, 120);
  await page.keyboard.press('r');
  await finished(page, 0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  const map = page.locator('canvas.marks');
  await map.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => hash(page)).toContain('start=');
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at || at === document.body) return 'the body';
      const ring = getComputedStyle(at.matches('.problem-name select') ? at.parentElement! : at).outlineStyle;
      return ring === 'none' ? `${at.tagName} ${at.className}` : '';
    });
    if (seen === 'the body') break;
    expect(seen, 'without visible focus').toBe('');
  }
});

test('lanes are added, duplicated and removed; the others keep their traces', async ({ page }) => {
  await visit(page, { hash: two });
  await finished(page, 120);
  await page.getByRole('button', { name: 'Duplicate Adam' }).click();
  await expect(page.locator('sidestep-lane')).toHaveCount(3);
  await expect(lane(page, 'Adam #2')).toBeVisible();
  const rate = lane(page, 'Adam #2').getByRole('textbox', { name: 'learning rate' });
  await rate.fill('0.2');
  await expect(lane(page, 'Adam η 0.2')).toBeVisible();
  await finished(page, 120);
  await page.getByLabel('Add a lane').selectOption({ label: 'AdaGrad' });
  await expect(lane(page, 'AdaGrad')).toBeVisible();
  await finished(page, 120);
  await page.getByRole('button', { name: 'Remove Adam η 0.2' }).click();
  await expect(page.locator('sidestep-lane')).toHaveCount(3);
  await expect.poll(() => hash(page)).toBe('#v=1&p=ravine&o=sgd,lr=.005&o=adam,lr=.05&o=adagrad,lr=.2&steps=120');
});

test('a bad number turns its control red with the reason; the last good value stays', async ({ page }) => {
  await visit(page, { hash: two });
  const rate = lane(page, 'SGD').getByRole('textbox', { name: 'learning rate' });
  await rate.fill('fast');
  await expect(lane(page, 'SGD').getByRole('alert')).toHaveText('not a number; still 0.005');
  await expect(rate).toHaveAttribute('aria-invalid', 'true');
  await rate.fill('-1');
  await expect(lane(page, 'SGD').getByRole('alert')).toHaveText('must be at least 0; still 0.005');
  await expect.poll(() => hash(page)).toContain('o=sgd,lr=.005&');
  await rate.fill('1e-3');
  await expect.poll(() => hash(page)).toContain('o=sgd,lr=.001&');
});

test('every hyper-parameter has a control, a formula stands above them, and each goes back to its default', async ({
  page,
}) => {
  await visit(page, { hash: two });
  const adam = page.locator('sidestep-lane').nth(1);
  await adam.getByRole('button', { name: 'Adam', exact: true }).click();
  await expect(adam.locator('math').first()).toBeVisible();
  await adam.getByRole('textbox', { name: /second-moment/ }).fill('0.9');
  await expect.poll(() => hash(page)).toContain('beta2=.9');
  await adam.getByRole('button', { name: /Reset .*second-moment/ }).click();
  await expect.poll(() => hash(page)).not.toContain('beta2');
});

test('a lane that diverges says at which step and why, and the others go on', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=sgd,lr=.5&o=adam,lr=.05&steps=120' });
  await finished(page, 120);
  await expect(lane(page, 'SGD').getByRole('status')).toHaveText(/^diverged at step \d+: the loss is infinite at x = /);
  await expect(page.getByRole('row', { name: /Adam/ })).toContainText('finished');
});

test('a function of one variable is drawn as its graph', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=quartic1d&o=sgd,lr=.01&steps=50' });
  await expect(page.locator('sidestep-function-graph canvas.ground')).toBeVisible();
  await finished(page, 50);
  const map = page.locator('canvas.marks');
  await map.hover({ position: { x: 200, y: 100 } });
  await expect(page.locator('.plane .readout')).toBeVisible(); // what answers to a pointer comes after the first step
  await map.click({ position: { x: 200, y: 100 } });
  await expect.poll(() => hash(page)).toContain('start=-');
  await finished(page, 50);
});

test('curves: quantity, axes, enlarging, and the numbers of all lanes under the pointer', async ({ page }) => {
  await visit(page, { hash: two });
  await finished(page, 120);
  for (const name of [
    'gradient norm',
    'distance to minimum',
    'evaluations',
    'seconds',
    'log x',
    'log y',
    'loss',
    'step',
  ])
    await page.locator('.view-curves').getByRole('button', { name, exact: true }).click();
  const over = page.locator('.u-over');
  const readout = page.locator('.curves .readout');
  await expect(async () => {
    await over.hover(); // the chart of the last choice may only now take the place of the one before
    await expect(readout).toContainText('SGD', { timeout: 500 });
  }).toPass();
  await expect(readout).toContainText('Adam');
  const box = await boxOf(over);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 1.5, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Show all', exact: true })).toBeHidden();
});
