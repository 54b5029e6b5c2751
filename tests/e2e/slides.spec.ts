// An element on a slide: what is meant for its controls does not drive the slides, and it is as sharp as it is shown.
import { expect, type Page, test } from '@playwright/test';
import { article, LISTEN } from './element.ts';
import { host, type Site } from './host.ts';

const LINK = '#v=1&amp;p=rosenbrock&amp;o=sgd,lr=.001&amp;o=adam,lr=.05&amp;steps=120&amp;map=-2~2~-1~3';
let site: Site;
test.beforeAll(async () => {
  const race = `<sidestep-race loading="eager" controls="play,lr,settings" config="${LINK}"></sidestep-race>`;
  site = await host({
    pages: {
      '/listen.js': LISTEN,
      '/slides.html': article(
        './sidestep-race.js',
        `<div id="slide" style="width: 900px; transform: scale(.8); transform-origin: 0 0">${race}<p>A slide</p></div>`,
      ),
    },
  });
});
test.afterAll(() => site.close());

async function open(page: Page): Promise<void> {
  await page.goto(`${site.origin}/slides.html`);
  await page.evaluate(() =>
    (document.querySelector('sidestep-race') as HTMLElement & { seek(t: number): unknown }).seek(50),
  );
  await expect(page.locator('.u-over').first()).toBeVisible();
  await expect(page.locator('.field input[type=range]').first()).toBeVisible();
}

test('keys, drags and wheels that were meant for a control drove the slides around it', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    const seen: string[] = [];
    Object.assign(window, { heard, seen });
    for (const type of [
      'keydown',
      'keypress',
      'keyup',
      'wheel',
      'pointerdown',
      'pointerup',
      'touchstart',
      'touchmove',
    ]) {
      document.addEventListener(type, (event) => heard.push(`${type} ${(event as KeyboardEvent).key ?? ''}`.trim()));
      window.addEventListener(type, () => seen.push(type), true);
    }
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
  const race = page.locator('sidestep-race');
  const range = race.locator('.field input[type=range]').first();
  const number = race.locator('.field input.number').first();
  const button = race.locator('sidestep-transport button').first();
  const map = race.locator('canvas.marks');
  const chart = race.locator('.chart').first();
  for (const [control, used, unused] of [
    [range, ['ArrowRight', 'End', 'PageDown'], ['n', ' ', 'Escape']],
    [number, ['1', '.', 'ArrowLeft', 'Backspace', 'Enter', 'Control+a'], ['PageDown', 'F8']],
    [button, [' ', 'Enter'], ['ArrowRight', 'PageDown', 'Escape', 'f']],
    [map, ['ArrowRight', 'ArrowUp', '+', '0'], ['PageDown', ' ', 'Escape']],
    [chart, ['ArrowRight', 'End', '+'], ['PageDown', ' ', 'ArrowDown']],
  ] as const) {
    await control.focus();
    for (const key of used) {
      await page.keyboard.press(key);
      expect(
        (await heard()).filter((it) => !it.endsWith('Control')),
        `${key} on ${control}`,
      ).toEqual([]);
    }
    for (const key of unused) {
      await page.keyboard.press(key);
      expect(await heard(), `${key} on ${control}`).toEqual(
        expect.arrayContaining([`keydown ${key}`.trim(), `keyup ${key}`.trim()]),
      );
    }
  }
  for (const control of [range, map, chart.locator('.u-over')]) {
    await control.hover(); // once it stands still: keys above may have made rows
    const { x, y, width, height } = (await control.boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 20, y + height / 2);
    await page.mouse.up();
    await control.evaluate((it) => {
      for (const type of ['touchstart', 'touchmove'])
        it.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    });
    expect(await heard(), `a drag on ${control}`).toEqual([]);
  }
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen.splice(0));
  await map.hover();
  await seen();
  await page.keyboard.down('Control'); // the wheel alone is the slides'
  await page.mouse.wheel(0, 40);
  await page.keyboard.up('Control');
  await expect.poll(seen).toContain('wheel');
  expect((await heard()).filter((it) => !it.endsWith('Control'))).toEqual([]);
  await page.getByText('A slide').click();
  expect(await heard()).toEqual(['pointerdown', 'pointerup']);
});

test('a slide that a script scales stayed as blurred as before, and is hit where it is shown', async ({ page }) => {
  await open(page);
  const sharp = () =>
    page.evaluate(() =>
      ['canvas.ground', '.uplot canvas'].map((of) => {
        const canvas = document.querySelector('sidestep-race')!.shadowRoot!.querySelector<HTMLCanvasElement>(of)!;
        return canvas.width / canvas.getBoundingClientRect().width / devicePixelRatio;
      }),
    );
  for (const css of ['scale: 2', 'transform: scale(1.6)', 'zoom: 1.5']) {
    await page
      .locator('#slide')
      .evaluate((it, style) => it.setAttribute('style', `width: 900px; transform-origin: 0 0; ${style}`), css);
    await expect.poll(async () => Math.min(...(await sharp())), css).toBeGreaterThan(0.98);
    const { left, top, width, height } = await page
      .locator('canvas.marks')
      .evaluate((it) => it.getBoundingClientRect().toJSON());
    await expect(async () => {
      await page.mouse.move(left + width / 4, top + height / 4);
      await expect(page.locator('.plane .readout')).toContainText(
        /x −(1|1\.0\d*|0?\.99\d*) {2}y (2|2\.0\d*|1\.99\d*) /,
        { timeout: 500 },
      );
    }).toPass();
  }
});

test('a race played behind what hid it, and was over when it was shown', async ({ page }) => {
  const race = `<sidestep-race loading="eager" autoplay config="${LINK}"></sidestep-race>`;
  const hidden = await host({
    pages: {
      '/listen.js': LISTEN,
      '/hidden.html': article(
        './sidestep-race.js',
        `<style>sidestep-race { --sidestep-height: 6rem }</style>
        ${race}<div style="visibility: hidden">${race}</div><div style="opacity: 0">${race}</div>`,
      ),
    },
  });
  try {
    await page.goto(`${hidden.origin}/hidden.html`);
    const step = (n: number) => page.locator('.counter-now').nth(n).textContent();
    await expect.poll(() => step(0), { timeout: 30_000 }).toBe('120');
    expect([await step(1), await step(2)]).toEqual(['0', '0']);
    await page.evaluate(() => {
      for (const place of document.querySelectorAll('div')) place.removeAttribute('style');
    });
    await expect.poll(() => Promise.all([step(1), step(2)]), { timeout: 30_000 }).toEqual(['120', '120']);
  } finally {
    await hidden.close();
  }
});
