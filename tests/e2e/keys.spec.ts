import { expect, type Page, test } from '@playwright/test';
import { counter, finished, hash, visit } from './stage.ts';

const two = '#v=1&p=ravine&o=sgd,lr=.005&o=adam,lr=.05&steps=120';

/** Escape is the browser's own key of a dialog: a busy one may drop it, and what is pressed next would go to the dialog. */
async function closed(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden({ timeout: 2000 });
  }).toPass();
}

test('keys of a single character can be switched off, and stay off', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: two });
  await finished(page, 0);
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Enable single-key shortcuts' }).uncheck();
  await closed(page);
  for (const key of ['Space', 'ArrowRight', 'r', '?']) await page.keyboard.press(key);
  await page.waitForTimeout(400);
  await expect(counter(page)).toHaveText('0');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.reload();
  await finished(page, 0);
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(300);
  await expect(counter(page)).toHaveText('0');
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.getByRole('checkbox', { name: 'Enable single-key shortcuts' }).check();
  await closed(page);
  await page.keyboard.press('ArrowRight');
  await finished(page, 1);
});

test('an arrow key scrolls what can be scrolled, and does not step', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 375, height: 740 });
  await visit(page, { hash: two });
  await finished(page, 0);
  const table = page.locator('.table-scroll');
  await table.focus();
  expect(await table.evaluate((it) => it.scrollWidth > it.clientWidth)).toBe(true);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => table.evaluate((it) => it.scrollLeft)).toBeGreaterThan(0);
  await page.getByRole('slider', { name: 'Speed' }).press('ArrowRight');
  await expect(counter(page)).toHaveText('0');
});

test('the map says what it is, what its keys do and where the start goes', async ({ page }) => {
  await visit(page, { hash: two });
  await finished(page, 120);
  const map = page.getByRole('application', { name: 'Ravine: the paths of all lanes' });
  await expect(map).toHaveAttribute('aria-roledescription', 'map');
  await expect(map).toHaveAccessibleDescription(/^Arrow keys move the start.* Start at −1\.5, 0\.8\.$/);
  await map.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => hash(page)).toContain('start=');
  await expect(page.getByRole('status').filter({ hasText: /^Start at −1\.\d+, 0\.8\.$/ })).toHaveCount(1);
});

test('the badge says by what it was computed, and long counts fit on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 740 });
  await visit(page, { hash: '#v=1&p=ravine&o=adam,lr=.05&steps=20000' });
  await finished(page, 20000);
  const right = await page.locator('.counter').evaluate((it) => {
    const range = document.createRange();
    range.selectNodeContents(it);
    return range.getBoundingClientRect().right;
  });
  expect(right).toBeLessThanOrEqual(375 - 12);
  await page.locator('.fair summary').click();
  await expect(page.locator('.fair-more')).toContainText('128-bit SIMD');
});

test('the curves are read and enlarged with the keyboard alone', async ({ page }) => {
  await visit(page, { hash: two });
  await finished(page, 120);
  const chart = page.locator('.view-loss .chart, .chart').first();
  const readout = page.locator('.curves .readout').first();
  const whole = page.locator('.curves').first().getByRole('button', { name: 'Show all' });
  await expect(chart.locator('.u-over')).toBeVisible(); // what draws it comes when the page is there
  await chart.focus();
  await page.keyboard.press('End');
  await expect(readout).toContainText('120');
  await expect(readout).toHaveAttribute('aria-hidden', 'false');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(readout).not.toContainText('120');
  await expect(whole).toBeHidden();
  const last = page.locator('.chart').first();
  const before = await last.screenshot();
  await page.keyboard.press('+');
  await expect(whole).toBeVisible();
  await expect.poll(async () => (await last.screenshot()).equals(before)).toBe(false);
  await page.keyboard.press('0');
  await expect(whole).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(readout).toBeHidden();
  await expect(counter(page)).toHaveText('120'); // none of it stepped the race
});

test('the map is moved with Alt and the arrows', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, { hash: two });
  await finished(page, 0);
  const map = page.getByRole('application').first();
  await map.focus();
  const before = { at: await hash(page), shown: await page.locator('canvas.ground').screenshot() };
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await page.locator('canvas.ground').screenshot()).equals(before.shown)).toBe(false);
  // The link says which piece is looked at; the race is the same.
  await expect.poll(() => hash(page)).toBe(`${before.at}&map=-1.924~2.076~-2~2`);
});
