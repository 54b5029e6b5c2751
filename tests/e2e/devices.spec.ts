// What readers bring: colours and contrast of their own, the keyboard in little room, larger letters.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { TOY } from './element.ts';
import { cutOff } from './room.ts';
import { finished, visit } from './stage.ts';

const RACE = '#v=1&p=rosenbrock&o=sgd,lr=.001&o=adagrad,lr=.5&o=rmsprop,lr=.02&o=adam,lr=.2&steps=40';

/** The share of a canvas' pixels that have a colour, and the colour of most. */
const inks = (canvas: Locator): Promise<{ most: string; share: number; colours: number }> =>
  canvas.evaluate((it: HTMLCanvasElement) => {
    const { data } = it.getContext('2d')!.getImageData(0, 0, it.width, it.height);
    const counts = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3]! < 255) continue;
      const colour = `${data[i]},${data[i + 1]},${data[i + 2]}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const [most = '', n = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    return { most, share: n / (data.length / 4), colours: counts.size };
  });

/** Letters of another size than 16 pixels, as a reader sets them in the browser. */
async function letters(page: Page, standard: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('Page.setFontSizes', { fontSizes: { standard } });
}

for (const [scheme, ground] of [
  ['light', '255,255,255'],
  ['dark', '0,0,0'],
] as const)
  test(`with a reader's own colours, ${scheme}, the map is lines, and tracks and discs are there`, async ({ page }) => {
    await visit(page, { hash: RACE });
    await finished(page, 40);
    const map = page.locator('canvas.ground');
    expect((await inks(map)).share).toBeLessThan(0.5); // shades
    await page.emulateMedia({ forcedColors: 'active', colorScheme: scheme });
    await expect.poll(async () => (await inks(map)).most).toBe(ground);
    const { share } = await inks(map);
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.99);
    const painted = (what: string, property: string, pseudo?: string): Promise<string> =>
      page
        .locator(what)
        .first()
        .evaluate((it, [name, of]) => getComputedStyle(it, of).getPropertyValue(name!), [property, pseudo] as const);
    const ink = `rgb(${scheme === 'light' ? '0, 0, 0' : '255, 255, 255'})`;
    expect(await painted('.transport .play', 'background-color')).toBe(ink);
    expect(await painted('.time-line', 'background-image')).toContain(ink);
    expect(await painted('.choice[aria-pressed=false]', 'border-bottom-color')).toBe('rgba(0, 0, 0, 0)');
    // Of both themes that the page knows, neither is the reader's: a page that is light by choice is dark here, too.
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await expect.poll(async () => (await inks(map)).most).toBe(ground);
    const slider = await page.locator('.lane-card input[type=range]').first().screenshot();
    await page.addStyleTag({
      content: 'input[type=range]::-webkit-slider-runnable-track { background: none !important }',
    });
    expect((await page.locator('.lane-card input[type=range]').first().screenshot()).equals(slider)).toBe(false);
    await page.emulateMedia({ forcedColors: 'none', colorScheme: scheme });
    await expect.poll(async () => (await inks(map)).share).toBeLessThan(0.5);
  });

test('a frame and the gallery have the reader’s colours, and more contrast where that is asked for', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await page.goto(`./embed.html?lang=en${TOY}`);
  const map = page.locator('canvas.ground');
  await expect.poll(async () => (await inks(map)).most).toBe('0,0,0');
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light', contrast: 'more' });
  await expect.poll(async () => (await inks(map)).most).not.toBe('0,0,0');
  const ink = page.locator('sidestep-race .race');
  await expect(ink).toHaveCSS('color', 'rgb(0, 0, 0)');
  await page.emulateMedia({ contrast: 'no-preference' });
  await expect(ink).toHaveCSS('color', 'rgb(28, 33, 39)');
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await page.goto('./gallery.html?lang=en');
  await expect(page.locator('.gallery h1')).toHaveCSS('color', 'rgb(255, 255, 255)');
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(0, 0, 0)');
});

for (const [width, height] of [
  [412, 823],
  [320, 256],
] as const)
  test(`no focus is hidden under the bar at ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await visit(page, { hash: RACE });
    await finished(page, 40);
    await expect(page.locator('.page-foot')).toBeAttached();
    const covered = (): Promise<string | null> =>
      page.evaluate(() => {
        const at = document.activeElement!;
        const bar = document.querySelector('sidestep-transport')!;
        if (at === document.body) return 'end';
        const [box, top] = [at.getBoundingClientRect(), bar.getBoundingClientRect()];
        const apart = bar.contains(at) || box.bottom <= top.top + 1 || box.top >= top.bottom - 1;
        const seen = box.bottom > 0 && box.top < innerHeight;
        const middle = document.elementFromPoint(
          Math.min(innerWidth - 1, Math.max(1, box.x + box.width / 2)),
          Math.min(innerHeight - 1, Math.max(1, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2)),
        );
        const tall = box.height > innerHeight / 2;
        return seen && (apart || tall) && (bar.contains(at) || !bar.contains(middle))
          ? null
          : `${at.tagName}.${at.className}`;
      });
    for (const key of ['Tab', 'Shift+Tab']) {
      const hidden: string[] = [];
      let stops = 0;
      for (; stops < 120; stops++) {
        await page.keyboard.press(key);
        const what = await covered();
        if (what === 'end') break;
        if (what) hidden.push(what);
      }
      expect(hidden, key).toEqual([]);
      expect(stops).toBeGreaterThan(40);
    }
  });

for (const [width, size] of [
  [412, 24],
  [320, 24],
] as const)
  test(`letters of ${size} px in the browser: nothing is cut off at ${width} px, and nothing scrolls sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 823 });
    await letters(page, size);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const [path, ready] of [
      [`./?lang=en${RACE}`, '.page-foot'],
      ['./gallery.html?lang=en', '.card'],
      [`./embed.html?lang=en&controls=play,lr,lanes,settings${TOY}`, '.settings'],
    ] as const) {
      await page.goto(path);
      await expect(page.locator(ready).first()).toBeVisible();
      await page.waitForTimeout(700);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      expect(await cutOff(page), path).toEqual([]);
    }
    expect(
      await page.locator('.counter').evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize)),
    ).toBeGreaterThan(20);
  });
