import { expect, type Page, test } from '@playwright/test';
import { article, finish, LISTEN, said, TOY } from './element.ts';
import { host, type Site } from './host.ts';
import { replayed } from './stage.ts';

// What happens to an element in an article that lives: it is scrolled away, moved, given another race, removed.

const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

type Element = HTMLElementTagNameMap['sidestep-race'];
const escaped = (link: string) => link.replace(/&/g, '&amp;');
const race = (id: string, attributes: string, link = TOY) =>
  `<sidestep-race id="${id}" ${attributes} config="${escaped(link)}"></sidestep-race>`;

async function visit(page: Page, body: string, head = ''): Promise<void> {
  const site = await host({
    pages: { '/article.html': article('./sidestep-race.js', body, head), '/listen.js': LISTEN },
  });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
}

const counter = (page: Page, id: string) => page.locator(`#${id} .counter-now`);

test('a race that has ended and was long out of sight can be played, stepped and reset again', async ({ page }) => {
  await page.clock.install();
  await visit(page, `${race('a', 'autoplay controls="play,lr"')}<div style="height: 6000px"></div><p id="end">end</p>`);
  const checksum = await finish(page, 'a');
  await page.locator('#end').scrollIntoViewIfNeeded();
  await page.waitForTimeout(500); // the browser has seen that it is gone
  await page.clock.runFor(25_000);
  await expect.poll(() => page.workers().length).toBe(0);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page.locator('#a .race[inert]')).toHaveCount(0, { timeout: 15_000 });
  await expect(counter(page, 'a')).toHaveText('120');
  await page.evaluate(() => {
    (window as unknown as { said: unknown[] }).said = [];
  });
  await page.locator('#a').getByRole('button', { name: 'Play (space)' }).click();
  expect(await finish(page, 'a')).toBe(checksum);
});

test('another config does not start a race that stands, and one that plays goes on', async ({ page }) => {
  await visit(page, race('a', 'loading="eager"'));
  await expect(counter(page, 'a')).toHaveText('0');
  const other = TOY.replace('lr=.05', 'lr=.1');
  const set = (link: string) =>
    page.evaluate((config) => {
      document.querySelector<Element>('#a')!.config = config as never;
    }, link);
  await set(other);
  await expect.poll(() => page.evaluate(() => document.querySelector<Element>('#a')!.config?.lanes[1]?.lr)).toBe(0.1);
  await page.waitForTimeout(700);
  await expect(counter(page, 'a')).toHaveText('0');
  await page.evaluate(() => document.querySelector<Element>('#a')!.play());
  await expect(counter(page, 'a')).not.toHaveText('0');
  await set(TOY);
  expect(await finish(page, 'a')).toBe(await replayed(TOY));
});

test('an element that is moved keeps its race, and its map hears the mouse', async ({ page }) => {
  await visit(page, `<div id="one">${race('a', 'loading="eager"')}</div><div id="two"></div>`);
  await expect(counter(page, 'a')).toHaveText('0');
  await page.evaluate(() => document.querySelector('#two')!.append(document.querySelector('#a')!));
  const start = () => page.evaluate(() => document.querySelector<Element>('#a')!.config!.problem.start);
  const before = await start();
  await expect(async () => {
    await page.locator('#a canvas.marks').click({ position: { x: 60, y: 60 } });
    await expect.poll(start, { timeout: 3000 }).not.toEqual(before);
  }).toPass(); // what is clicked while it is laid out anew is lost
  await page.evaluate(() => document.querySelector<Element>('#a')!.play());
  await expect(counter(page, 'a')).not.toHaveText('0');
});

test('a config that was set before the script came is the one that is raced', async ({ page }) => {
  const wish = TOY.replace('steps=120', 'steps=33');
  await visit(
    page,
    race('a', 'loading="eager" autoplay'),
    `<script type="module">document.querySelector('#a').config = ${JSON.stringify(wish)};</script>`,
  );
  expect(await finish(page, 'a')).toBe(await replayed(wish));
  expect((await said(page)).filter(({ name }) => name === 'error')).toEqual([]);
});

test('elements that were removed are not kept', async ({ page }) => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  await visit(page, ids.map((id) => race(id, 'loading="eager" autoplay', TOY.replace('120', '20'))).join(''));
  for (const id of ids) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await finish(page, id);
  }
  await page.evaluate(() => {
    const gone = [...document.querySelectorAll('sidestep-race')];
    Object.assign(window, { gone: gone.map((element) => new WeakRef(element)), said: [] });
    for (const element of gone) element.remove();
  });
  // The engine may keep the last of a kind as a pattern for the next; what must not be is that each is kept.
  const kept = async (): Promise<number> => {
    await page.requestGC();
    return page.evaluate(
      () => (window as unknown as { gone: WeakRef<object>[] }).gone.filter((element) => element.deref()).length,
    );
  };
  await expect.poll(kept, { timeout: 30_000, intervals: [1000] }).toBeLessThanOrEqual(2);
});
