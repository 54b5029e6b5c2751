// Windows and hands of other sizes: a phone on its side, fingers, a room with large type, a wall.
import { expect, type Locator, test } from '@playwright/test';
import { article, LISTEN, TOY } from './element.ts';
import { host } from './host.ts';
import { boxOf, finished, hash, visit } from './stage.ts';

const RACE = '#v=1&p=rosenbrock&o=sgd,lr=.001&o=adagrad,lr=.5&o=rmsprop,lr=.02&o=adam,lr=.2&steps=40';

test.describe('a phone on its side', () => {
  test.use({ viewport: { width: 812, height: 375 }, hasTouch: true, isMobile: true });

  test('shows all of the map with the lanes beside it, and what thumbs use is 44 px', async ({ page }) => {
    await visit(page, { hash: RACE });
    await finished(page, 40);
    await expect(page.locator('.page-foot')).toBeAttached();
    const inside = async (what: Locator): Promise<boolean> => {
      const { y, height } = await boxOf(what);
      return y >= 0 && y + height <= 375;
    };
    const [map, bar] = [await boxOf(page.locator('canvas.marks')), await boxOf(page.locator('.transport'))];
    expect(map.height).toBeGreaterThan(180);
    expect(map.y + map.height).toBeLessThanOrEqual(bar.y + 1);
    for (const what of ['canvas.marks', '.transport .play', '.counter'])
      expect(await inside(page.locator(what))).toBe(true);
    for (const lane of [0, 1]) expect(await inside(page.locator('.lane-head').nth(lane))).toBe(true);
    const small = await page.evaluate(() => {
      const often =
        '.transport button, .transport input, .lane-head button, .choice, .plane-tools button, .lane-card input[type=range], .fair summary, .add-lane select';
      const found: string[] = [];
      for (const it of document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')) {
        const { width, height } = it.getBoundingClientRect();
        if (width < 2 || it.closest('.skip, .visually-hidden, details:not([open]) > :not(summary)')) continue;
        const least = it.matches(often) ? 44 : 24;
        const inText = it.matches('p a');
        if (!inText && (height < least || width < least - (it.matches('.step-size, select') ? 20 : 0)))
          found.push(`${it.tagName}.${it.className} ${Math.round(width)}×${Math.round(height)}`);
      }
      return found;
    });
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(812);
    // The lanes scroll by themselves: the picture and the bar stay where they are.
    const last = page.locator('.side input').last();
    await last.scrollIntoViewIfNeeded();
    expect(await inside(last)).toBe(true);
    for (const what of ['canvas.marks', '.transport .play']) expect(await inside(page.locator(what))).toBe(true);
    // Below the picture the bar stays at hand.
    await page.evaluate(() => document.querySelector('table.live')!.scrollIntoView());
    expect(await inside(page.locator('canvas.marks'))).toBe(false);
    expect(await inside(page.locator('.transport .play'))).toBe(true);
    // It fills the window's edges, and leaves what is cut out of them free.
    await expect(page.locator('meta[name=viewport]')).toHaveAttribute('content', /viewport-fit=cover/);
  });
});

test.describe('a phone upright', () => {
  test.use({ viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true });

  test('shows the map first where letters are large', async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 740 });
    await page.goto(`./?lang=en&type=large${RACE}`);
    await finished(page, 40);
    const { y, height } = await boxOf(page.locator('canvas.marks'));
    expect(y + 0.9 * height).toBeLessThan(740);
    expect((await boxOf(page.locator('.problem-doc'))).y).toBeGreaterThan(y + height);
  });

  test('names its lines beside the map, and lays the card of a lane over the bar', async ({ page }) => {
    await visit(page, { hash: RACE });
    await finished(page, 40);
    const names = page.locator('.lane-chips');
    const [map, bar] = [await boxOf(page.locator('canvas.marks')), await boxOf(page.locator('.transport'))];
    const row = await boxOf(names);
    expect(row.y).toBeGreaterThanOrEqual(map.y + map.height);
    expect(row.y + row.height).toBeLessThan(bar.y - 44); // and some of the chart
    const adam = names.getByRole('button', { name: 'Adam' });
    await adam.tap();
    const card = page.locator('.lanes > li').last();
    const laid = await boxOf(card);
    expect(laid.y).toBeGreaterThan(map.y + map.height);
    expect(laid.y + laid.height).toBeLessThanOrEqual(bar.y + 1);
    // What the symbol is stands beside it, where no pointer hovers over its title.
    const label = card.locator('.field label').first();
    await expect(label).toHaveAttribute('title', /^learning rate/);
    expect((await boxOf(label.getByText('learning rate'))).width).toBeGreaterThan(40);
    const before = await hash(page);
    const { x, y, width, height } = await boxOf(card.locator('input[type=range]'));
    await page.touchscreen.tap(x + width * 0.3, y + height / 2);
    await expect.poll(() => hash(page)).not.toBe(before);
    await expect(adam).toHaveAttribute('aria-pressed', 'true');
    // A finger takes the whole number; and the cross of a card closes it, where that of a lane would remove it.
    await card.locator('input.number').first().tap();
    await page.waitForTimeout(100);
    await page.keyboard.type('.25');
    await page.keyboard.press('Enter');
    await expect.poll(() => hash(page)).toContain('adam,lr=.25');
    await expect(card.getByRole('button', { name: /^Remove/ })).toBeHidden();
    await card.getByRole('button', { name: 'Close' }).tap();
    await expect(card).not.toHaveClass('picked');
    await expect(names.getByRole('button')).toHaveCount(4);
    await adam.tap();
    await expect(card).toHaveClass('picked');
    // With the picture out of sight it is back in its place, and so it is for who is done.
    await page.evaluate(() => scrollTo(0, 900));
    await expect(adam).toHaveAttribute('aria-pressed', 'false');
    expect((await boxOf(card)).y + 900).toBeGreaterThan(1000);
    await page.evaluate(() => scrollTo(0, 0));
    await adam.tap();
    await expect(card).toHaveClass('picked');
    await adam.tap();
    await expect(card).not.toHaveClass('picked');

    // Of more lanes than fit into a line, no name is cut.
    await page.setViewportSize({ width: 375, height: 812 });
    await visit(page, { hash: `${RACE}&o=adamax,lr=.1&o=nadam` });
    await finished(page, 40);
    for (const name of await names.getByRole('button').all()) {
      const { x, width } = await boxOf(name);
      expect(x + width).toBeLessThanOrEqual(359);
    }
  });
});

test('with fingers a place in an article is as high before the race as after', async ({ browser }) => {
  const body = ['play', 'play,lr']
    .map(
      (controls) =>
        `<sidestep-race controls="${controls}" config="${TOY.replaceAll('&', '&amp;')}" loading="lazy"></sidestep-race>`,
    )
    .join('');
  const site = await host({ pages: { '/a.html': article('./sidestep-race.js', body), '/listen.js': LISTEN } });
  const page = await browser.newPage({ hasTouch: true, isMobile: true, viewport: { width: 700, height: 2000 } });
  try {
    for (const width of [360, 700]) {
      await page.setViewportSize({ width, height: 900 });
      let opened = (): void => {};
      const gate = new Promise<void>((resolve) => {
        opened = resolve;
      });
      await page.route(/body-.*\.js/, async (route) => {
        await gate;
        await route.continue();
      });
      await page.goto(`${site.origin}/a.html`);
      const heights = () =>
        page.locator('sidestep-race').evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
      await expect.poll(async () => (await heights()).every((h) => h > 100)).toBe(true);
      const before = await heights();
      opened();
      await expect(page.locator('sidestep-race .legend').last()).toBeVisible();
      await page.waitForTimeout(1200);
      for (const [i, after] of (await heights()).entries())
        expect(Math.abs(after - before[i]!), `${width} ${i}`).toBeLessThan(8);
      await page.unroute(/body-.*\.js/);
    }
  } finally {
    await page.close();
    await site.close();
  }
});

test('large type is for a room: kept, in no link, in pictures, frames and elements', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await visit(page, { hash: RACE });
  await finished(page, 40);
  const size = (what: string): Promise<number> =>
    page
      .locator(what)
      .first()
      .evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize));
  expect(await size('body')).toBe(14);
  const label = () => page.locator('canvas.ground').evaluate((it: HTMLCanvasElement) => it.getContext('2d')!.font);
  expect(await label()).toMatch(/^11px/);
  const button = page.getByRole('button', { name: 'Large type' });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  expect(await size('body')).toBe(21);
  expect(await size('.choice')).toBeGreaterThanOrEqual(18);
  await expect.poll(label).toMatch(/^16\.5px/);
  expect(await hash(page)).not.toContain('type');
  await page.reload();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  expect(await size('body')).toBe(14);
  // The address says so for once; where there is less room than its letters take, the layout is that of fewer letters.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`./?lang=en&type=large${RACE}`);
  await expect.poll(() => size('body')).toBe(21);
  await expect.poll(async () => (await boxOf(page.locator('.side'))).width).toBeGreaterThan(1200);
  await expect(page.getByRole('link', { name: 'Gallery' })).toHaveAttribute(
    'href',
    './gallery.html?lang=en&type=large',
  );
  await page.goto(`./?lang=en&type=huge${RACE}`);
  await expect(page.locator('sidestep-notices')).toContainText('Size of letters: there is no type “huge”');
  await page.goto(`./embed.html?lang=en&type=large${TOY}`);
  await expect.poll(() => size('.race')).toBe(21);
});

test('an element has large type', async ({ page }) => {
  const body = `<sidestep-race type="large" config="${TOY.replaceAll('&', '&amp;')}"></sidestep-race>`;
  const site = await host({ pages: { '/a.html': article('./sidestep-race.js', body), '/listen.js': LISTEN } });
  await page.goto(`${site.origin}/a.html`);
  await expect(page.locator('.race')).toHaveCSS('font-size', '21px');
  const font = () => page.locator('canvas.ground').evaluate((it: HTMLCanvasElement) => it.getContext('2d')!.font);
  await expect.poll(font).toMatch(/^16\.5px/);
  await page.locator('sidestep-race').evaluate((it) => it.removeAttribute('type'));
  await expect.poll(font).toMatch(/^11px/);
  await site.close();
});

test('the picture grows with the window', async ({ page }) => {
  const share = async (width: number, height: number): Promise<number> => {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    const map = await boxOf(page.locator('canvas.marks'));
    return (map.width * map.height) / (width * height);
  };
  await visit(page, { hash: RACE });
  expect(await share(2560, 1440)).toBeGreaterThan(0.4);
  expect(await share(3840, 2160)).toBeGreaterThan(0.4);
  await expect(page.locator('body')).toHaveCSS('font-size', '21px');
});
