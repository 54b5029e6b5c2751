import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { TOY } from './element.ts';
import { boxOf, finished, hash, visit } from './stage.ts';

test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

type Point = [x: number, y: number];

/** Fingers that go from some places to others, as the browser hears of them. */
async function drag(client: CDPSession, from: Point[], to: Point[], steps = 8): Promise<void> {
  const touchPoints = (share: number) =>
    from.map(([x, y], id) => ({ id, x: x + (to[id]![0] - x) * share, y: y + (to[id]![1] - y) * share }));
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: touchPoints(0) });
  for (let i = 1; i <= steps; i++)
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: touchPoints(i / steps) });
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const start = async (page: Page): Promise<Point> => {
  const [x, y] = /start=([-.\d]+)~([-.\d]+)/
    .exec(await hash(page))!
    .slice(1)
    .map(Number);
  return [x!, y!];
};

/** The start once it stands still: the link says it a moment after the finger. */
const standing = async (page: Page): Promise<Point> => {
  let now = await start(page);
  for (let before: Point | undefined; before?.join() !== now.join(); now = await start(page)) {
    before = now;
    await page.waitForTimeout(800);
  }
  return now;
};

test('a finger drags the start, two zoom the map, and one elsewhere moves nothing', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine,start=-1~.5&o=adam,lr=.05&steps=30' });
  await finished(page, 30);
  // What stands over the bar has its own taps.
  const bar = await boxOf(page.locator('.transport'));
  const onTimeLine = (y: number): Promise<boolean> =>
    page.evaluate((at) => !!document.elementFromPoint(200, at)?.matches('.time-line'), bar.y + y);
  expect(await onTimeLine(-6)).toBe(false);
  expect(await onTimeLine(8)).toBe(true);

  const map = page.locator('canvas.marks');
  await map.scrollIntoViewIfNeeded();
  const box = await boxOf(map);
  const client = await page.context().newCDPSession(page);
  // A tap says where a place of the plane is on the glass.
  const at: Point = [box.x + box.width * 0.3, box.y + box.height * 0.4];
  await page.touchscreen.tap(...at);
  await expect.poll(() => hash(page)).not.toContain('start=-1~.5');
  const before = await start(page);
  const to: Point = [at[0] + 90, at[1] + 50];
  await drag(client, [at], [to]);
  await expect.poll(async () => (await start(page))[0]).toBeGreaterThan(before[0]);
  const after = await standing(page);
  expect(after[1]).toBeLessThan(before[1]);
  const perPixel = (after[0] - before[0]) / 90;
  expect((before[1] - after[1]) / 50 / perPixel).toBeGreaterThan(0);

  // Elsewhere one finger scrolls the page, and leaves the start.
  const scrolled = await page.evaluate(() => scrollY);
  await drag(client, [[to[0] - 80, to[1] + 60]], [[to[0] - 80, to[1] - 60]]);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled);
  expect(await start(page)).toEqual(after);
  await page.evaluate(() => scrollTo(0, 0));

  // Twice as far apart: a pixel is worth half as much, around the fingers' middle.
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  await drag(
    client,
    [
      [cx - 40, cy],
      [cx + 40, cy],
    ],
    [
      [cx - 80, cy],
      [cx + 80, cy],
    ],
  );
  expect(await start(page)).toEqual(after); // two fingers never set it
  await page.touchscreen.tap(cx - 50, cy);
  await expect.poll(() => start(page)).not.toEqual(after);
  const left = await standing(page);
  await page.touchscreen.tap(cx + 50, cy);
  await expect.poll(() => start(page)).not.toEqual(left);
  const zoomed = ((await standing(page))[0] - left[0]) / 100;
  expect(zoomed / perPixel).toBeGreaterThan(0.4);
  expect(zoomed / perPixel).toBeLessThan(0.6);
});

/** The same, but the browser takes the fingers away at the end. */
async function interrupted(client: CDPSession, from: Point, to: Point): Promise<void> {
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: from[0], y: from[1] }] });
  for (const share of [0.3, 0.6, 1]) {
    const [x, y] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
}

test('a swipe that began on a slider set the learning rate', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine,start=-1~.5&o=adam,lr=.05&o=sgd,lr=.01&steps=30' });
  await finished(page, 30);
  const [link, entries] = [await hash(page), await page.evaluate(() => history.length)];
  const client = await page.context().newCDPSession(page);
  const sliders = page.locator('sidestep-lane input[type=range]');
  const values = (): Promise<string[]> => sliders.evaluateAll((all) => all.map((it) => (it as HTMLInputElement).value));
  const before = await values();
  /** Places on a slider, by their share of its width. */
  const on = async (i: number, share: number): Promise<Point> => {
    await sliders.nth(i).evaluate((it) => it.scrollIntoView({ block: 'center' }));
    const { x, y, width, height } = await boxOf(sliders.nth(i));
    return [x + width * share, y + height / 2];
  };
  const nothing = async (): Promise<void> => {
    await page.waitForTimeout(600); // the link is written a moment later
    expect(await values()).toEqual(before);
    expect(await hash(page)).toBe(link);
    expect(await page.evaluate(() => history.length)).toBe(entries);
  };
  for (const i of [0, 1]) {
    const [x, y] = await on(i, 0.2);
    const scrolled = await page.evaluate(() => scrollY);
    await drag(client, [[x, y]], [[x - 12, y - 160]]);
    await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(scrolled);
    await nothing();
  }
  // Something takes the finger away in the midst of a drag.
  await interrupted(client, await on(0, 0.3), await on(0, 0.8));
  await nothing();
  const map = page.locator('canvas.marks');
  await map.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = await boxOf(map);
  const at: Point = [x + width * 0.4, y + height * 0.4];
  await page.touchscreen.tap(...at);
  await expect.poll(() => hash(page)).not.toContain('start=-1~.5');
  const tapped = await standing(page);
  await interrupted(client, at, [at[0] + 60, at[1] + 40]);
  expect(await standing(page)).toEqual(tapped);
  expect(await page.evaluate(() => history.length)).toBe(entries + 1);
  // A drag along it, and a tap, set it and make an entry each.
  await drag(client, [await on(0, 0.3)], [await on(0, 0.7)]);
  await expect.poll(() => hash(page)).not.toContain('adam,lr=.05&');
  const dragged = await hash(page);
  await page.touchscreen.tap(...(await on(1, 0.25)));
  await expect.poll(() => hash(page)).not.toBe(dragged);
  expect(await page.evaluate(() => history.length)).toBe(entries + 3);
});

test('a swipe that began on a slider of a frame scrolls alone, on the time line as well', async ({ page }) => {
  await page.goto(`./embed.html?lang=en&controls=play,lr&view=trajectory&autoplay${TOY}`);
  const [rate, line] = [page.locator('.field input[type=range]').first(), page.locator('.time-line')];
  await expect(rate).toBeVisible();
  await expect(page.locator('.counter-now')).toHaveText('120', { timeout: 20_000 });
  const client = await page.context().newCDPSession(page);
  for (const slider of [line, rate]) {
    await slider.evaluate((it) => it.scrollIntoView({ block: 'center' }));
    const [{ x, y, width, height }, before] = [await boxOf(slider), await slider.inputValue()];
    await drag(client, [[x + width * 0.3, y + height / 2]], [[x + width * 0.3, y - 150]]);
    await page.waitForTimeout(300);
    expect(await slider.inputValue()).toBe(before);
  }
  await expect(page.locator('.counter-now')).toHaveText('120');
});

test('the numbers beside the pointer were cut at the left of a narrow map', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await visit(page, { hash: '#v=1&p=beale&o=adam,lr=.1&o=sgd,lr=.001&steps=60' });
  await finished(page, 60);
  const map = page.locator('canvas.marks');
  await map.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = await boxOf(map);
  const readout = page.locator('.plane .readout');
  for (const share of [0.02, 0.3, 0.5, 0.6, 0.97]) {
    await page.mouse.move(x + width * share, y + height * 0.3);
    await expect(readout).toContainText('x ');
    await expect(async () => {
      const box = await boxOf(readout);
      expect(box.x).toBeGreaterThanOrEqual(x - 1);
      expect(box.x + box.width).toBeLessThanOrEqual(x + width + 1);
    }).toPass({ timeout: 5000 });
  }
});

for (const path of [
  './?lang=en',
  `./?race=beale&lang=zh${TOY}`,
  './?lang=zh#v=1&p=network,train=1000,test=200&o=sgd,lr=.1&o=adam,lr=.003&steps=20',
  './gallery.html?lang=en',
  './gallery.html?lang=zh',
  `./embed.html?lang=en&controls=play,lr,problem,lanes,settings,fair&view=trajectory,loss,table${TOY}`,
  './examples/ravine.en.html',
  './examples/ravine.zh.html',
]) {
  test(`nothing sticks out at 360 px: ${path.split('#')[0]}`, async ({ page }) => {
    await page.goto(path);
    const picture = page.locator('canvas').first();
    await picture.evaluate((it) => (it.closest('sidestep-thumb') ?? it).scrollIntoView({ block: 'center' })); // those of the gallery are drawn where they are seen
    await expect(picture).toBeVisible({ timeout: 20_000 });
    await page.waitForTimeout(500);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      for (const lane of document.querySelectorAll<HTMLElement>('.lane-open')) lane.click();
    });
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
}

test('a tap on the map lost the start without a word', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=ravine,start=-1~.5&o=adam,lr=.05&steps=30' });
  await finished(page, 30);
  const map = page.locator('canvas.marks');
  const { x, y, width, height } = await boxOf(map);
  await page.mouse.move(x + width * 0.6, y + height * 0.3);
  await expect(page.locator('.plane .readout')).toBeVisible(); // what answers to a pointer comes after the first step
  await page.touchscreen.tap(x + width * 0.6, y + height * 0.3);
  const hint = page.locator('.plane-hint');
  await expect(hint).toContainText('Start moved to');
  const undo = hint.getByRole('button', { name: 'Undo' });
  const room = await boxOf(undo);
  expect(Math.min(room.width, room.height)).toBeGreaterThanOrEqual(44);
  await undo.tap();
  await expect.poll(() => hash(page)).toContain('start=-1~.5');
  await expect(hint).toBeHidden();
});
