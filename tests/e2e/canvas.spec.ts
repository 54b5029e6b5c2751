// Every canvas has the pixels of the device that show it: with others its lines are blurred.
import { expect, type Page, test } from '@playwright/test';
import { visit } from './stage.ts';

interface Sharpness {
  name: string;
  has: string;
  shown: string;
}

/** Every canvas on the page, also of races in an article, or of one part: its pixels, and those of its content box as the browser tells them. */
const canvases = (page: Page, part: string): Promise<Sharpness[]> =>
  page.evaluate(async (part) => {
    const roots: ParentNode[] = [...document.querySelectorAll(part)];
    for (const race of document.querySelectorAll('sidestep-race')) if (race.shadowRoot) roots.push(race.shadowRoot);
    const all = roots.flatMap((root) => [...root.querySelectorAll('canvas')]);
    const seen = all.filter((canvas) => canvas.clientWidth > 0);
    const told = await new Promise<ResizeObserverEntry[]>((resolve) => {
      const entries: ResizeObserverEntry[] = [];
      const observer = new ResizeObserver((some) => {
        entries.push(...some);
        if (entries.length < seen.length) return;
        observer.disconnect();
        resolve(entries);
      });
      for (const canvas of seen) observer.observe(canvas, { box: 'device-pixel-content-box' });
      if (seen.length === 0) resolve([]);
    });
    return told.map(({ target, contentRect, devicePixelContentBoxSize: [size] }) => {
      const { className, width, height, parentElement } = target as HTMLCanvasElement;
      const name = `${parentElement?.closest('[class]')?.className} ${className}`.trim();
      // Of a device that is emulated the browser tells its own pixels.
      const counted = [contentRect.width, contentRect.height].map((side) => Math.round(side * devicePixelRatio));
      const shown = devicePixelRatio === 1 ? [size!.inlineSize, size!.blockSize] : counted;
      return { name, has: `${width}×${height}`, shown: shown.join('×') };
    });
  }, part);

async function sharp(page: Page, least: number, part: string): Promise<void> {
  await expect(async () => {
    const all = await canvases(page, part);
    expect(all.length).toBeGreaterThanOrEqual(least);
    expect(all.filter(({ has, shown }) => has !== shown)).toEqual([]);
  }).toPass();
}

/** Another monitor: no canvas has another size in CSS pixels. Of a ratio alone an emulated device tells the page nothing, as a real one does. */
async function ratios(page: Page, least: number, part = 'body'): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const devtools = await page.context().newCDPSession(page);
  for (const [i, deviceScaleFactor] of [1, 1.5, 2, 1].entries()) {
    const device = { width, height: height + (i % 2), deviceScaleFactor, mobile: false };
    await devtools.send('Emulation.setDeviceMetricsOverride', device);
    await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(deviceScaleFactor);
    await sharp(page, least, part);
  }
}

const ended = (page: Page, step: number): Promise<void> =>
  expect(page.locator('.counter-now').first()).toHaveText(String(step), { timeout: 20_000 });

for (const [what, hash, step, least] of [
  ['a surface', '#v=1&p=ravine&o=adam,lr=.05&steps=30', 30, 4],
  ['a function of one parameter', '#v=1&p=quartic1d&o=sgd,lr=.01&steps=20', 20, 4],
  ['decision regions', '#v=1&p=spirals&o=adam,lr=.01&o=sgd,lr=.1&steps=40', 40, 3],
  ['a step with its numbers', '#v=1&p=rosenbrock&o=adam,lr=.05&steps=30&view=step', 30, 4],
  ['what a network sees', '#v=1&p=spirals&o=adam,lr=.01&steps=40&view=network', 40, 1],
] as const)
  test(`lines stayed blurred when a page moved to another monitor: ${what}`, async ({ page }) => {
    await visit(page, { hash });
    await ended(page, step);
    if (!hash.includes('view=')) await expect(page.locator('.uplot canvas').first()).toBeVisible();
    await ratios(page, least);
  });

test('lines of races in an article of any width were blurred', async ({ page }) => {
  await page.setViewportSize({ width: 631, height: 720 }); // no width in it is whole
  await page.goto('./examples/ravine.en.html');
  await expect(page.locator('sidestep-race .uplot canvas').first()).toBeVisible({ timeout: 20_000 });
  await ratios(page, 4);
});

test('pictures of the gallery were blurred', async ({ page }) => {
  await page.setViewportSize({ width: 1283, height: 720 }); // no card is a whole number of pixels wide
  await page.emulateMedia({ reducedMotion: 'reduce' }); // at once at its end, after which nothing is drawn by itself
  await page.goto('./gallery.html?lang=en');
  const picture = page.locator('#ravine-10 sidestep-thumb');
  await picture.scrollIntoViewIfNeeded();
  await expect(picture.locator('img')).toHaveCount(0, { timeout: 20_000 });
  await page.waitForTimeout(1500);
  await ratios(page, 3, '#ravine-10');
});
