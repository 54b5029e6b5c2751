// Google Translate and its like take the texts of a page out and put <font> elements in their places, again and again as it changes.
// What a reader then reads must be the translation of what is true now.
import { expect, type Page, test } from '@playwright/test';
import { article, LISTEN } from './element.ts';
import { host } from './host.ts';
import { hash, visit } from './stage.ts';

const FROM = '#v=1&p=rosenbrock&o=sgd,lr=.001&o=adam,lr=.05&steps=40';

/** Translates everything that has no translation yet: «so». Blanks too, which others leave alone. */
const translate = (page: Page, how: 'replaced' | 'moved') =>
  page.evaluate((how) => {
    const texts = (root: Node): Text[] =>
      [...root.childNodes].flatMap((node) => {
        if (node instanceof Text) return [node];
        if (!(node instanceof Element) || /^(script|style|font|textarea)$/i.test(node.tagName)) return [];
        return [...(node.shadowRoot ? texts(node.shadowRoot) : []), ...texts(node)];
      });
    for (const text of texts(document.body)) {
      const said = text.data.trim() ? `«${text.data}»` : text.data;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.append(inner);
      if (how === 'replaced') {
        inner.append(said);
        text.replaceWith(outer);
      } else {
        text.before(outer);
        inner.append(text);
        text.data = said;
      }
    }
    document.documentElement.lang = 'zh-CN';
  }, how);

/** What a reader reads, part by part; a translation as what was translated. */
const read = (page: Page) =>
  page
    .locator(
      '.problem-head, .lane-head, .field, .lane-more, .chart-tools, .transport, .legend li, .fair summary, .notice, .live th',
    )
    .evaluateAll((parts) => parts.map((part) => part.textContent!.replace(/[«»]/g, '').replace(/\s+/g, ' ').trim()));

for (const how of ['replaced', 'moved'] as const) {
  test(`on a page whose texts a translator ${how} what changes is read as it is`, async ({ page, context }) => {
    await visit(page, { hash: FROM });
    await expect(page.locator('.counter-now')).toHaveText('40');
    await page.locator('.lane-open').first().click();
    await expect(page.locator('.update-rule math')).toBeVisible();
    await translate(page, how);
    const change = async (act: () => Promise<unknown>, lane: string) => {
      await act();
      await expect(page.locator('.lane-name').first()).toContainText(lane);
      await page.waitForTimeout(300);
      await translate(page, how);
    };
    await change(() => page.locator('.lane-head .quiet').nth(1).click(), 'Adam'); // SGD goes
    await change(() => page.locator('.add-lane select').selectOption('rmsprop'), 'Adam');
    await change(() => page.locator('.problem-name select').selectOption('beale'), 'Adam');
    await change(() => page.locator('.problem-name select').selectOption('network'), 'Adam');
    await change(() => page.locator('.problem-name select').selectOption('himmelblau'), 'Adam');
    await change(() => page.locator('.step').first().click(), 'Adam');
    await page.keyboard.press('r');
    await expect(page.locator('.counter-now')).toContainText('0');
    const fresh = await context.newPage();
    await visit(fresh, { hash: await hash(page) });
    await fresh
      .locator('.lane-open')
      .nth((await page.locator('.lane-more').count()) - 1)
      .waitFor();
    for (const i of await page
      .locator('.lane-open')
      .evaluateAll((all) => all.flatMap((it, i) => (it.ariaExpanded === 'true' ? [i] : []))))
      await fresh.locator('.lane-open').nth(i).click();
    await fresh.evaluate(() => new Promise((done) => setTimeout(done, 500)));
    await fresh.keyboard.press('r');
    await expect(fresh.locator('.counter-now')).toHaveText('0');
    await expect.poll(() => read(page)).toEqual(await read(fresh));
    await fresh.close();
    // The page speaks another language of its own, too.
    await page.locator('.language select').selectOption('zh');
    await expect(page.locator('.lane-head .quiet').first()).toHaveAccessibleName(/复制|副本|一份/);
    await expect(page.locator('.speed-label')).toHaveText('速度');
  });
}

test('an element whose texts a translator took says what is true, and speaks with the page where it can', async ({
  page,
}) => {
  const link = FROM.replace(/&/g, '&amp;');
  const race = (id: string, lang: string) =>
    `<sidestep-race id="${id}" ${lang} loading="eager" config="${link}" view="trajectory,loss,table" controls="play,lr,problem"></sidestep-race>`;
  const site = await host({
    pages: {
      '/article.html': article('./sidestep-race.js', race('a', 'lang="en"') + race('b', '')),
      '/listen.js': LISTEN,
    },
  });
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''));
  await page.goto(`${site.origin}/article.html`);
  await expect(page.locator('.legend li')).toHaveCount(4);
  await expect(page.locator('#a .problem-doc')).not.toBeEmpty();
  await translate(page, 'replaced');
  await page.locator('#a').evaluate((it) => {
    (it as HTMLElement & { config: unknown }).config = '#v=1&p=rosenbrock&o=rmsprop,lr=.01&o=nadam,lr=.05&steps=40';
  });
  await expect(page.locator('#a .legend li')).toContainText(['RMSprop', 'NAdam']);
  await expect(page.locator('#a .live tbody th')).toContainText(['RMSprop', 'NAdam']);
  await translate(page, 'replaced');
  await page.locator('#a').evaluate((it) => {
    (it as HTMLElement & { config: unknown }).config = '#v=1&p=beale&o=lion,lr=.01&steps=30';
  });
  await expect(page.locator('#a .legend li')).toContainText(['Lion']);
  await expect(page.locator('#a .problem-title')).toContainText('Beale');
  await page.locator('#a').evaluate((it) => (it as HTMLElement & { seek(t: number): Promise<void> }).seek(7));
  await expect(page.locator('#a .counter')).toHaveText(/7\D+30/);
  await expect(page.locator('#a .live tbody td').first()).toHaveText('7');
  await expect(page.locator('#b .play')).toHaveAccessibleName('播放（空格）');
  await expect(page.locator('#b .speed-label')).toContainText('速度');
  await site.close();
});
