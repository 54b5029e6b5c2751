// Frames a second and the longest task of the main thread while a reader does something, on a desk and on a phone.
import { serveSite } from './site.mjs';

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 2.625, hasTouch: true, isMobile: true };
const long =
  '#v=1&p=rosenbrock,noise=.5&o=sgd,lr=.0005&o=adagrad,lr=.5&o=rmsprop,lr=.02&o=adam,lr=.2&steps=20000&speed=0';
const rates = ['sgd,lr=.000', 'adam,lr=.00', 'rmsprop,lr=.00', 'adagrad,lr=.0'];
const lanes = Array.from({ length: 16 }, (_, i) => `&o=${rates[i % 4]}${i + 1}`).join('');
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** The race of the page has come to its end, and its last picture is drawn. */
async function ended(tab) {
  await tab.waitForFunction(() => document.querySelector('sidestep-app')?.stage?.ended, null, { timeout: 120_000 });
  await pause(3000);
}
const plays = (tab) => tab.waitForFunction(() => document.querySelector('sidestep-app')?.stage?.at > 20);
const middle = ({ x, y, width, height }, share = 0.5) => [x + share * width, y + height / 2];

/** A finger swipes up again and again. The gesture that DevTools can make with a finger scrolls nothing on an emulated phone. */
async function scrolls(tab, devtools) {
  const touch = (type, ...touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  for (let swipe = 0; swipe < 8; swipe++) {
    await touch('touchStart', { x: 200, y: 700 });
    for (let y = 680; y >= 200; y -= 20) {
      void touch('touchMove', { x: 200, y });
      await pause(16);
    }
    await touch('touchEnd');
  }
  if ((await tab.evaluate(() => scrollY)) < 1000) throw new Error('the page did not scroll');
}

/**
 * What is opened on which device, what must be so before it is measured, and what is done meanwhile. How many times slower the processor is
 * made: phones are weak desks, and long traces are to be looked at on the weakest.
 */
const actions = {
  'wheel over a map of 4 × 20,000 noisy rows': {
    ...{ device: desk, slower: [1, 6], path: long, before: ended },
    async act(tab) {
      await tab.mouse.move(...middle(await tab.locator('canvas.marks').boundingBox()));
      for (let notch = 0; notch < 8; notch++) {
        await tab.mouse.wheel(0, notch < 4 ? -100 : 100);
        await pause(120);
      }
      await pause(2000);
    },
  },
  'a slider of the same race': {
    ...{ device: desk, slower: [1, 6], path: long, before: ended },
    async act(tab) {
      const slider = tab.locator('sidestep-lanes input[type=range]').nth(1);
      await slider.scrollIntoViewIfNeeded();
      const box = await slider.boundingBox();
      await tab.mouse.move(...middle(box, 0.4));
      await tab.mouse.down();
      for (let k = 0; k < 15; k++) {
        await tab.mouse.move(...middle(box, 0.4 + k / 100));
        await pause(100);
      }
      await tab.mouse.up();
      await pause(1500);
    },
  },
  'a phone plays the first race': { device: phone, slower: [1, 4], path: '', before: plays, act: () => pause(4000) },
  'a phone plays 16 lanes': {
    ...{ device: phone, slower: [1, 4], path: `#v=1&p=rosenbrock${lanes}&steps=20000&speed=300` },
    ...{ before: plays, act: () => pause(4000) },
  },
  'a phone plays moons': {
    ...{ device: phone, slower: [1, 4], path: '#v=1&p=moons&o=sgd,lr=.1&o=adam,lr=.01&steps=20000' },
    ...{ before: plays, act: () => pause(4000) },
  },
  'a phone scrolls the gallery': {
    ...{ device: phone, slower: [4], path: 'gallery.html' },
    before: () => pause(3000),
    act: scrolls,
  },
  'a phone scrolls the article': {
    ...{ device: phone, slower: [4], path: 'examples/ravine.en.html' },
    before: () => pause(3000),
    act: scrolls,
  },
};

/** Of the page's main thread in a trace, in milliseconds: its longest task by the clock and by its processor, and what all take of that. */
function tasksOf(events) {
  const mains = new Map();
  for (const { name, args, pid, tid } of events)
    if (name === 'thread_name' && args.name === 'CrRendererMain') mains.set(`${pid} ${tid}`, []);
  for (const event of events)
    if (event.ph === 'X' && event.name === 'RunTask') mains.get(`${event.pid} ${event.tid}`)?.push(event);
  const most = (what) => Math.max(0, ...[...mains.values()].flat().map((event) => (event[what] ?? 0) / 1000));
  const sums = [...mains.values()].map((tasks) => tasks.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0));
  return { clock: most('dur'), processor: most('tdur'), all: Math.max(...sums) };
}

/** What the page does while `act` runs. */
async function watched(tab, devtools, act) {
  const events = [];
  const keep = ({ value }) => events.push(...value);
  devtools.on('Tracing.dataCollected', keep);
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
  });
  await tab.evaluate(() => {
    const times = [];
    window.frameTimes = times;
    const next = (time) => times.push(time) && requestAnimationFrame(next);
    requestAnimationFrame(next);
  });
  await act(tab, devtools);
  const times = await tab.evaluate(() => window.frameTimes);
  const ended = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await ended;
  devtools.off('Tracing.dataCollected', keep);
  const { clock, processor, all } = tasksOf(events);
  return {
    'frames a second': (1000 * (times.length - 1)) / (times.at(-1) - times[0]),
    'main thread, ms of the processor a frame': all / (times.length - 1),
    'longest task, ms': clock,
    'longest task, ms of the processor': processor,
  };
}

export const title = 'Frames and tasks of the main thread (slower processor)';
export const measured = {
  'frames a second': { worst: Math.min },
  'main thread, ms of the processor a frame': { worst: Math.max },
  'longest task, ms': { worst: Math.max },
  'longest task, ms of the processor': { worst: Math.max },
};

/** Each takes half a minute and more. */
export const rounds = 1;
export const cases = Object.entries(actions).flatMap(([name, { device, path, before, act, slower: times }]) =>
  times.map((slower) => ({
    name: `${name}, ${slower}×`,
    async run(browser, folder) {
      const site = await serveSite(folder);
      const context = await browser.newContext({ ...device, ignoreHTTPSErrors: true });
      try {
        const tab = await context.newPage();
        tab.setDefaultTimeout(120_000);
        const devtools = await context.newCDPSession(tab);
        await tab.goto(`${site.url}${path}`);
        await before(tab);
        await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
        return await watched(tab, devtools, act);
      } finally {
        await context.close();
        site.close();
      }
    },
  })),
);
