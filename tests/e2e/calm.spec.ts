import { expect, type Page, test } from '@playwright/test';
import { article, LISTEN, TOY } from './element.ts';
import { host, type Site } from './host.ts';
import { counter, finished, visit } from './stage.ts';

const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

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
