import { expect, type Frame, type Page, test } from '@playwright/test';
import { boxOf, finished, hash, visit } from './stage.ts';

/** What a page around ours, or one's own slide, does to a map. */
const around = [
  ['a slide at half size', 'transform: scale(.5)'],
  ['a slide at twice its size', 'transform: scale(2); transform-origin: 0 0'],
  ['zoomed out', 'zoom: .5'],
  ['zoomed in', 'zoom: 1.5'],
  ['turned', 'transform: rotate(8deg)'],
] as const;

const start = async (page: Page): Promise<[number, number]> => {
  const at = /start=([-.\de]+)~([-.\de]+)/.exec(await hash(page));
  return [Number(at?.[1]), Number(at?.[2])];
};

/** The middle of what is shown of an element, in the window. */
const middle = (page: Page, of: string): Promise<{ x: number; y: number }> =>
  page
    .locator(of)
    .first()
    .evaluate((it) => {
      it.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = it.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });

for (const [where, style] of around) {
  test(`a click at the middle of a map sets the start there, ${where}`, async ({ page }) => {
    await visit(page, { hash: '#v=1&p=ravine&o=adam,lr=.05&steps=20' });
    await finished(page, 20);
    await page.evaluate((css) => {
      document.body.style.cssText = css;
    }, style);
    await page.waitForTimeout(500); // the page is laid out anew
    const { x, y } = await middle(page, 'canvas.marks');
    await page.mouse.move(x - 3, y);
    await page.mouse.down();
    await page.mouse.move(x, y);
    await page.mouse.up();
    await expect.poll(async () => (await start(page)).every((value) => Math.abs(value) < 0.05)).toBe(true);
    await page.mouse.wheel(0, -240); // the point under the pointer stays
    await page.mouse.move(x + 1, y);
    await expect(page.locator('.plane .readout')).toContainText(/x [−.\d]+/);
    // Within a twentieth of the middle, or so near that it is written as a power of ten.
    await expect(page.locator('.plane .readout')).toContainText(/x −?(0(\.0[0-5]\d*)?|[\d.]+×10⁻\S+) /);
  });
}

const SQUARE = '#v=1&p=rosenbrock&o=sgd,lr=.001&o=adam,lr=.05&steps=120&map=-2~2~-1~3';
/** What the map says of the place under the pointer, and how far across the chart its cursor is. */
const pointed = (frame: Page | Frame) => ({
  readout: frame.locator('.plane .readout'),
  cursor: () =>
    frame
      .locator('.u-cursor-x')
      .first()
      .evaluate((line) => new DOMMatrix(getComputedStyle(line).transform).e / line.parentElement!.clientWidth),
});

test('a page that is enlarged by a pinch: places on map and chart are those under the pointer', async ({ page }) => {
  await visit(page, { hash: SQUARE });
  await finished(page, 120);
  await expect(page.locator('.u-over').first()).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
  await expect.poll(() => page.evaluate(() => visualViewport?.scale)).toBe(2);
  const { readout, cursor } = pointed(page);
  const quarter = async (of: string) => {
    const [x, y] = await page
      .locator(of)
      .first()
      .evaluate((it) => {
        it.scrollIntoView({ block: 'start', inline: 'start' });
        const { left, top, width, height } = it.getBoundingClientRect();
        const { offsetLeft = 0, offsetTop = 0 } = visualViewport ?? {};
        return [left + width / 4 - offsetLeft, top + height / 4 - offsetTop] as const;
      });
    await devtools.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
  };
  await quarter('canvas.marks');
  await expect(readout).toContainText(/x −(1|1\.0\d*|0?\.99\d*) {2}y (2|2\.0\d*|1\.99\d*) /);
  await quarter('.u-over');
  await expect.poll(cursor).toBeCloseTo(0.25, 2);
});

test('a frame in a page that is scaled or zoomed: places on map and chart are those under the pointer', async ({
  page,
}) => {
  for (const css of [
    'transform: scale(.6); transform-origin: 0 0',
    'zoom: 1.4',
    'zoom: 1.3; transform: scale(.8); transform-origin: 0 0',
  ]) {
    await page.goto('./embed.html');
    const src = `embed.html?view=trajectory,loss${SQUARE}`;
    await page.setContent(
      `<body style="margin: 0"><div style="${css}"><iframe src="${src}" width="560" height="700" style="border: 0"></iframe></div>`,
    );
    await expect(page.frameLocator('iframe').locator('.u-over').first()).toBeVisible();
    const frame = page.frames()[1]!;
    const { readout, cursor } = pointed(frame);
    /** How much larger the frame is shown than its own pixels. */
    const scale = await page.locator('iframe').evaluate((it) => it.getBoundingClientRect().width / 560);
    const quarter = async (of: string) => {
      const { left, top, width, height } = await frame
        .locator(of)
        .first()
        .evaluate((it) => it.getBoundingClientRect().toJSON());
      await page.mouse.move((left + width / 4) * scale, (top + height / 4) * scale);
    };
    await expect(async () => {
      await quarter('canvas.marks');
      await expect(readout).toContainText(/x −(1|1\.0\d*|0?\.99\d*) {2}y (2|2\.0\d*|1\.99\d*) /, { timeout: 500 });
    }).toPass();
    await expect(async () => {
      await quarter('.u-over');
      expect(await cursor()).toBeCloseTo(0.25, 1);
    }).toPass();
  }
});

test('a map that is shown larger than it is has the pixels for that', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=adam,lr=.05&steps=20' });
  await finished(page, 20);
  const sharp = (): Promise<number> =>
    page
      .locator('canvas.ground')
      .evaluate((it) => (it as HTMLCanvasElement).width / it.getBoundingClientRect().width / devicePixelRatio);
  for (const css of ['transform: scale(2); transform-origin: 0 0', 'zoom: 1.5']) {
    await page.evaluate((style) => {
      document.body.style.cssText = style;
      window.dispatchEvent(new Event('resize'));
    }, css);
    await expect.poll(sharp).toBeGreaterThan(0.98);
  }
});

test('on a page that is written from right to left, ten below zero is −10 and not 10−', async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      document.documentElement.dir = 'rtl';
    });
    const { fillText } = CanvasRenderingContext2D.prototype;
    const drawn: string[] = [];
    Object.assign(window, { drawn });
    CanvasRenderingContext2D.prototype.fillText = function (this: CanvasRenderingContext2D, text, ...at) {
      const inherited = this.canvas.isConnected ? getComputedStyle(this.canvas).direction : 'ltr';
      if (String(text).includes('−')) drawn.push(this.direction === 'inherit' ? inherited : this.direction);
      return fillText.call(this, text, ...at);
    };
  });
  await visit(page, { hash: '#v=1&p=quartic1d&o=sgd,lr=.01&steps=20' });
  await finished(page, 20);
  const drawn = await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
  expect(drawn.length).toBeGreaterThan(3);
  expect(new Set(drawn)).toEqual(new Set(['ltr']));
});

test('"Show everything" shows a lane that is far from where the map begins; until then the edge tells of it', async ({
  page,
}) => {
  // From 0 Adam goes down to the left, out of the box.
  await visit(page, { hash: '#v=1&p=formula,f=x%2B.1*y^2,start=0~0&o=adam,lr=.1&o=sgd,lr=3&steps=100' });
  await finished(page, 100);
  const seen = (): Promise<{ x: [number, number]; marks: number }> =>
    page.locator('sidestep-contour-map').evaluate((it) => {
      const { view } = it as unknown as { view: { box: { x: [number, number] } } };
      const [, ...px] = (it.querySelector('canvas.marks') as HTMLCanvasElement)
        .getContext('2d')!
        .getImageData(0, 0, 30 * devicePixelRatio, 4000).data;
      return { x: view.box.x, marks: px.filter((value, i) => i % 4 === 2 && value > 0).length };
    });
  const before = await seen();
  expect(before.x[0]).toBeGreaterThan(-9);
  expect(before.marks, 'marked at the left edge').toBeGreaterThan(50);
  await page.getByRole('button', { name: /^Show everything/ }).click();
  await expect.poll(async () => (await seen()).x[0]).toBeLessThan(-10);
  await expect.poll(async () => (await seen()).marks).toBe(0);
});

test('while the start is dragged no number goes away', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine&o=sgd,lr=.005&o=adam,lr=.05&o=rmsprop,lr=.01&steps=100' });
  await finished(page, 100);
  await page.evaluate(() => {
    const gone: string[] = [];
    Object.assign(window, { gone });
    const texts = (): string =>
      [...document.querySelectorAll('.lane-loss, .live td, .counter-now, .fair summary')]
        .map((it) => it.textContent!.trim())
        .join('|');
    const look = (): void => {
      const now = texts();
      if (/(^|\|)(–|0|)(\||$)/.test(now) || document.querySelector('.fair.waiting')) gone.push(now);
      requestAnimationFrame(look);
    };
    look();
  });
  const box = await boxOf(page.locator('canvas.marks'));
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  await page.mouse.down();
  for (let i = 0; i < 20; i++) await page.mouse.move(box.x + box.width / 2 + 4 * i, box.y + box.height / 3);
  await page.mouse.up();
  await finished(page, 100);
  const gone = await page.evaluate(() => (window as unknown as { gone: string[] }).gone);
  expect(gone).toEqual([]);
});
