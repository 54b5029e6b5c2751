import { expect, type Page, test } from '@playwright/test';
import { article, LISTEN, TOY } from './element.ts';
import { host, type Site } from './host.ts';
import { counter, finished, spaced, visit } from './stage.ts';

const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

const MB = 2 ** 20;
const LONG = TOY.replace('steps=120', 'steps=20000');

test.describe('who wants nothing to move', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  const stands = async (page: Page) => {
    await expect(page.locator('.live tbody td:nth-child(3)').first()).toHaveText(/\d/, { timeout: 20_000 }); // it could run
    await page.waitForTimeout(500);
    await expect(counter(page)).toHaveText('0');
  };

  test('finds the page paused: at first, with another link and with another problem', async ({ page }) => {
    await visit(page, { hash: LONG });
    await stands(page);
    await page.evaluate(() => {
      location.hash = '#v=1&p=beale&o=adam,lr=.1&steps=300';
    });
    await expect(page.locator('.problem-title')).toHaveText('Beale');
    await stands(page);
    await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: 'Rosenbrock' });
    await expect(page.locator('.problem-title')).toHaveText('Rosenbrock');
    await stands(page);
    await page.keyboard.press('Space');
    await expect(counter(page)).not.toHaveText('0');
  });

  test('finds the frame and the element paused, though they were to play', async ({ page }) => {
    await page.goto(`./embed.html?autoplay=1&view=trajectory,table${LONG}`);
    await stands(page);
    const site = await host({
      pages: {
        '/article.html': article(
          './sidestep-race.js',
          `<sidestep-race id="a" config="${LONG.replace(/&/g, '&amp;')}" view="table" autoplay></sidestep-race>`,
        ),
        '/listen.js': LISTEN,
      },
    });
    sites.push(site);
    await page.goto(`${site.origin}/article.html`);
    await stands(page);
    await page.locator('#a .play').click();
    await expect(counter(page)).not.toHaveText('0');
  });
});

/** Keeps what the page says politely, with its times. */
const listen = (page: Page, within: string) =>
  page.evaluate((selector) => {
    const it = document.querySelector(selector)!;
    const line = (it.shadowRoot ?? it).querySelector('.spoken')!;
    const heard: { at: number; text: string }[] = [];
    new MutationObserver(() => heard.push({ at: performance.now(), text: line.textContent! })).observe(line, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    Object.assign(window, { heard });
    return line.getAttribute('aria-live');
  }, within);
const heard = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: { at: number; text: string }[] }).heard);

for (const where of ['the page', 'an element without a table']) {
  test(`${where} is summed up in one sentence now and then, and at its end`, async ({ page }) => {
    const link = '#v=1&p=rosenbrock&o=adam,lr=.05&o=sgd,lr=1&steps=500';
    const page_ = where === 'the page';
    if (page_) await visit(page, { hash: link, fast: false });
    else {
      await page.goto(`./embed.html?lang=en&autoplay=1${link}`);
      await expect(page.locator('.counter-now')).not.toHaveText('0', { timeout: 20_000 });
    }
    expect(await listen(page, page_ ? 'body' : 'sidestep-race')).toBe('polite');
    await finished(page, 500, 40_000);
    await expect
      .poll(async () => (await heard(page)).at(-1)?.text, { timeout: 10_000 })
      .toMatch(/^Adam leads with loss \S+ at step 500\. SGD: diverged at step \d+\.$/);
    const times = (await heard(page)).map(({ at }) => at);
    for (const [i, at] of times.entries()) if (i > 0) expect(at - times[i - 1]!).toBeGreaterThan(3000);
    // Everything that the canvases show is there as a table too.
    const table = page.getByRole('table', { name: 'Table of all lanes' });
    await expect(table.getByRole('row').filter({ hasText: 'Adam' }).getByRole('cell').first()).toHaveText('500');
    await expect(table.getByRole('row').filter({ hasText: 'SGD' })).toContainText('diverged');
  });
}

test('a hidden page computes nothing, and goes on where it stood', async ({ page }) => {
  // A browser without a window hides no page, so this does what browsers do: no frames, and the page is told.
  await page.addInitScript(() => {
    const real = window.requestAnimationFrame.bind(window);
    let hidden = false;
    const held: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (then) => (hidden ? held.push(then) : real(then));
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
    const posted = { n: 0 };
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...args: [never]) {
      posted.n++;
      return post.apply(this, args);
    };
    const hide = (now: boolean) => {
      hidden = now;
      document.dispatchEvent(new Event('visibilitychange'));
      if (!now) for (const then of held.splice(0)) real(then);
    };
    Object.assign(window, { posted, hide });
  });
  type Ours = { posted: { n: number }; hide(now: boolean): void };
  await visit(page, { hash: `${LONG}&speed=60`, fast: false });
  await expect(counter(page)).not.toHaveText('0');
  const step = async () => Number((await counter(page).textContent())!.replace(/\D/g, ''));
  const posted = () => page.evaluate(() => (window as unknown as Ours).posted.n);
  const hide = (now: boolean) => page.evaluate((it) => (window as unknown as Ours).hide(it), now);
  await page.waitForTimeout(500);
  await hide(true);
  await page.waitForTimeout(500); // what was under way
  const [stood, asked] = [await step(), await posted()];
  expect(asked).toBeGreaterThan(5);
  await page.waitForTimeout(3000);
  expect([await step(), await posted()]).toEqual([stood, asked]);
  await hide(false);
  await expect.poll(step).toBeGreaterThan(stood);
  expect(await step()).toBeLessThan(stood + 150); // of the 180 steps that it was away for, it makes up none
});

test('resets and other races, over and over, take no more memory', async ({ page }) => {
  test.setTimeout(300_000);
  // Without workers the page is the host: the module's memory and every message are then in the one heap that is measured.
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'Worker');
    const memories = new Set<WebAssembly.Memory>();
    Object.assign(window, { memories });
    const note = ({ exports }: WebAssembly.Instance) => {
      for (const it of Object.values(exports)) if (it instanceof WebAssembly.Memory) memories.add(it);
    };
    const real = WebAssembly.instantiate as (...args: unknown[]) => Promise<unknown>;
    Object.assign(WebAssembly, {
      instantiate: async (...args: unknown[]) => {
        const made = (await real(...args)) as WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;
        note('instance' in made ? made.instance : made);
        return made;
      },
    });
  });
  await visit(page, { hash: TOY });
  await finished(page, 120);
  const client = await page.context().newCDPSession(page);
  const sizes = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const wasm = await page.evaluate(() =>
      [...(window as unknown as { memories: Set<WebAssembly.Memory> }).memories].map(({ buffer }) => buffer.byteLength),
    );
    return { js: usedSize / MB, wasm: wasm.reduce((sum, size) => sum + size, 0) / MB, modules: wasm.length };
  };
  const races = [
    TOY,
    '#v=1&p=beale&o=adam,lr=.1&o=sgd,lr=.01&o=rmsprop,lr=.01&steps=200',
    '#v=1&p=quartic1d&o=sgd,lr=.01&o=adagrad,lr=.1&steps=100',
    '#v=1&p=moons&o=sgd,lr=.1&o=adam,lr=.01&steps=60',
  ];
  const round = async (n: number) => {
    for (const link of races) {
      const steps = Number(/steps=(\d+)/.exec(link)![1]);
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `${link}&seed=${n}`);
      await expect.poll(() => counter(page).textContent(), { timeout: 30_000 }).toBe(spaced(steps));
      await page.locator('.reset[aria-label^=Reset]').first().click();
      await page.locator('.play').click();
      await expect.poll(() => counter(page).textContent(), { timeout: 30_000 }).toBe(spaced(steps));
    }
  };
  for (let n = 1; n <= 2; n++) await round(n); // what is made once
  const before = await sizes();
  expect(before.wasm).toBeGreaterThan(1);
  for (let n = 3; n <= 8; n++) await round(n);
  const after = await sizes();
  console.log(`memory: ${JSON.stringify(before)}, then ${JSON.stringify(after)}`);
  expect(after.modules).toBe(before.modules);
  expect(after.wasm).toBeLessThanOrEqual(before.wasm + 1);
  expect(after.js).toBeLessThan(before.js + 3);
});
