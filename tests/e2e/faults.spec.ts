import { expect, type Page, test } from '@playwright/test';
import { article, DIGITS, finish, LISTEN, said, TOY } from './element.ts';
import { cors, host, type Site } from './host.ts';
import { replayed } from './stage.ts';

const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

const race = (link: string) =>
  `<sidestep-race id="a" loading="eager" autoplay controls="play,lanes,fair,problem,settings" config="${link.replace(/&/g, '&amp;')}"></sidestep-race>`;

test('a chunk that fails twice is tried again, a little later each time; one that always fails is named', async ({
  page,
}) => {
  let failures = 2;
  const site = await host({
    headers: cors,
    pages: { '/article.html': article('./sidestep-race.js', race(DIGITS)), '/listen.js': LISTEN },
    refuse: (path) => (path.endsWith('train-000.bin') && failures-- > 0 ? 503 : null),
  });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  expect(await finish(page, 'a')).toBe(await replayed(DIGITS));
  failures = Number.POSITIVE_INFINITY;
  await page.reload();
  await expect
    .poll(async () => (await said(page)).filter(({ name }) => name === 'error').map(({ detail }) => detail.code), {
      timeout: 20_000,
    })
    .toContain('bad-data');
  await expect(page.locator('#a').getByRole('alert').first()).toContainText('train-000.bin'); // the control says so, too
  failures = 0;
  await page.locator('#a').getByRole('button', { name: 'Try again' }).click();
  expect(await finish(page, 'a')).toBe(await replayed(DIGITS));
});

test('parts of the page that come late and do not come are named, and come when they are asked for again', async ({
  page,
}) => {
  let down = true;
  const site = await host({ refuse: (path) => (down && /\/(notes|begin)-/.test(path) ? 503 : null) });
  sites.push(site);
  await page.goto(`${site.origin}/`);
  const notice = page.getByRole('alert').filter({ hasText: 'Try again' });
  await expect(notice).toContainText('503'); // what the server said of the words
  await expect(notice).toContainText('begin-'); // what the browser says of the script
  await expect(page.locator('.counter-now')).not.toHaveText('0'); // the race is none the worse
  await expect(page.locator('.problem-doc a')).toHaveCount(0);
  down = false;
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.problem-doc a')).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('an element whose scripts cannot be had says so under its poster', async ({ page }) => {
  const site = await host({
    pages: {
      '/article.html': article(
        './sidestep-race.js',
        `<sidestep-race id="a"><p slot="poster">a poster</p></sidestep-race>`,
      ),
      '/listen.js': LISTEN,
    },
    refuse: (path) => (path.includes('/body-') ? 503 : null),
  });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  await expect(page.locator('#a').getByRole('alert')).toContainText('Sidestep');
  await expect(page.getByText('a poster')).toBeVisible();
  expect((await said(page)).map(({ name }) => name)).toEqual(['error']);
});

/** Every worker is remembered as one of `window.workers`, so that a test can take it away as a browser short of memory would. */
const rememberWorkers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const workers: Worker[] = [];
    const Native = window.Worker;
    Object.assign(window, { workers });
    window.Worker = class extends Native {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        workers.push(this);
      }
    };
  });

test('a worker that is killed mid-race marks its lanes, and a reset starts them anew', async ({ page }) => {
  await rememberWorkers(page);
  const site = await host({
    pages: {
      '/article.html': article('./sidestep-race.js', race(TOY.replace('steps=120', 'steps=100000'))),
      '/listen.js': LISTEN,
    },
  });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  await expect(page.locator('#a .counter-now')).toHaveText(/^[1-9]/); // under way, in the worker
  await page.evaluate(() => {
    for (const worker of (window as unknown as { workers: Worker[] }).workers) {
      worker.terminate();
      worker.dispatchEvent(new ErrorEvent('error', { message: 'killed' }));
    }
  });
  await expect
    .poll(async () => (await said(page)).filter(({ name }) => name === 'error').map(({ detail }) => detail.code))
    .toContain('crashed');
  await page.locator('#a').evaluate((it, link) => {
    const element = it as HTMLElement & { config: unknown; reset(): Promise<void>; play(): Promise<void> };
    element.config = link;
    return element.reset().then(() => element.play());
  }, TOY);
  expect(await finish(page, 'a')).toBe(await replayed(TOY));
});

test('a module that does not come is named, in an element and on the page, until another try brings it', async ({
  page,
}) => {
  let down = true;
  const site = await host({
    pages: { '/article.html': article('./sidestep-race.js', race(TOY)), '/listen.js': LISTEN },
    refuse: (path) => (down && path.endsWith('.wasm') ? 503 : null),
  });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  const alert = page.locator('#a sidestep-notices').getByRole('alert');
  await expect(alert).toContainText('WebAssembly');
  down = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  expect(await finish(page, 'a')).toBe(await replayed(TOY));
  await expect(alert).toHaveCount(0);

  down = true;
  await page.goto(`${site.origin}/?lang=en${TOY}`);
  await expect(page.locator('#failure')).toContainText('WebAssembly');
  down = false;
  await page.locator('sidestep-transport .reset').first().click();
  await expect(page.locator('#failure')).toHaveCount(0);
});

test('what does not come is named by what it is: texts, the gallery, a piece, a lesson', async ({ page }) => {
  let missing = /\/(en|zh)-[^/]*\.js$/;
  const element = (attributes: string) =>
    article(
      './sidestep-race.js',
      `<div lang="zh"><sidestep-race id="a" loading="eager" ${attributes}></sidestep-race></div>`,
    );
  const site = await host({
    pages: {
      '/article.html': element(`config="${TOY.replace(/&/g, '&amp;')}"`),
      '/preset.html': element('preset="ravine-100"'),
      '/pieces.html': element('preset="ravine-100" lang="en" autoplay'),
      '/listen.js': LISTEN,
    },
    refuse: (path) => (missing.test(path) ? 503 : null),
  });
  sites.push(site);
  const named = async (address: string, what: string | RegExp): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(`${site.origin}/${address}`);
    const alert = page.getByRole('alert').first();
    await expect(alert).toContainText(what);
    await expect(alert).not.toContainText('WebAssembly');
  };
  const codes = async () => (await said(page)).filter(({ name }) => name === 'error').map(({ detail }) => detail.code);

  await named(`?lang=en${TOY}`, 'The texts of this page cannot be loaded: ');
  await named(`?lang=zh${TOY}`, '界面文字无法加载：');
  await named('gallery.html?lang=zh', '界面文字无法加载：');
  await named(`embed.html?lang=zh${TOY}`, '界面文字无法加载：');
  await named('article.html', '界面文字无法加载：');
  expect(await codes()).toEqual(['no-language']);

  missing = /\/preset(s|-races)-[^/]*\.json$/;
  await named(
    'gallery.html?lang=en',
    /The races of the gallery cannot be loaded: presets-\S+ cannot be loaded: the server answered 503/,
  );
  await named('preset.html', '示例集的比赛无法加载：');
  expect(await codes()).toEqual(['no-presets']);

  missing = /\/drawing-[^/]*\.js$/;
  await named('pieces.html', /A part of the page could not be loaded:\s*Curves/);

  missing = /\/body-[^/]*\.js$/;
  await named('article.html', '这场比赛的脚本无法加载：');

  missing = /\/gallery-lesson-[^/]*\.js$/;
  await named(`?lang=en&race=ravine-100${TOY}`, /A part of the page could not be loaded:\s*The lesson of this race/);
});

test('where no worker can start, the fair-race badge says that the page computes, and why', async ({ page }) => {
  const site = await host({ refuse: (path) => (/\/worker-[^/]*\.js$/.test(path) ? 503 : null) });
  sites.push(site);
  await page.goto(`${site.origin}/?lang=en${TOY}`);
  await page.locator('sidestep-fair summary').click();
  await expect(page.locator('sidestep-fair')).toContainText(
    'by the page itself, which may be slow: no worker could start (Uncaught TypeError',
  );
});

test('a language that does not come leaves page and element in the other one', async ({ page }) => {
  const site = await host({
    pages: {
      '/article.html': article('./sidestep-race.js', `<div lang="zh">${race(TOY)}</div>`),
      '/listen.js': LISTEN,
    },
    refuse: (path) => (/\/zh-[^/]*\.js$/.test(path) ? 503 : null),
  });
  sites.push(site);
  await page.goto(`${site.origin}/?lang=zh${TOY}`);
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
  await expect(page.locator('.counter-now')).not.toHaveText('0');
  await expect(page.locator('#failure')).toHaveCount(0);
  await page.goto(`${site.origin}/article.html`);
  await expect(page.locator('#a').getByRole('button', { name: /^(Play|Pause)/ })).toBeVisible();
  expect(await finish(page, 'a')).toBe(await replayed(TOY));
});

test('a gallery whose races did not come had no way on', async ({ page }) => {
  let down = true;
  const site = await host({ refuse: (path) => (down && /\/presets-[^/]*\.json$/.test(path) ? 'index.html' : null) });
  sites.push(site);
  await page.goto(`${site.origin}/gallery.html?lang=en`);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('the server answered with a page instead');
  down = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('#moons')).toBeAttached();
  await expect(alert).toHaveCount(0);
});

test('an answer that never comes was never named: module, script, words, data, language', async ({ context }) => {
  test.slow(); // it takes as long as a reader is to wait, once for all of them
  let hangs = true;
  const open = async (what: RegExp, path: string) => {
    const site = await host({
      headers: cors,
      pages: { '/article.html': article('./sidestep-race.js', race(DIGITS)), '/listen.js': LISTEN },
      refuse: (asked) => (hangs && what.test(asked) ? 'never' : null),
    });
    sites.push(site);
    const page = await context.newPage();
    await page.goto(`${site.origin}${path}`, { waitUntil: 'commit' });
    return page;
  };
  const [words, module, data, body, language] = await Promise.all([
    open(/\/(notes|begin)-/, `/?lang=en${TOY}`),
    open(/\.wasm$/, `/?lang=zh${TOY}`),
    open(/train-000\.bin$/, '/article.html'),
    open(/\/body-/, '/article.html'),
    open(/\/zh-/, `/?lang=zh${TOY}`),
  ]);
  const [late, wait] = ['nothing has come for 15 seconds', { timeout: 60_000 }];
  const notice = words.getByRole('alert').filter({ hasText: late });
  await expect(notice).toContainText('notes-', wait);
  await expect(notice).toContainText(/begin-[^ ]*js cannot be loaded/, wait);
  await expect(notice.getByRole('button', { name: 'Reload the page' })).toBeVisible(wait); // of the script
  await expect(module.locator('#failure')).toContainText('已有 15 秒没有收到任何内容', wait);
  await expect(module.locator('#failure + sidestep-app')).toBeAttached(wait); // above what cannot run
  await expect(data.locator('#a').getByRole('alert').first()).toContainText(
    `train-000.bin cannot be loaded: ${late}`,
    wait,
  );
  await expect(body.locator('#a').getByRole('alert')).toContainText(late, wait);
  await expect(language.getByRole('button', { name: 'Share', exact: true })).toBeVisible(wait);
  await expect(language.getByRole('alert')).toContainText(late, wait); // beside the language that has come
  hangs = false;
  await module.locator('#failure').getByRole('button', { name: '重试' }).click();
  await expect(module.locator('.counter-now')).toHaveText('120', wait);
  await expect(module.locator('#failure')).toHaveCount(0);
  await data.locator('#a').getByRole('button', { name: 'Try again' }).click();
  expect(await finish(data, 'a', 60_000)).toBe(await replayed(DIGITS));
  await words.getByRole('button', { name: 'Reload the page' }).click();
  await expect(words.locator('.problem-doc a')).toBeVisible(wait);
  await expect(notice).toHaveCount(0);
});

test('a worker that ended silently froze the page', async ({ page }) => {
  await page.clock.install();
  await rememberWorkers(page);
  const site = await host({});
  sites.push(site);
  const link = TOY.replace('steps=120', 'steps=2000');
  await page.goto(`${site.origin}/?lang=en${link}`);
  await expect(page.locator('.counter-now')).toHaveText(/^[1-9]/); // under way
  await page.evaluate(() => {
    for (const worker of (window as unknown as { workers: Worker[] }).workers) worker.terminate();
  });
  const notice = page.getByText('A worker stopped responding');
  let seconds = 0;
  for (; !(await notice.isVisible()); seconds++) await page.clock.runFor(1000); // nobody is to wait for them here
  expect(seconds).toBeGreaterThan(10);
  await expect(page.locator('.counter-now')).toHaveText('2000', { timeout: 60_000 });
  await expect(page.locator('.checksum')).toHaveText(await replayed(link));
});
