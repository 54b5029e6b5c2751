import { expect, test } from '@playwright/test';
import { boxOf, finished, visit } from './stage.ts';

test('the page speaks Chinese when asked, and remembers a choice', async ({ page }) => {
  await visit(page, { lang: 'zh' });
  await expect(page.getByText('让优化器公平赛跑')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await page.getByRole('combobox', { name: '语言' }).selectOption('en');
  await expect(page.getByText('Race optimizers fairly')).toBeVisible();
  await page.goto('./');
  await expect(page.getByText('Race optimizers fairly')).toBeVisible();
});

test('light, dark, or system has it', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await visit(page, {});
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.getByRole('button', { name: 'Theme: system' }).click();
  expect(await ground()).not.toBe(dark);
  await page.getByRole('button', { name: 'Theme: light' }).click();
  expect(await ground()).toBe(dark);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
});

for (const width of [375, 360]) {
  test(`on a phone of ${width} px nothing is cut off: map first, transport at hand, lanes below`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await visit(page, {});
    for (const problem of ['Rosenbrock', 'MNIST digits']) {
      await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: problem });
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: 'Rosenbrock' });
    const y = async (selector: string) => (await boxOf(page.locator(selector).first())).y;
    expect(await y('canvas.marks')).toBeLessThan(300);
    expect(await y('sidestep-transport')).toBeLessThan(740);
    expect(await y('sidestep-lanes')).toBeGreaterThan(740);
  });
}

test.describe('with fingers', () => {
  test.use({ hasTouch: true, viewport: { width: 375, height: 740 } });

  test('a tap sets the start, and one finger on the map scrolls the page', async ({ page }) => {
    await visit(page, { hash: '#v=1&p=ravine&o=adam,lr=.05&steps=50' });
    await finished(page, 50);
    const box = await boxOf(page.locator('canvas.marks'));
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 4);
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('start=');
    expect(await page.locator('canvas.marks').evaluate((map) => getComputedStyle(map).touchAction)).toBe('pan-y');
  });
});

test('a strict content-security policy is enough', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'";
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await visit(page, { hash: '#v=1&p=rosenbrock&o=sgd,lr=.001&o=adam,lr=.1&steps=80' });
  await finished(page, 80);
  await page.getByRole('button', { name: 'Adam', exact: true }).click();
  await expect(page.locator('.lane-more math').first()).toBeVisible();
  await page.locator('.u-over').hover();
  expect(refused).toEqual([]);
});

test('reduced motion starts paused', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, {});
  await finished(page, 0);
});

test('without WebAssembly the page says so', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('./?lang=en');
  await expect(page.getByRole('alert').filter({ hasText: 'Sidestep could not start' })).toBeVisible({
    timeout: 20_000,
  });
});

test('the picture for the README', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await visit(page, {});
  await finished(page, 400);
  await page.waitForTimeout(600); // the fine level sets
  await page.screenshot({ path: 'docs/images/page.png', fullPage: true });
});
