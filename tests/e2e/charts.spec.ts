import { expect, type Page, test } from '@playwright/test';
import { boxOf, finished, visit } from './stage.ts';

/** Notes what is written on charts, from the next drawing on. */
async function written(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    (window as unknown as { written: string[] }).written = [];
  });
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: width - 8, height }); // in another size it is drawn anew
  const texts = (): Promise<string[]> => page.evaluate(() => (window as unknown as { written: string[] }).written);
  await expect.poll(async () => (await texts()).length).toBeGreaterThan(3);
  return texts();
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const notes = window as unknown as { written?: string[] };
    const { prototype } = CanvasRenderingContext2D;
    const write = prototype.fillText;
    prototype.fillText = function (text, x, y) {
      if (this.canvas.closest('.chart')) notes.written?.push(text);
      write.call(this, text, x, y);
    };
  });
});

const drag = async (page: Page, from: number, to: number): Promise<void> => {
  const box = await boxOf(page.locator('.u-over'));
  const [y, at] = [box.y + box.height / 2, (share: number): number => box.x + box.width * share];
  await page.mouse.move(at(from), y);
  await page.mouse.down();
  await page.mouse.move(at((from + to) / 2), y, { steps: 3 });
  await page.mouse.move(at(to), y, { steps: 3 });
  await page.mouse.up();
};

test('a race that begins at its minimum does not freeze the page', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=quartic1d,start=-2.903534&o=sgd,lr=.01&steps=100' });
  await finished(page, 100);
  await expect(page.locator('.u-over')).toBeVisible();
  expect((await written(page)).length).toBeLessThan(60);
});

test('a tail that flickers in the last place can be enlarged without end', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=quartic1d&o=sgd,lr=.01,momentum=.9&steps=600' });
  await finished(page, 600);
  await expect(page.locator('.u-over')).toBeVisible();
  for (let i = 0; i < 4; i++) {
    await drag(page, 0.8, 0.97);
    await expect(page.getByRole('button', { name: 'Show all', exact: true })).toBeVisible();
  }
  const texts = await written(page);
  expect(new Set(texts).size).toBeGreaterThan(3);
  expect(texts.length).toBeLessThan(60);
});

test('a lane that explodes beside others leaves them ticks and a range of their own', async ({ page }) => {
  await visit(page, {
    hash: '#v=1&p=noisy_quadratic,start=0~0,noise=1&o=sgd,lr=5&o=sgd,lr=.1&o=adam,lr=.1&steps=600',
  });
  await expect(page.locator('.counter-now')).toHaveText('600', { timeout: 30_000 });
  const texts = await written(page);
  expect(texts).toContain('0.01');
  expect(texts.filter((text) => /10[⁴⁵⁶⁷⁸⁹]|10[¹²]/.test(text))).toEqual([]);
});

test('what was dragged over stays on show, up and down as well, when there is something new to draw', async ({
  page,
}) => {
  await visit(page, { hash: '#v=1&p=quartic1d&o=sgd,lr=.01,momentum=.9&steps=60' });
  await finished(page, 60);
  const box = await boxOf(page.locator('.u-over'));
  const [x, y] = [box.x + box.width / 2, (share: number): number => box.y + box.height * share];
  await page.mouse.move(x, y(0.4));
  await page.mouse.down();
  await page.mouse.move(x + 2, y(0.5), { steps: 3 });
  await page.mouse.move(x + 2, y(0.6), { steps: 3 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Show all', exact: true })).toBeVisible();
  const first = new Set(await written(page)); // it may be drawn more than once
  expect(first).not.toContain('−50');
  expect(first).toContain('−30');
  expect(new Set(await written(page))).toEqual(first);
});

for (const [name, style] of Object.entries({
  'half of its size': 'transform: scale(.5); transform-origin: 0 0',
  'a larger size': 'transform: scale(1.25); transform-origin: 0 0',
  'zoom: .5': 'zoom: .5',
  'zoom: 1.5': 'zoom: 1.5',
})) {
  test(`on a slide that is shown at ${name} the chart is read, dragged and sharp`, async ({ page }) => {
    await visit(page, { hash: '#v=1&p=rosenbrock&o=sgd,lr=.001&steps=50' });
    await finished(page, 50);
    const over = page.locator('.u-over');
    await expect(over).toBeVisible();
    await page.evaluate((css) => {
      document.body.style.cssText += `;${css}`;
    }, style);
    await over.scrollIntoViewIfNeeded();
    const readout = page.locator('.curves .readout');
    await expect(async () => {
      const box = await boxOf(over);
      await page.mouse.move(box.x + box.width * 0.5 - 1, box.y + box.height / 2);
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
      await expect(readout).toContainText('step 25', { timeout: 500 });
    }).toPass();
    await drag(page, 0.2, 0.6);
    const texts = await written(page);
    expect(texts).toContain('20');
    for (const outside of ['5', '40', '50']) expect(texts).not.toContain(outside);
    const [pixels, shown] = await page.locator('.chart canvas').evaluate((canvas: HTMLCanvasElement) => {
      return [canvas.width, canvas.getBoundingClientRect().width];
    });
    expect(pixels).toBeGreaterThan(shown - 2);
  });
}

test('a chart is drawn anew when the pixel ratio of the screen changes', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=rosenbrock&o=sgd,lr=.001&steps=50' });
  await finished(page, 50);
  const canvas = page.locator('.chart canvas');
  await expect(canvas).toBeVisible();
  const screen = await page.context().newCDPSession(page);
  for (const deviceScaleFactor of [2, 1.5, 1]) {
    await screen.send('Emulation.setDeviceMetricsOverride', {
      width: 1280,
      height: 720,
      deviceScaleFactor,
      mobile: false,
    });
    await page.evaluate(() => dispatchEvent(new Event('resize'))); // real screens tell by themselves
    await expect
      .poll(() => canvas.evaluate((it: HTMLCanvasElement) => it.width / it.clientWidth))
      .toBeCloseTo(deviceScaleFactor, 1);
  }
});

test('on a page from right to left −10 is not written 10−', async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      document.documentElement.dir = 'rtl';
    });
  });
  await visit(page, { hash: '#v=1&p=quartic1d&o=sgd,lr=.01&steps=20' });
  await finished(page, 20);
  await page.locator('.u-over').hover();
  for (const place of [
    '.chart canvas',
    '.plane canvas',
    '.curves .readout',
    '.lane-loss',
    '.live td',
    'input.number',
  ]) {
    expect(
      await page
        .locator(place)
        .first()
        .evaluate((it) => getComputedStyle(it).direction),
      place,
    ).toBe('ltr');
  }
});

test('the chart of test accuracy holds the first measurement of every lane', async ({ page }) => {
  test.slow();
  await visit(page, { hash: '#v=1&p=network&o=sgd&steps=200' });
  await expect(page.locator('.counter-now')).toHaveText('200', { timeout: 60_000 });
  await page.locator('sidestep-quantity-curves .u-over').hover();
  let percents: number[] = []; // of a drawing of both charts: one of the other alone has none
  await expect
    .poll(async () => {
      const texts = (await written(page)).filter((text) => text.endsWith('%'));
      percents = texts.map((text) => Number(text.slice(0, -2)));
      return percents.length;
    })
    .toBeGreaterThan(0);
  const box = await boxOf(page.locator('sidestep-quantity-curves .u-over'));
  await page.mouse.move(box.x + 1, box.y + 20);
  const first = Number(/([\d.]+) ?%/.exec(await page.locator('sidestep-quantity-curves .readout').innerText())?.[1]);
  expect(Math.min(...percents)).toBeLessThanOrEqual(first + 10);
});

test('what has not changed is not drawn again', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=rosenbrock,noise=.5&o=sgd,lr=.0005&o=adam,lr=.02&steps=3000&speed=0' });
  await finished(page, 3000);
  const strokes = (change: 'map' | 'chart') =>
    page.evaluate(async (change) => {
      const { stage } = document.querySelector('sidestep-app') as never as { stage: { look(part: object): void } };
      const real = CanvasRenderingContext2D.prototype.stroke;
      let count = 0;
      CanvasRenderingContext2D.prototype.stroke = function (this: CanvasRenderingContext2D, ...args: never[]) {
        if (this.canvas.closest('.chart')) count++;
        return (real as (...args: never[]) => void).apply(this, args);
      };
      for (const end of [3, 2.5, 2]) {
        stage.look({ [change]: change === 'map' ? [-end, end, -end, end] : [0, 1000 * end - 100] });
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
      CanvasRenderingContext2D.prototype.stroke = real;
      return count;
    }, change);
  await expect.poll(() => strokes('map')).toBe(0);
  expect(await strokes('chart')).toBeGreaterThan(0);
});
