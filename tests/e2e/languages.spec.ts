import { expect, test } from '@playwright/test';
import { article } from './element.ts';
import { host, type Site } from './host.ts';

const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

const race = (id: string, lang: string, config: string) =>
  `<sidestep-race id="${id}" ${lang} config="${config.replace(/&/g, '&amp;')}" controls="play,lr,fair" view="trajectory,loss,table" loading="eager" autoplay></sidestep-race>`;

test('each race of a page speaks its own language, and changes it alone', async ({ page }) => {
  const diverging = '#v=1&p=rosenbrock&o=adam,lr=.05&o=sgd,lr=1&steps=60';
  const site = await host({
    pages: {
      '/article.html': article(
        './sidestep-race.js',
        `${race('zh', 'lang="zh-CN"', diverging)}${race('en', 'lang="en"', diverging)}<div lang="zh">${race('in', '', diverging)}</div>`,
      ),
      '/listen.js': '',
    },
  });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  const says: Record<string, RegExp[]> = {
    zh: [/从同一起点|公平/, /发散/, /损失/],
    en: [/Fair race/, /diverged at step/, /gradient norm/],
  };
  const speaks = async (id: string, lang: 'zh' | 'en') => {
    const it = page.locator(`#${id} .race`);
    await page.locator(`#${id}`).scrollIntoViewIfNeeded(); // it computes only where it is seen
    for (const words of says[lang]!) await expect(it, `${id} in ${lang}`).toContainText(words, { timeout: 30_000 });
    for (const words of says[lang === 'zh' ? 'en' : 'zh']!) await expect(it).not.toContainText(words);
    await expect(it).toHaveAttribute('lang', lang === 'zh' ? 'zh-Hans' : 'en');
    await expect(it.locator('.play')).toHaveAccessibleName(lang === 'zh' ? /空格/ : /space/);
    // What is said between two renderings: the sentence for those who listen, the pointer's box, a refused number.
    await expect(it.locator('.spoken')).toHaveText(lang === 'zh' ? /领先/ : /leads/, { timeout: 10_000 });
    await it.locator('canvas.marks').hover();
    await it.locator('.u-over').hover();
    await expect(it.locator('.curves .readout')).toHaveText(lang === 'zh' ? /步/ : /step/);
    const rate = it.locator('[data-field=lr] input.number').first();
    await rate.fill('fast');
    await expect(it.locator('[data-field=lr] .why')).toHaveText(lang === 'zh' ? /数/ : /not a number/);
    await rate.blur();
  };
  await speaks('zh', 'zh');
  await speaks('en', 'en');
  await speaks('in', 'zh');
  await page.locator('#en').evaluate((it) => it.setAttribute('lang', 'zh'));
  await speaks('en', 'zh');
  await page.locator('#zh').evaluate((it) => it.setAttribute('lang', 'en-GB'));
  await speaks('zh', 'en');
});

test('what the pages say until they are there is in one language', async ({ page }) => {
  const site = await host({});
  sites.push(site);
  for (const [path, english, chinese] of [
    ['/', 'Race optimizers fairly', '让优化器公平赛跑'],
    ['/gallery.html', 'Races that show', '看一看每种优化器'],
  ] as const) {
    for (const lang of ['en', 'zh'] as const) {
      const [words, others] = lang === 'en' ? [english, chinese] : [chinese, english];
      let go = () => {};
      const held = new Promise<void>((resolve) => {
        go = resolve;
      });
      const strings = new RegExp(`/${lang}-[^/]*\\.js$`);
      await page.route(strings, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${site.origin}${path}?lang=${lang}`, { waitUntil: 'commit' });
      await expect(page.locator('#loading').getByText(words)).toBeVisible();
      await expect(page.locator('#loading').getByText(others)).toBeHidden();
      go();
      await expect(page.locator('#loading')).toHaveCount(0);
      await page.unrouteAll({ behavior: 'wait' });
    }
  }
});

test('without a network the page keeps its language, says why in words, and takes another try', async ({
  page,
  context,
}) => {
  const site = await host({});
  sites.push(site);
  await page.goto(`${site.origin}/?lang=en`);
  await expect(page.locator('.problem-doc a')).toBeVisible();
  await context.setOffline(true);
  const select = page.locator('.language select');
  await select.selectOption('zh');
  await expect(page.locator('.toast')).toHaveText('界面文字无法加载：没有网络连接');
  await expect(select).toHaveValue('en');
  await context.setOffline(false);
  await select.selectOption('zh');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(select).toHaveValue('zh');
});

test('who saves data gets nothing ahead of need', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: Object.assign(new EventTarget(), { saveData: true }) }),
  );
  const race = '<sidestep-race></sidestep-race>';
  const site = await host({
    pages: {
      '/article.html': article('./sidestep-race.js', `<p style="height: calc(100vh + 60px)">Above.</p>${race}`),
    },
  });
  sites.push(site);
  const ahead = () => site.asked.filter((path) => /\/(notes|begin|help|later-)|sw\.js/.test(path));
  await page.goto(`${site.origin}/`);
  await expect(page.locator('.counter-now')).not.toHaveText('0');
  await page.waitForTimeout(1500); // idle moments
  expect(ahead()).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(page.locator('.problem-doc a')).toBeVisible();
  expect(site.asked).not.toContain('/sw.js');
  const bodies = () => site.asked.filter((path) => /\/body-/.test(path)).length;
  await page.goto(`${site.origin}/article.html`);
  await page.waitForTimeout(500);
  expect(bodies()).toBe(0);
  await page.mouse.wheel(0, 400);
  await expect.poll(bodies).toBe(1);
});
