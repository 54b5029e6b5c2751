import { expect, test } from '@playwright/test';
import { TOY } from './element.ts';
import { dist, host, type Site } from './host.ts';

let sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

/** An article that makes its iframe as high as the race says, as docs/embedding.md has it. */
const outer = (src: string) => `<!doctype html><meta charset="utf-8"><title>An article</title>
<iframe src="${src}" width="600" height="100" title="A race"></iframe>
<script>
window.sizes = [];
addEventListener('message', ({ source, data }) => {
  const frame = document.querySelector('iframe');
  if (source === frame.contentWindow && data?.type === 'sidestep:size') { frame.height = data.height; sizes.push(data); }
});
</script>`;

test('an iframe from another origin says how high it is, plays what it is told and ignores strangers', async ({
  page,
}) => {
  const there = await host({});
  const here = await host({
    folders: {},
    pages: { '/': outer(`${there.origin}/embed.html?view=trajectory,loss&controls=play,lr${TOY}`) },
  });
  sites = [there, here];
  await page.goto(here.origin);
  const inner = page.frameLocator('iframe');
  await expect(inner.locator('sidestep-contour-map')).toBeVisible();
  await expect(inner.locator('sidestep-loss-curves')).toBeVisible();
  await expect(inner.getByRole('textbox', { name: 'learning rate' })).toHaveCount(2);
  await expect(inner.getByRole('link', { name: 'Open in Sidestep' })).toHaveAttribute('href', `./${TOY}`);
  const high = () => inner.locator('html').evaluate((html) => Math.ceil(html.getBoundingClientRect().height));
  await expect
    .poll(() => page.locator('iframe').evaluate((frame) => Number((frame as HTMLIFrameElement).height)))
    .toBe(await high());
  expect(await high()).toBeGreaterThan(300);

  const post = (message: unknown) =>
    page.evaluate((it) => document.querySelector('iframe')!.contentWindow!.postMessage(it, '*'), message);
  await post({ type: 'sidestep:seek', t: 120 });
  await expect(inner.locator('.counter-now')).toHaveText('120');
  const frame = page.frames()[1]!;
  const ignored = () => frame.evaluate(() => Number(document.documentElement.dataset.ignored ?? 0));
  expect(await ignored()).toBe(0);
  const garbage = [
    null,
    7,
    'sidestep:play',
    {},
    { type: 'toString' },
    { type: 'sidestep:step', n: 'x' },
    { type: ['sidestep:play'] },
    ...[7, null, 'garbage', '', [], '{', `#p=${'x'.repeat(70_000)}`].map((config) => ({
      type: 'sidestep:config',
      config,
    })),
  ];
  for (const message of garbage) await post(message);
  await expect.poll(ignored).toBe(garbage.length);
  // A frame beside it, of a third party, asks for what only the page around may.
  await frame.evaluate(() => {
    const stranger = document.createElement('iframe');
    stranger.srcdoc = "<script>parent.postMessage({type:'sidestep:reset'},'*')</script>";
    document.body.append(stranger);
  });
  await expect.poll(ignored).toBe(garbage.length + 1);
  await expect(inner.locator('.counter-now')).toHaveText('120');
  // Another race: what opens in Sidestep is that one.
  const home = inner.getByRole('link', { name: 'Open in Sidestep' });
  const other = TOY.replace('steps=120', 'steps=90');
  await post({ type: 'sidestep:config', config: other });
  await expect(home).toHaveAttribute('href', `./${other}`);
  const rate = inner.getByRole('textbox', { name: 'learning rate' }).first();
  await rate.fill('.02');
  await rate.blur();
  await home.hover();
  await expect(home).toHaveAttribute('href', /lr=\.02/);
  expect(await ignored()).toBe(garbage.length + 1);
});

test('parts may be chosen among the parts of the link, and a hostile one does no harm', async ({ page }) => {
  const site = await host({});
  sites = [site];
  page.on('dialog', () => expect.soft('a dialog').toBe('none'));
  await page.addInitScript(() => {
    const wrong: string[] = [];
    Object.assign(window, { wrong });
    document.addEventListener('sidestep-error', ({ detail }) => wrong.push(`${detail.at}: ${detail.message}`));
  });
  await page.goto(
    `${site.origin}/embed.html${TOY}&view=loss&controls=none&lang=zh&theme=dark&type=huge&%3Cimg src=x onerror=alert(1)%3E=1`,
  );
  await expect(page.locator('sidestep-loss-curves')).toBeVisible();
  await expect(page.locator('sidestep-contour-map')).toHaveCount(0);
  await expect(page.locator('sidestep-transport')).toHaveCount(0);
  await expect(page.getByRole('link', { name: '在 Sidestep 中打开' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  const wrong = () => page.evaluate(() => (window as unknown as { wrong: string[] }).wrong);
  await expect.poll(wrong).toContain("type: there is no type 'huge'");
});

for (const [query, plays] of [
  ['autoplay=0', false],
  ['autoplay=false', false],
  ['autoplay=no', false],
  ['autoplay', true],
] as const)
  test(`embed.html?${query} ${plays ? 'plays' : 'does not play'}`, async ({ page }) => {
    const site = await host({});
    sites = [site];
    await page.goto(`${site.origin}/embed.html?${query}${TOY}`);
    await expect(page.getByRole('link', { name: 'Open in Sidestep' })).toBeVisible(); // it is ready
    if (plays) await expect(page.locator('.counter-now')).not.toHaveText('0');
    else {
      await page.waitForTimeout(500);
      await expect(page.locator('.counter-now')).toHaveText('0');
    }
  });

const LIGHT = 'rgb(253, 253, 251)';
const DARK = 'rgb(19, 22, 25)';

test('a frame in a light article is light though the system is dark; an article says what else it is', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const there = await host({});
  const frame = (id: string, origin: string, query: string, style = '') =>
    `<iframe id="${id}" src="${origin}/embed.html?controls=none&view=loss${query}${TOY}" style="${style}" title="A race"></iframe>`;
  const here = await host({
    pages: {
      '/article.html': `<!doctype html><meta charset="utf-8">${frame('plain', there.origin, '')}${frame('dark', there.origin, '&theme=Dark')}
        ${frame('auto', there.origin, '&theme=auto')}${frame('own', '.', '')}${frame('own-dark', '.', '', 'color-scheme: dark')}`,
    },
  });
  sites = [there, here];
  await page.goto(`${here.origin}/article.html`);
  const ground = (id: string) =>
    page
      .frameLocator(`#${id}`)
      .locator('body')
      .evaluate((body) => getComputedStyle(body).backgroundColor);
  const found: Record<string, string> = {};
  for (const id of ['plain', 'dark', 'auto', 'own', 'own-dark']) {
    await expect(page.frameLocator(`#${id}`).locator('.race')).toBeVisible();
    found[id] = await ground(id);
  }
  expect(found).toEqual({ plain: LIGHT, dark: DARK, auto: DARK, own: LIGHT, 'own-dark': DARK });
  await page.evaluate(() =>
    document
      .querySelector<HTMLIFrameElement>('#plain')!
      .contentWindow!.postMessage({ type: 'sidestep:theme', theme: 'dark' }, '*'),
  );
  await expect.poll(() => ground('plain')).toBe(DARK);
});

for (const [lang, words, others] of [
  ['en', 'Optimizers race here', '优化器在此赛跑'],
  ['zh', '优化器在此赛跑', 'Optimizers race here'],
] as const) {
  test(`until the race is there the page says in ${lang} what comes`, async ({ page }) => {
    const site = await host({});
    sites = [site];
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route(/assets\/body-/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${site.origin}/embed.html?lang=${lang}${TOY}`, { waitUntil: 'commit' });
    await expect(page.locator('sidestep-race')).toContainText(words);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByText(others)).toBeHidden();
    go();
    await expect(page.locator('sidestep-contour-map')).toBeVisible();
    await expect(page.getByText(words)).toBeHidden();
  });
}

test('the built site works under any path, and asks for nothing elsewhere', async ({ page }) => {
  test.slow();
  const site = await host({ folders: { '/a/b/': dist } });
  sites = [site];
  const failed: string[] = [];
  page.on('response', (response) => response.status() >= 400 && failed.push(response.url()));
  page.on('request', (request) => {
    const { origin, pathname, protocol } = new URL(request.url());
    if (protocol !== 'blob:' && (origin !== site.origin || !pathname.startsWith('/a/b/'))) failed.push(request.url());
  });
  for (const path of ['', 'gallery.html', `embed.html${TOY}`]) {
    await page.goto(`${site.origin}/a/b/${path}`);
    await expect(page.locator('canvas').first()).toBeVisible({ timeout: 45_000 }); // the gallery's races take turns
  }
  expect(failed.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([]);
});
