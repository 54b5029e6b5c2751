// How a race is looked at belongs to its link, its lesson and its element.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { article, finish, LISTEN, said, TOY } from './element.ts';
import { host, type Site } from './host.ts';
import { finished, hash, replayed, visit } from './stage.ts';

let sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true, pressed: true });
const drawn = (page: Page) =>
  page
    .locator('.chart canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')!.getImageData(width * 0.2, 0, width * 0.7, height * 0.8);
      const colours = new Set<number>();
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3]! > 200) colours.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      return colours.size;
    });

test('a lesson opens on what it says, and is over in some ten seconds', async ({ page }) => {
  await page.goto('./?race=scale-change');
  await expect(pressed(page, 'x')).toBeVisible({ timeout: 15_000 });
  await expect(pressed(page, 'log x')).toBeVisible();
  await expect(page.locator('.speed-value')).toHaveText('2000 steps/s');
  await finished(page, 20_000, 60_000);
  expect(await drawn(page)).toBeGreaterThan(20); // it was empty: losses of 0 on a logarithmic axis
});

test('a race of many steps is over in some ten seconds, unless the reader has another speed', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=beale&o=adam&steps=20000', fast: false });
  await expect(page.locator('.speed-value')).toHaveText('2000 steps/s');
  await page.getByRole('slider', { name: 'Speed' }).press('End');
  await expect.poll(() => hash(page)).toContain('&speed=0');
  await finished(page, 20_000);
  await page.goto('./?race=cycle'); // a lesson is shown as it was made
  await expect(page.locator('.speed-value')).toHaveText('60 steps/s');
});

test('what a reader looks at is in the link, is shared and comes back with it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const plain = '#v=1&p=beale&o=adam,lr=.1&o=sgd,lr=.001&steps=60';
  await visit(page, { hash: plain });
  await finished(page, 60);
  expect(await hash(page)).toBe(plain);
  await page.getByRole('button', { name: 'gradient norm' }).click();
  await page.getByRole('button', { name: 'evaluations' }).click();
  await page.getByRole('button', { name: 'log y' }).click();
  await page.getByRole('button', { name: 'log x' }).click();
  await page.getByRole('button', { name: 'Same scale on both axes' }).click();
  const link = `${plain}&quantity=gradNorm&against=evaluations&axis=linear&xaxis=log&equal=1`;
  await expect.poll(() => hash(page)).toBe(link);
  await page.getByRole('button', { name: 'Copy link' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(link);
  await page.reload();
  await finished(page, 60);
  for (const name of ['gradient norm', 'evaluations', 'log x']) await expect(pressed(page, name)).toBeVisible();
  await expect(pressed(page, 'log y')).toHaveCount(0);
  // Taken back, it leaves the link as it was.
  await page.getByRole('button', { name: 'loss', exact: true }).click();
  await page.locator('.view-curves').getByRole('button', { name: 'step', exact: true }).click();
  await page.getByRole('button', { name: 'log x' }).click();
  await page.getByRole('button', { name: 'Same scale on both axes' }).click();
  await expect.poll(() => hash(page)).toBe(plain);
});

test('the part of the map and of the chart that a reader came to is in the link', async ({ page }) => {
  const plain = '#v=1&p=beale&o=adam,lr=.1&steps=60';
  await visit(page, { hash: plain });
  await finished(page, 60);
  const map = page.locator('canvas.marks');
  await map.focus();
  await page.keyboard.press('+');
  await expect.poll(() => hash(page)).toMatch(/&map=(-?[\d.]+~){3}-?[\d.]+$/);
  await page.locator('.chart').focus();
  await page.keyboard.press('+');
  await expect.poll(() => hash(page)).toMatch(/&chart=[\d.]+~[\d.]+$/);
  const link = await hash(page);
  await page.reload();
  await finished(page, 60);
  await expect(page.getByRole('button', { name: 'Show all', exact: true })).toBeVisible();
  await page.waitForTimeout(600);
  expect(await hash(page)).toBe(link);
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await map.focus();
  await page.keyboard.press('0');
  await expect.poll(() => hash(page)).toBe(plain);
});

test('a link may say where the race stops and which pictures there are', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=beale&o=adam,lr=.1&steps=90&view=x,table&at=40' });
  await finished(page, 40);
  await expect(page.locator('sidestep-contour-map')).toHaveCount(0);
  await expect(page.locator('sidestep-quantity-curves .chart-title')).toHaveText('x');
  await page.getByRole('button', { name: 'Play (space)' }).click();
  await finished(page, 90);
  await page.getByRole('button', { name: 'Show all views' }).click();
  await expect(page.locator('sidestep-contour-map')).toBeVisible();
  await expect.poll(() => hash(page)).toBe('#v=1&p=beale&o=adam,lr=.1&steps=90&at=40');
});

test('what a link asks for and the race has not is named in the language of the page', async ({ page }) => {
  await visit(page, {
    hash: '#v=1&p=beale&o=adam,lr=.1&steps=30&quantity=regret&view=loss,nothing&axis=loud',
    lang: 'zh',
  });
  const notice = page.getByRole('status').filter({ has: page.locator('[data-code]') });
  for (const at of ['view.axis', 'view.quantity', 'view.views']) {
    await expect(notice.locator(`[title^="${at} "]`)).toHaveText(/\p{Script=Han}/u);
  }
  await expect(page.locator('sidestep-loss-curves')).toBeVisible();
});

test('sharing a lesson keeps the lesson', async ({ page }) => {
  await page.goto('./?race=ravine-10');
  await expect(page.locator('.score')).toHaveText(/confirmed/, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.locator('#share-link')).toHaveValue(/\/\?race=ravine-10#v=1&p=ravine.*&axis=log&checksum=/, {
    timeout: 20_000,
  });
});

test('another problem is looked at anew', async ({ page }) => {
  await visit(page, { hash: '#v=1&p=beale&o=adam,lr=.1&steps=30&quantity=distance&xaxis=log&map=0~1~0~1' });
  await finished(page, 30);
  await page.evaluate(() => {
    location.hash = '#v=1&p=himmelblau&o=adam,lr=.1&steps=30';
  });
  await expect(page.locator('.problem-title')).toHaveText('Himmelblau');
  await expect(pressed(page, 'loss')).toBeVisible();
  await expect(pressed(page, 'log x')).toHaveCount(0);
});

test('an element shows the quantity, the axes and the pictures that its attributes or its preset ask for', async ({
  page,
}) => {
  const config = TOY.replace(/&/g, '&amp;');
  const body = `
    <sidestep-race id="a" config="${config}" view="x,table" loading="eager"></sidestep-race>
    <sidestep-race id="b" config="${config}" quantity="gradNorm" axis="log" toolbar="none" loading="eager"></sidestep-race>
    <sidestep-race id="c" config="${config}&amp;quantity=distance&amp;view=loss" loading="eager" autoplay></sidestep-race>
    <sidestep-race id="d" preset="scale-change" loading="eager"></sidestep-race>
    <sidestep-race id="e" config="${config}" quantity="regret" view="loss,nothing" axis="loud" loading="eager"></sidestep-race>
    <sidestep-race id="f" config="${config}" at="50" view="loss" loading="eager"></sidestep-race>`;
  const site = await host({ pages: { '/article.html': article('./sidestep-race.js', body), '/listen.js': LISTEN } });
  sites = [site];
  await page.goto(`${site.origin}/article.html`);
  await expect(page.locator('#a .chart-title')).toHaveText('x');
  await expect(page.locator('#a sidestep-contour-map')).toHaveCount(0);
  await expect(page.locator('#b .choice[aria-pressed=true]').first()).toHaveText('gradient norm');
  await expect(page.locator('#b .choice[aria-pressed=false]').first()).toBeHidden();
  await expect(page.locator('#c .choice[aria-pressed=true]').first()).toHaveText('distance to minimum');
  await expect(page.locator('#c sidestep-contour-map')).toHaveCount(0);
  await expect(page.locator('#d .choice[aria-pressed=true]').first()).toHaveText('x');
  await expect(page.locator('#f .counter-now')).toHaveText('50', { timeout: 20_000 });
  const errors = async () =>
    (await said(page))
      .filter((it) => it.name === 'error' && it.id === 'e')
      .map(({ detail }) => detail.at)
      .sort();
  await expect.poll(errors, { timeout: 20_000 }).toEqual(['axis', 'quantity', 'view']);
  // An attribute that changes is followed; the race goes on.
  await page.locator('#b').evaluate((it) => it.setAttribute('quantity', 'y'));
  await expect(page.locator('#b .choice[aria-pressed=true]').first()).toHaveText('y');
  expect(await page.locator('#b').evaluate((it: HTMLElement & { link: string }) => it.link)).toBe(
    `${TOY}&quantity=x1&axis=log`,
  );
  // It is no part of the race: the checksum is the same.
  await page.locator('#c').scrollIntoViewIfNeeded();
  expect(await finish(page, 'c')).toBe(await replayed(TOY));
});

test('an embed takes it from its query, and the link wins', async ({ page }) => {
  const site = await host({});
  sites = [site];
  await page.goto(`${site.origin}/embed.html?quantity=y&axis=log&toolbar=none&view=loss${TOY}&axis=linear`);
  await expect(page.locator('.choice[aria-pressed=true]').first()).toHaveText('y');
  await expect(page.locator('.choice[aria-pressed=false]').first()).toBeHidden();
  await expect(page.locator('a.home')).toHaveAttribute('href', `./${TOY}&quantity=x1&axis=linear`);
});

test('every lesson says how it is to be looked at', () => {
  const folder = new URL('../../web/presets/', import.meta.url);
  const silent = readdirSync(folder)
    .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { id?: string; view?: object })
    .filter(({ id, view }) => id && !view)
    .map(({ id }) => id);
  expect(silent).toEqual([]);
});
