import { expect, type Page, test } from '@playwright/test';
import { eachLeaves, limitOf, marksOf } from '../web/support/marks.ts';
import { article } from './element.ts';
import { Heaps, type Held } from './heaps.ts';
import { host, type Site } from './host.ts';
import { visit } from './stage.ts';

// What is replaced is not kept, in the page, its workers and their modules. `npm run soak` repeats each of these for longer.

const KB = 1024;
const SOAK = process.env.SIDESTEP_SOAK === '1';
const times = (few: number, many: number): number => (SOAK ? many : few);

const STEPS = 20_000;
const LONG = `#v=1&p=rosenbrock&o=sgd,lr=.0001&o=adam,lr=.01&steps=${STEPS}`;
const DIGITS = '#v=1&p=network,train=500,test=100,net=dense(128)+relu+dense(10)&o=adam,lr=.001&steps=40';

const sites: Site[] = [];
test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

/** Repeats, and fails when each leaves something in the page, in the workers or in the modules' memory. */
async function flat(
  what: string,
  [repeats, warmUp]: [number, number],
  heaps: Heaps,
  repeat: (first: number, count: number) => Promise<unknown>,
  settled: () => Promise<unknown> = async () => {},
): Promise<void> {
  const leaves = (marks: readonly Held[], where: keyof Held): number =>
    eachLeaves(
      marks.map((held) => held[where]),
      repeats,
    );
  const measure = async (): Promise<Held> => {
    await settled();
    return heaps.sizes();
  };
  const marks = await marksOf(repeats, warmUp, repeat, measure, (marks) =>
    (['page', 'workers'] as const).every((where) => leaves(marks, where) < limitOf(repeats)),
  );
  const first = marks[0]!;
  const last = marks.at(-1)!;
  if (first.workers > 0) expect(first.wasm, 'the modules are looked into').toBeGreaterThan(0);
  const left = {
    page: leaves(marks, 'page'),
    workers: leaves(marks, 'workers'),
    wasm: (last.wasm - first.wasm) / repeats,
  };
  const kb = (bytes: number) => `${(bytes / KB).toFixed(1)} KB`;
  const whole = (at: typeof first) =>
    Object.entries(at)
      .map(([name, bytes]) => `${name} ${kb(bytes)}`)
      .join(', ');
  console.log(
    `memory: ${repeats} ${what}: ${whole(first)}; then ${whole(last)}; each leaves ${whole(left)} (page: ${marks.map(({ page }) => kb(page)).join(', ')})`,
  );
  for (const [where, bytes] of Object.entries(left))
    expect.soft(bytes, `left in ${where} by each of ${what}`).toBeLessThan(limitOf(repeats));
}

interface Stage {
  config: { problem: { id: string; data?: string }; steps: number };
  catchingUp: boolean;
  race: { lanes: { step: number; status: string; error?: { message: string } }[] };
}
type App = HTMLElement & { stage: Stage };

/** On the page: helpers for the loops, which would be slow from here. */
const HELP = `
  globalThis.app = () => document.querySelector('sidestep-app');
  globalThis.until = async (holds) => {
    const end = performance.now() + 30000;
    while (!holds()) {
      if (performance.now() > end) throw new Error('it took too long: ' + holds);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  globalThis.drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
`;
declare const app: () => App;
declare const until: (holds: () => boolean) => Promise<void>;
declare const drawn: () => Promise<void>;

/** Opens a page that is looked into. */
async function open(page: Page, hash: string): Promise<Heaps> {
  const heaps = await Heaps.of(page);
  await page.addInitScript(HELP);
  await visit(page, { hash });
  await page.evaluate(() => until(() => app().stage.race.lanes.every(({ step }) => step > 0)));
  await expect(page.locator('sidestep-help')).toBeAttached();
  return heaps;
}

/** The picture of before an edit is given up after so long. */
const PATIENCE = { quick: 2200, slow: 700 };

test.describe.configure({ timeout: SOAK ? 900_000 : 240_000 });

test('edits after 20,000 steps keep nothing of the lanes that they replace', async ({ page }) => {
  const heaps = await open(page, LONG);
  const edit = (first: number, count: number) =>
    page.evaluate(
      async ([first, count, steps]) => {
        for (let n = first; n < first + count; n++) {
          const slider = document.querySelectorAll<HTMLInputElement>('sidestep-lanes input[type=range]')[1]!;
          slider.value = String(Number(slider.max) / 2 + (n % 50));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          await until(() => app().stage.race.lanes.every(({ step }) => step === steps));
          await drawn();
        }
      },
      [first, count, STEPS] as const,
    );
  await flat('edits', [times(15, 201), times(5, 20)], heaps, edit, () => page.waitForTimeout(PATIENCE.quick));
});

/** Chooses one after the other in a list of the page, and waits until each lane of the race on it has come to `step`. */
const choose = (page: Page, list: string, values: readonly string[], step: number) => (first: number, count: number) =>
  page.evaluate(
    async ({ list, values, step, first, count }) => {
      for (let n = first; n < first + count; n++) {
        const select = document.querySelector<HTMLSelectElement>(list)!;
        const before = app().stage.config;
        select.value = values[n % values.length]!;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        await until(() => app().stage.config !== before && app().stage.race.lanes.every((lane) => lane.step >= step));
        await drawn();
      }
    },
    { list, values, step, first, count },
  );

test('another problem keeps nothing of the race on the last', async ({ page }) => {
  const heaps = await open(page, '#v=1&p=rosenbrock&o=sgd,lr=.0001&o=adam,lr=.01&steps=1999&speed=0');
  const values = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLOptionElement>('sidestep-problem-head option')]
      .slice(1, 5)
      .map(({ value }) => value),
  );
  await flat(
    'changes of problem',
    [times(15, 201), times(10, 40)],
    heaps,
    choose(page, 'sidestep-problem-head select', values, 2),
  );
});

test('two problems in turn keep nothing of each other', async ({ page }) => {
  const heaps = await open(page, '#v=1&p=rosenbrock&o=sgd,lr=.0001&o=adam,lr=.01&steps=300');
  const values = await page.evaluate(() => {
    const options = [...document.querySelectorAll<HTMLOptionElement>('sidestep-problem-head option')];
    return ['Beale', 'Spirals'].map((name) => options.find(({ text }) => text === name)!.value);
  });
  const list = 'sidestep-problem-head select';
  await flat('turns of two problems', [times(15, 201), times(10, 40)], heaps, choose(page, list, values, 2));
});

test('other data keep nothing of those before, nor of what learnt from them', async ({ page }) => {
  const heaps = await open(page, DIGITS);
  const values = ['fashionMnist', 'mnist'];
  const list = await page.evaluate((values) => {
    const found = [...document.querySelectorAll('select')].find(({ options }) =>
      values.every((value) => [...options].some((option) => option.value === value)),
    )!;
    return `#${CSS.escape(found.id)}`;
  }, values);
  await flat('changes of data', [times(9, 201), times(5, 20)], heaps, choose(page, list, values, 40), () =>
    page.waitForTimeout(PATIENCE.slow),
  );
});

/** Opens an article of these races, which is looked into; its clock can be put forward. */
async function openArticle(page: Page, body: string): Promise<Heaps> {
  const heaps = await Heaps.of(page);
  await page.addInitScript(HELP);
  const site = await host({ pages: { '/article.html': article('./sidestep-race.js', body) } });
  sites.push(site);
  await page.goto(`${site.origin}/article.html`);
  return heaps;
}

/** What was removed is gone for so long that its workers are, too. */
const gone = (page: Page) => async () => {
  for (let i = 0; i < 5; i++) await page.clock.runFor(5000);
  await expect.poll(() => page.workers().length).toBe(0);
};

test('elements that are added and removed leave nothing', async ({ page }) => {
  await page.clock.install();
  const heaps = await openArticle(page, '<div id="place"></div>');
  const add = (first: number, count: number) =>
    page.evaluate(
      async ({ first, count }) => {
        for (let n = first; n < first + count; n++) {
          const race = document.createElement('sidestep-race');
          race.setAttribute('loading', 'eager');
          race.setAttribute('autoplay', '');
          race.setAttribute('controls', 'play,lanes,problem,settings,fair');
          const problem = ['rosenbrock', 'beale'][n % 2];
          race.setAttribute('config', `#v=1&p=${problem}&o=sgd,lr=.0001&o=adam,lr=.01&steps=2000&speed=0`);
          let ended = false;
          race.addEventListener('sidestep-finish', () => {
            ended = true;
          });
          document.querySelector('#place')!.append(race);
          if (n % 5 < 4) await until(() => ended); // and some are gone before they have begun
          await drawn();
          race.remove();
        }
      },
      { first, count },
    );
  await flat('elements', [times(12, 201), times(6, 20)], heaps, add, gone(page));
  // Marks are kept for as long as the page is.
  expect(await page.evaluate(() => performance.getEntriesByName('sidestep:first-step').length)).toBeLessThan(2);
});

test('elements in frames that are removed with them leave nothing', async ({ page }) => {
  await page.clock.install();
  const heaps = await openArticle(page, '<div id="place"></div>');
  const add = (_first: number, count: number) =>
    page.evaluate(async (count) => {
      for (let n = 0; n < count; n++) {
        const frame = document.createElement('iframe');
        document.querySelector('#place')!.append(frame);
        const race = document.createElement('sidestep-race') as HTMLElement & { step(n: number): Promise<void> };
        race.setAttribute('loading', 'eager');
        race.setAttribute('config', '#v=1&p=beale&o=sgd,lr=.0001&o=adam,lr=.01&steps=2000');
        frame.contentDocument!.body.append(race);
        await race.step(2000);
        frame.remove();
      }
    }, count);
  await flat('elements in frames', [times(9, 51), times(6, 12)], heaps, add, gone(page));
});

test('lessons that an element shows one after the other leave nothing', async ({ page }) => {
  const heaps = await openArticle(page, '<sidestep-race id="a" loading="eager"></sidestep-race>');
  const lessons = ['adam-fails', 'beale', 'bias-correction', 'beale-flung'];
  const show = (first: number, count: number) =>
    page.evaluate(
      async ({ lessons, first, count }) => {
        const race = document.querySelector<HTMLElement & { step(n: number): Promise<void> }>('#a')!;
        for (let n = first; n < first + count; n++) {
          const ready = new Promise((resolve) => race.addEventListener('sidestep-ready', resolve, { once: true }));
          // The same one before each measurement: lessons differ in size.
          race.setAttribute('preset', lessons[n === first + count - 1 ? 0 : 1 + (n % (lessons.length - 1))]!);
          await ready;
          await race.step(20);
        }
      },
      { lessons, first, count },
    );
  await flat('lessons in an article', [times(18, 51), 9], heaps, show);
});

// Each is a load of the page.
if (SOAK)
  test('lessons that are opened one after the other leave nothing', async ({ page }) => {
    const heaps = await open(page, LONG);
    await page.goto('./gallery.html?lang=en');
    await expect(page.locator('.page-foot')).toBeAttached({ timeout: 30_000 });
    const links = await page
      .locator('.cards a')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('href')!));
    const read = async (first: number, count: number) => {
      for (let n = first; n < first + count; n++) {
        await page.goto(links[n === first + count - 1 ? 0 : n % links.length]!);
        await expect(page.locator('sidestep-lesson .lesson')).toBeVisible({ timeout: 30_000 });
        await page.evaluate(() => until(() => app().stage.race.lanes.every(({ step }) => step > 0)));
      }
    };
    // A race that goes on grows.
    await flat('lessons', [51, 6], heaps, read, () =>
      page.evaluate(() => until(() => app().stage.race.lanes.every(({ status }) => status !== 'running'))),
    );
  });
