import { expect, type Locator, type Page, test } from '@playwright/test';
import { TOY } from './element.ts';
import { boxOf, finished, visit } from './stage.ts';

/** The mouse over the middle of something that is wholly in sight. */
async function over(page: Page, what: Locator): Promise<void> {
  await what.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  const { x, y, width, height } = await boxOf(what);
  await page.mouse.move(x + width * 0.5, y + height * 0.5);
}

const scrolled = (page: Page): Promise<number> => page.evaluate(() => Math.round(scrollY));

/** Whether the map shows another part than before: what its ground canvas shows. */
const picture = (map: Locator): Promise<string> => map.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

/** The picture once it is the same at two looks, half a second apart: the page is drawn and at rest. */
async function pictureAtRest(page: Page, map: Locator): Promise<string> {
  for (;;) {
    const before = await picture(map);
    await page.waitForTimeout(500);
    if ((await picture(map)) === before) return before;
  }
}

/** The width of the part that the race says it shows, once the wheel is at rest. */
async function width(page: Page): Promise<number> {
  await page.waitForTimeout(700);
  const [left, right] = /map=(-?[\d.e-]+)~(-?[\d.e-]+)/
    .exec(await page.evaluate(() => location.hash))!
    .slice(1)
    .map(Number);
  return right! - left!;
}

test('a wheel over the figures of an article scrolled nothing and zoomed the map without end', async ({ page }) => {
  await page.goto('./examples/ravine.en.html');
  const race = page.locator('sidestep-race').first();
  await race.scrollIntoViewIfNeeded();
  const [map, chart] = [race.locator('canvas.marks'), race.locator('.chart .u-over')];
  await expect(chart).toBeVisible();
  await pictureAtRest(page, race.locator('canvas.ground'));
  const hint = race.locator('.plane-hint');
  for (const figure of [chart, map]) {
    await over(page, figure);
    const ground = await pictureAtRest(page, race.locator('canvas.ground'));
    const before = await scrolled(page);
    await page.mouse.wheel(0, 60);
    await expect.poll(() => scrolled(page)).toBe(before + 60);
    await page.mouse.wheel(0, -40);
    await expect.poll(() => scrolled(page)).toBe(before + 20);
    expect(await picture(race.locator('canvas.ground'))).toBe(ground);
  }
  await expect(hint).toHaveText('Ctrl + scroll to zoom');
  await expect(hint).toHaveCSS('opacity', '1');
  await expect(hint).toHaveCSS('opacity', '0');

  // With Ctrl it zooms, and with a press until the pointer leaves or Escape.
  await over(page, map);
  const zooms = async (turn: () => Promise<void>): Promise<boolean> => {
    const ground = await pictureAtRest(page, race.locator('canvas.ground'));
    const before = await scrolled(page);
    await turn();
    const same = async (): Promise<boolean> =>
      (await scrolled(page)) === before && (await picture(race.locator('canvas.ground'))) === ground;
    await expect.poll(same).toBe(false);
    await page.waitForTimeout(600); // neither is to follow the other
    const moved = (await scrolled(page)) !== before;
    const changed = (await picture(race.locator('canvas.ground'))) !== ground;
    expect(moved).toBe(!changed);
    return changed;
  };
  const wheel = (): Promise<void> => page.mouse.wheel(0, 50);
  expect(
    await zooms(async () => {
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -120);
      await page.keyboard.up('Control');
    }),
  ).toBe(true);
  expect(await zooms(wheel)).toBe(false);
  await over(page, map);
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForTimeout(600); // the race is run again from there
  expect(await zooms(wheel)).toBe(true);
  await page.keyboard.press('Escape');
  expect(await zooms(wheel)).toBe(false);
});

test('a frame leaves the wheel to the page around it', async ({ page, baseURL }) => {
  await page.goto('./embed.html');
  const src = `${baseURL}embed.html?view=trajectory${TOY}`;
  await page.setContent(
    `<body style="margin: 0"><iframe src="${src}" width="560" height="520" style="border: 0"></iframe><div style="height: 3000px"></div>`,
  );
  const map = page.frameLocator('iframe').locator('canvas.marks');
  await expect(map).toBeVisible();
  await page.waitForTimeout(500);
  const { x, y } = await boxOf(map);
  await page.mouse.move(x + 150, y + 150);
  await page.mouse.wheel(0, 240);
  await expect.poll(() => scrolled(page)).toBe(240);
});

test('on the page the wheel zooms out to a few times the range of the problem, and then scrolls', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=rosenbrock&o=adam,lr=.05&steps=20&map=-2~2~-1~3' });
  await finished(page, 20);
  const map = page.locator('canvas.marks');
  await over(page, map);
  await page.mouse.wheel(0, 60);
  await expect.poll(() => width(page)).toBeGreaterThan(4.1);
  const [once, before] = [await width(page), await scrolled(page)];
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 60);
  await expect.poll(() => scrolled(page)).toBeGreaterThan(before);
  const widest = await width(page);
  expect(widest).toBeGreaterThan(2 * once);
  expect(widest).toBeLessThan(40);
  await map.press('-');
  expect(await width(page)).toBe(widest);
});
