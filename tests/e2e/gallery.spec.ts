import { readdirSync, readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';

interface Preset {
  id: string;
  name: { en: string; zh: string };
  lesson: { en: string; zh: string };
  claims: string[];
}
const folder = new URL('../../web/presets/', import.meta.url);
const presets = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Preset);
const preset = (id: string) => presets.find((one) => one.id === id)!;

const open = async (page: Page, lang = 'en') => {
  page.on('pageerror', (error) => expect.soft(error.message, 'an exception on the page').toBe(''));
  await page.goto(`./gallery.html?lang=${lang}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
};
const card = (page: Page, id: string) => page.locator(`a.card[href*="race=${id}#"], a.card[href*="race=${id}&"]`);
/** How much is drawn on the layers of a card's picture. */
const drawn = (page: Page, id: string) =>
  card(page, id)
    .locator('canvas')
    .evaluateAll((layers) =>
      layers.map((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        if (width === 0) return 0;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        return data.reduce((sum, value, i) => sum + (i % 4 === 3 && value > 0 ? 1 : 0), 0);
      }),
    );

test('every preset has its card, with a link that replays it', async ({ page }) => {
  await open(page);
  await expect(page.locator('a.card')).toHaveCount(presets.length);
  const cards = await page
    .locator('a.card')
    .evaluateAll((all) => all.map((it) => [it.getAttribute('href')!, it.querySelector('h3')!.textContent!] as const));
  const found = cards.map(([href, name]) => [/race=([^&#]+)/.exec(href)![1]!, name] as const);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(presets.map(({ id, name }) => [id, name.en])));
  for (const [href] of cards) expect(href).toMatch(/#v=[12]&/);
  const pages = page.locator('a.card-page');
  expect(await pages.evaluateAll((all) => all.map((it) => it.getAttribute('href')))).toEqual(
    found.map(([id]) => `./race/${id}.html`),
  );
  await page.locator(`#${found[0]![0]}`).hover();
  await expect(pages.first()).toHaveCSS('opacity', '1');
});

test('pictures run by themselves when they are seen, but none downloads a dataset', async ({ page }) => {
  const data: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/data/')) data.push(request.url());
  });
  await open(page);
  await card(page, 'ravine-10').scrollIntoViewIfNeeded();
  await expect
    .poll(async () => (await drawn(page, 'ravine-10')).every((layer) => layer > 20), { timeout: 20_000 })
    .toBe(true);
  await card(page, 'mnist-four').scrollIntoViewIfNeeded();
  await expect(card(page, 'mnist-four')).toContainText('Hover here to load');
  await page.waitForTimeout(1500);
  expect(data).toEqual([]);
  await card(page, 'mnist-four').hover();
  await expect.poll(async () => (await drawn(page, 'mnist-four'))[1]! > 20, { timeout: 30_000 }).toBe(true);
  expect(data.length).toBeGreaterThan(0);
});

test('a click loads the race with its lesson, and its claims are checked when it has run', async ({ page }) => {
  await open(page);
  const { name, lesson, claims } = preset('ravine-10');
  await card(page, 'ravine-10').click();
  await expect(page.getByRole('heading', { level: 2, name: name.en })).toBeVisible();
  await expect(page.locator('.lesson-text').first()).toHaveText(lesson.en);
  await page.locator('.lesson > details > summary').click();
  await expect(page.locator('.claims li')).toHaveCount(claims.length);
  await expect(page.locator('.score')).toHaveText(`· ${claims.length}/${claims.length} confirmed`, { timeout: 30_000 });
  await expect(page.locator('.claims .holds')).toHaveCount(claims.length);
  await page.getByRole('textbox', { name: 'learning rate' }).first().fill('0.011');
  await expect(page.locator('.lesson')).toContainText('You changed the race');
  await page.getByRole('button', { name: 'Back to the original' }).click();
  await expect(page.locator('.score')).toHaveText(/confirmed/, { timeout: 30_000 });
});

test('an experiment has its card and its lesson, and what reads it comes with these alone', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  const { name, lesson, claims } = preset('rosenbrock-budgets');
  await page.goto('./?race=ravine-10');
  await expect(page.locator('.lesson')).toBeVisible();
  expect(scripts.filter((url) => /gallery-experiment/.test(url))).toEqual([]);
  await open(page);
  await expect(card(page, 'rosenbrock-budgets')).toContainText('Experiment');
  await card(page, 'rosenbrock-budgets').click();
  await expect(page.getByRole('heading', { level: 2, name: name.en })).toBeVisible();
  await expect(page.locator('.lesson-text').first()).toHaveText(lesson.en);
  await expect(page.locator('.score')).toHaveText(`· ${claims.length}/${claims.length} confirmed`, { timeout: 30_000 });
  await page.goto('./?race=rosenbrock-budgets');
  await expect(page.locator('sidestep-experiment')).toBeVisible();
  await expect(page.locator('.lesson')).not.toContainText('You changed the race');
});

test('an address that names a race without its link loads it', async ({ page }) => {
  await page.goto('./?race=beale');
  await expect(page.locator('.problem-title')).toHaveText('Beale');
  await expect(page.locator('.lesson')).not.toContainText('You changed the race');
});

test('it speaks Chinese', async ({ page }) => {
  await open(page, 'zh');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('示例集');
  const { name, lesson } = preset('xor');
  await expect(card(page, 'xor')).toContainText(name.zh);
  await card(page, 'xor').click();
  await expect(page.locator('.lesson-text').first()).toHaveText(lesson.zh);
});

for (const width of [1280, 375]) {
  test(`nothing is cut off at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('what a tutorial prints is two clicks from the first page, and a search stands in the address', async ({
  page,
}) => {
  await page.goto('./?lang=zh');
  await page.getByRole('link', { name: '配合 RMSprop 教程阅读' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('读 RMSprop 教程');
  await expect(page.getByRole('navigation', { name: '目录' }).getByRole('link')).toHaveCount(7);
  const program = card(page, 'four-points');
  await expect(program).toContainText(preset('four-points').name.zh);
  await program.click();
  await expect(page.getByRole('heading', { level: 2, name: preset('four-points').name.zh })).toBeVisible();
  await expect(page.getByRole('link', { name: '回到教程的顺序' })).toHaveAttribute(
    'href',
    /path=tutorial.*#four-points$/,
  );

  await open(page);
  await expect(page.getByRole('status')).toHaveText(`${presets.length} lessons`);
  const rule = page.getByRole('combobox', { name: 'Optimizer' });
  await rule.selectOption('newton');
  await page.locator('body').press('/');
  await page.keyboard.type('momentum');
  const none = page.getByRole('status');
  await expect(none).toContainText('None of the');
  await page.getByRole('button', { name: /Without “Newton/ }).click();
  await expect(none).toContainText(/^\d+ of /);
  await expect(card(page, 'ravine-10')).toBeVisible();
  await expect(card(page, 'epsilon-inside')).toBeHidden();
  await rule.selectOption('rmsprop');
  await expect(page).toHaveURL(/q=momentum.*rule=rmsprop/);
  const found = await none.textContent();
  await page.reload();
  await expect(none).toHaveText(found!);
  await page.getByRole('searchbox').press('Enter');
  await expect(page.locator('a.card:focus')).toBeVisible();
});
