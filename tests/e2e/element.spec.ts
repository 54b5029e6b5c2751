import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { article, DIGITS, finish, LISTEN, said, TOY } from './element.ts';
import { cors, type HostOptions, host, type Site } from './host.ts';
import { replayed } from './stage.ts';

let sites: Site[] = [];
const serve = async (options: HostOptions): Promise<Site> => {
  const site = await host(options);
  sites.push(site);
  return site;
};
test.afterEach(async () => {
  await Promise.all(sites.map((site) => site.close()));
  sites = [];
});

const race = (id: string, link: string, more = '') =>
  `<sidestep-race id="${id}" config="${link.replace(/&/g, '&amp;')}" autoplay ${more}><img slot="poster" alt="a poster"></sidestep-race>`;

/** Fast, so that the test is: an attribute of the reader's preferences, not of the race. */
const ELEMENT = './sidestep-race.js';
const STRICT = "script-src 'self' 'wasm-unsafe-eval'";
const listen = { '/listen.js': LISTEN };

for (const [what, link] of [
  ['a toy race', TOY],
  ['an MNIST race', DIGITS],
] as const) {
  test(`${what} from another origin runs in workers, and comes to the checksum of the command line`, async ({
    page,
  }) => {
    const there = await serve({ headers: cors });
    const here = await serve({
      folders: {},
      pages: { '/': article(`${there.origin}/sidestep-race.js`, race('a', link)), ...listen },
    });
    await page.goto(here.origin);
    expect(await finish(page, 'a')).toBe(await replayed(link));
    expect(page.workers().length).toBeGreaterThan(0);
    expect(page.workers().every((worker) => worker.url().startsWith('blob:'))).toBe(true);
  });
}

test("runs under script-src 'self' 'wasm-unsafe-eval', in workers of its own origin", async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const site = await serve({
    pages: { '/article.html': article(ELEMENT, race('a', TOY)), ...listen },
    headers: { 'content-security-policy': STRICT },
  });
  await page.goto(`${site.origin}/article.html`);
  expect(await finish(page, 'a')).toBe(await replayed(TOY));
  expect(page.workers().length).toBeGreaterThan(0);
  expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
});

test('runs in workers under the policy that the documentation gives for another origin', async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => /error|warning/.test(message.type()) && errors.push(message.text()));
  const there = await serve({ headers: cors });
  const docs = await readFile(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
  const [, policy] = /a script of another origin[^`]*`([^`]+)`/.exec(docs)!;
  const here = await serve({
    folders: {},
    pages: { '/': article(`${there.origin}/sidestep-race.js`, `${race('a', TOY)}${race('b', DIGITS)}`), ...listen },
    headers: {
      'content-security-policy': `default-src 'none'; ${policy!.replaceAll('https://example.org', there.origin)}`,
    },
  });
  await page.goto(here.origin);
  expect([await finish(page, 'a'), await finish(page, 'b')]).toEqual([await replayed(TOY), await replayed(DIGITS)]);
  expect(page.workers().length).toBeGreaterThan(0);
  expect(errors.filter((text) => !text.includes('favicon'))).toEqual([]);
});

test('runs in the page where a policy forbids workers', async ({ page }) => {
  const site = await serve({
    pages: { '/article.html': article(ELEMENT, race('a', TOY)), ...listen },
    headers: { 'content-security-policy': `${STRICT}; worker-src 'none'` },
  });
  await page.goto(`${site.origin}/article.html`);
  expect(await finish(page, 'a')).toBe(await replayed(TOY));
  expect(page.workers()).toEqual([]);
});

test('runs where there is no Worker at all', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'));
  const site = await serve({ pages: { '/article.html': article(ELEMENT, race('a', DIGITS)), ...listen } });
  await page.goto(`${site.origin}/article.html`);
  expect(await finish(page, 'a')).toBe(await replayed(DIGITS));
  const errors = (await said(page)).filter(({ name }) => name === 'error');
  expect(errors).toMatchObject([
    { detail: { code: 'no-worker', message: expect.stringContaining('Worker is not defined') } },
  ]);
});

test('runs in a sandboxed iframe', async ({ page }) => {
  const site = await serve({
    headers: cors,
    pages: {
      '/outer.html':
        '<!doctype html><iframe sandbox="allow-scripts" src="article.html" width="700" height="800"></iframe>',
      '/article.html': article(ELEMENT, race('a', TOY)),
      ...listen,
    },
  });
  await page.goto(`${site.origin}/outer.html`);
  const inner = page.frames()[1]!;
  await expect
    .poll(
      () =>
        inner.evaluate(() =>
          (window as unknown as { said?: { name: string }[] }).said?.some(({ name }) => name === 'finish'),
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
  const sum = await inner.evaluate(
    () =>
      (window as unknown as { said: { name: string; detail: { checksum: string } }[] }).said.find(
        ({ name }) => name === 'finish',
      )!.detail.checksum,
  );
  expect(sum).toBe(await replayed(TOY));
});

test('ten on a page share one compiled module and one pool; those far away do not boot', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 3 });
    const compile = WebAssembly.compileStreaming;
    (window as unknown as { compiled: number }).compiled = 0;
    WebAssembly.compileStreaming = (...args) => {
      (window as unknown as { compiled: number }).compiled++;
      return compile(...args);
    };
  });
  const races = Array.from({ length: 10 }, (_, i) => race(`r${i}`, `${TOY}&seed=${i + 1}`)).join('');
  const far = `<div style="height: 9000px"></div>${race('far', TOY)}`;
  const site = await serve({
    pages: {
      '/article.html': article(
        ELEMENT,
        races + far,
        '<style>sidestep-race{--sidestep-height:4rem}body{zoom:.3}</style>',
      ),
      ...listen,
    },
  });
  await page.goto(`${site.origin}/article.html`);
  for (let i = 0; i < 10; i++) {
    await page.locator(`#r${i}`).scrollIntoViewIfNeeded();
    expect(await finish(page, `r${i}`)).toBe(await replayed(`${TOY}&seed=${i + 1}`));
  }
  expect(await page.evaluate(() => (window as unknown as { compiled: number }).compiled)).toBe(1);
  expect(page.workers().length).toBe(2);
  expect((await said(page)).filter(({ id }) => id === 'far')).toEqual([]);
  expect(await page.locator('#far img').isVisible()).toBe(true);
  expect(await page.locator('#r0 img').isVisible()).toBe(false);
});

test('a race that is hidden takes no room and loads nothing until it is shown', async ({ page }) => {
  const site = await serve({ pages: { '/article.html': article(ELEMENT, race('a', TOY, 'hidden')), ...listen } });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${site.origin}/article.html`);
  await page.waitForFunction(() => customElements.get('sidestep-race'));
  await page.waitForTimeout(1000);
  await expect(page.locator('#a')).toBeHidden();
  expect(asked.filter((url) => /body-|\.wasm/.test(url))).toEqual([]);
  await page.locator('#a').evaluate((it) => it.removeAttribute('hidden'));
  expect(await finish(page, 'a')).toBe(await replayed(TOY));
});

test('computes only on screen, gives its worker back after ten seconds, and replays to where it stood', async ({
  page,
}) => {
  const long = TOY.replace('steps=120', 'steps=2000');
  const site = await serve({
    pages: {
      '/article.html': article(ELEMENT, `${race('a', long)}<div style="height: 5000px"></div><p id="end">end</p>`),
      ...listen,
    },
  });
  await page.clock.install();
  await page.goto(`${site.origin}/article.html`);
  const step = () =>
    page.evaluate(() =>
      Number(document.querySelector('#a')!.shadowRoot!.querySelector('.counter-now')!.textContent!.replace(/\D/g, '')),
    );
  await expect
    .poll(() => page.evaluate(() => !!document.querySelector('#a')!.shadowRoot!.querySelector('.counter-now')))
    .toBe(true);
  await expect.poll(step).toBeGreaterThan(10);
  await page.locator('#end').scrollIntoViewIfNeeded();
  await page.clock.runFor(500);
  const stood = await step();
  await page.clock.runFor(5000);
  expect(await step()).toBe(stood);
  expect(page.workers().length).toBeGreaterThan(0);
  await page.clock.runFor(6000); // given back
  await page.clock.runFor(11_000); // nobody else wants it
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await step()).toBe(stood);
  await page.locator('#a').scrollIntoViewIfNeeded();
  await expect.poll(step, { timeout: 20_000 }).toBeGreaterThan(stood);
  await page.evaluate(() =>
    (document.querySelector('#a') as HTMLElement & { seek(t: number): Promise<void> }).seek(2000),
  );
  expect(await finish(page, 'a')).toBe(await replayed(long));
});

test('is driven by methods and properties, and names every mistake', async ({ page }) => {
  const site = await serve({
    pages: {
      '/article.html': article(
        ELEMENT,
        `<sidestep-race id="a" preset="beale" loading="eager" view="trajectory,constructor" controls="play,lr,constructor"></sidestep-race>
         <sidestep-race id="b" config="#v=1&amp;p=beale,noise=-3&amp;o=adam,lr=&lt;img src=x onerror=said.push({name:1})&gt;" loading="eager"></sidestep-race>
         <sidestep-race id="c" preset="nobody" loading="eager"></sidestep-race>`,
      ),
      ...listen,
    },
  });
  await page.goto(`${site.origin}/article.html`);
  await expect.poll(async () => (await said(page)).filter(({ name }) => name === 'ready').length).toBe(3);
  const mistakes = async () =>
    (await said(page))
      .filter(({ name }) => name === 'error')
      .map(({ id, detail }) => `${id} ${detail.code} ${detail.at}`)
      .sort();
  await expect
    .poll(mistakes)
    .toEqual([
      'a unknown-id controls',
      'a unknown-id view',
      'b out-of-range problem.noise',
      'b wrong-type lanes.0.lr',
      'c unknown-id preset',
    ]);
  const result = await page.evaluate(async () => {
    const it = document.querySelector('#a') as HTMLElement & {
      config: unknown;
      step(n?: number): Promise<void>;
      seek(t: number): Promise<void>;
      reset(): Promise<void>;
    };
    const shown = (): string => it.shadowRoot!.querySelector('.counter-now')!.textContent!;
    const frame = () => new Promise((resolve) => setTimeout(resolve, 200));
    const seen: string[] = [];
    // A busy machine draws its next frame late.
    const act = async (does: Promise<void>, step: string) => {
      await does;
      const end = performance.now() + 10_000;
      while (shown() !== step && performance.now() < end) await frame();
      seen.push(shown());
    };
    await act(it.step(7), '7');
    await act(it.step(), '8');
    await act(it.seek(30), '30');
    await act(it.seek(12), '12');
    await act(it.reset(), '0');
    (it as { config: unknown }).config = '#v=1&p=himmelblau&o=adam,lr=.1&steps=33';
    await frame();
    const refused = await it.seek(-1).then(
      () => 'no',
      (error: Error) => error.name,
    );
    return {
      seen,
      id: (it.config as { problem: { id: string } }).problem.id,
      steps: (it.config as { steps: number }).steps,
      refused,
      fields: it.shadowRoot!.querySelectorAll('[data-field=lr]').length,
    };
  });
  expect(result).toEqual({
    seen: ['7', '8', '30', '12', '0'],
    id: 'himmelblau',
    steps: 33,
    refused: 'SidestepError',
    fields: 1,
  });
});

test('an equal config began the race anew, for ever where a framework renders at each step', async ({ page }) => {
  const site = await serve({
    pages: {
      '/article.html': article(ELEMENT, '<sidestep-race id="a" loading="eager" autoplay></sidestep-race>'),
      ...listen,
    },
  });
  await page.goto(`${site.origin}/article.html`);
  await page.evaluate(() => {
    const it = document.querySelector('#a') as HTMLElement & { config: unknown };
    const give = (): void => {
      it.config = { lanes: [{ optimizer: 'adam', lr: 0.1 }], steps: 40, problem: { id: 'beale' } };
    };
    give();
    for (const name of ['ready', 'step', 'error']) it.addEventListener(`sidestep-${name}`, give);
  });
  await finish(page, 'a');
  expect((await said(page)).map(({ name }) => name)).toEqual(['ready', 'step', 'finish']);
});

for (const [lang, means] of [
  ['en', /“\[object Object\]” is neither a link nor JSON.* JSON\.stringify/],
  ['zh', /“\[object Object\]”既不是链接.*JSON\.stringify/],
] as const) {
  test(`an object as an attribute raced Rosenbrock; in ${lang} it is named, until a config comes`, async ({ page }) => {
    const site = await serve({
      pages: {
        '/article.html': article(
          ELEMENT,
          `<sidestep-race id="a" lang="${lang}" loading="eager" config="[object Object]"></sidestep-race>`,
        ),
        ...listen,
      },
    });
    await page.goto(`${site.origin}/article.html`);
    await expect(page.locator('#a').getByRole('alert')).toHaveText(means);
    expect(await said(page)).toMatchObject([{ name: 'error', detail: { code: 'bad-json', at: 'config' } }]);
    const give = (config: unknown) =>
      page.locator('#a').evaluate((it, value) => Object.assign(it, { config: value }), config);
    await give([]);
    await expect(page.locator('#a').getByRole('alert')).toContainText(
      lang === 'en' ? 'must be an object' : '必须是对象',
    );
    await give({ problem: { id: 'beale' }, lanes: [{ optimizer: 'adam' }] });
    await expect(page.locator('#a .chart')).toBeVisible();
    await give('undefined');
    await expect(page.locator('#a').getByRole('alert')).toContainText('“undefined”');
    expect(
      await page
        .locator('#a')
        .evaluate((it) => (it as unknown as { config: { problem: { id: string } } }).config.problem.id),
    ).toBe('beale');
  });
}
