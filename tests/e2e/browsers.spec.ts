// The same bits in every browser: Firefox and WebKit here, Chromium in the other files, and Node, which is asked what they should be.
import { expect, test } from '@playwright/test';
import { type Driver, firefox, firefoxPath, webkit, webkitPath } from './drivers.ts';
import { article, DIGITS, LISTEN, TOY } from './element.ts';
import { cors, host, type Site } from './host.ts';
import { replayed, swept } from './stage.ts';

const CHANGING =
  '#v=1&p=rosenbrock,noise=.1&o=adam,lr=.05;40,lr=.01;80,o=sgd,lr=.0001&o=sgd,lr=.001,momentum=.9;60,fresh=1&steps=120';

const browsers: [name: string, path: () => string | undefined, start: () => Promise<Driver>][] = [
  ['Firefox', firefoxPath, firefox],
  ['WebKitGTK', webkitPath, webkit],
];

for (const [name, path, start] of browsers) {
  test.describe(name, () => {
    test.skip(!path(), `there is no ${name} here`);
    test.describe.configure({ mode: 'serial', timeout: 150_000 });
    let driver: Driver;
    let site: Site;
    let other: Site;
    test.beforeAll(async () => {
      test.setTimeout(90_000);
      driver = await start();
      const races = Array.from(
        { length: 10 },
        (_, i) => `<sidestep-race id="r${i}" loading="eager" config="${TOY}&amp;seed=${i + 1}"></sidestep-race>`,
      );
      site = await host({
        headers: cors,
        pages: {
          '/ten.html': article('./sidestep-race.js', races.join('')),
          '/listen.js': LISTEN,
        },
      });
      other = await host({
        folders: {},
        headers: { 'content-security-policy': `script-src 'self' ${site.origin} 'wasm-unsafe-eval'` },
        pages: {
          '/': article(
            `${site.origin}/sidestep-race.js`,
            `<sidestep-race id="a" loading="eager" config="${TOY}"></sidestep-race>`,
          ),
          '/listen.js': LISTEN,
        },
      });
    });
    test.afterAll(async () => {
      await driver?.close();
      await Promise.all([site?.close(), other?.close()]);
    });

    const sum = `document.querySelector('.checksum')?.textContent ?? ''`;

    for (const [what, link] of [
      ['a toy race', TOY],
      ['an MNIST race', DIGITS],
      ['a race whose lanes change on the way', CHANGING],
    ] as const) {
      test(`${what}, and its link there and back`, async () => {
        await driver.goto(`${site.origin}/?lang=en${link}`);
        const expected = await replayed(link);
        await expect.poll(() => driver.value(sum), { timeout: 60_000 }).toBe(expected);
        const hash = await driver.value('location.hash');
        expect(hash).toBe(link);
        await driver.goto('about:blank');
        await driver.goto(`${site.origin}/?lang=en${hash}`);
        await expect.poll(() => driver.value(sum), { timeout: 60_000 }).toBe(expected);
      });
    }

    test('an experiment, tuned and over seeds, goes on after it was cancelled, to the same end', async () => {
      const link = '#v=1&p=rosenbrock,noise=1&o=sgd&o=adam&steps=400000&seeds=4&tune=3';
      const bar = `document.querySelector('sidestep-experiment-bar')`;
      const press = (what: string) => driver.value(`${bar}.querySelector('${what}').click()`);
      await driver.goto(`${site.origin}/?lang=en${link}`);
      const made = `Number(${bar}?.querySelector('.counter-now')?.textContent ?? 0)`;
      await expect.poll(() => driver.value(made), { timeout: 60_000 }).toBeGreaterThan(0);
      await press('.quiet');
      await driver.goto('about:blank');
      await driver.goto(`${site.origin}/?lang=en${link}`);
      const sum = `${bar}?.querySelector('.checksum')?.textContent ?? ''`;
      // Where runs were kept it waits to be told; else it is so short that it starts by itself.
      const goesOn = `(() => {
        const play = ${bar}?.querySelector('.play');
        if (play && !play.disabled && play.title !== 'Pause') play.click();
        return ${sum};
      })()`;
      await expect.poll(() => driver.value(goesOn), { timeout: 60_000 }).toBe(await swept(link));
      expect(await driver.value(`document.querySelectorAll('sidestep-experiment-bands path').length`)).toBeGreaterThan(
        3,
      );
    });

    test('a cell of a map opens the race that came to it', async () => {
      const link = '#v=1&p=rosenbrock&o=sgd,lr=.0001:.001:3,momentum=0:.9:3&steps=60';
      await driver.goto(`${site.origin}/?lang=en${link}`);
      const whole = `document.querySelector('sidestep-experiment-bar .checksum')?.textContent ?? ''`;
      await expect.poll(() => driver.value(whole), { timeout: 60_000 }).toBe(await swept(link));
      const map = `document.querySelector('sidestep-sweep-two [role=application]')`;
      for (const key of ['ArrowRight', 'ArrowUp', 'Enter'])
        await driver.value(
          `${map}.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true, cancelable: true })), 0`,
        );
      const now = 'location.hash';
      await expect.poll(() => driver.value(now)).not.toContain(':');
      const alone = String(await driver.value(now));
      await expect.poll(() => driver.value(sum), { timeout: 60_000 }).toBe(await replayed(alone));
    });

    /** Takes an element to its end; gives its checksum. */
    const ended = async (id: string): Promise<unknown> => {
      await expect
        .poll(() => driver.value(`said.some((it) => it.name === 'ready' && it.id === '${id}')`), { timeout: 40_000 })
        .toBe(true);
      await driver.value(`(document.querySelector('#${id}').seek(120), 0)`);
      await expect
        .poll(() => driver.value(`said.some((it) => it.name === 'finish' && it.id === '${id}')`), { timeout: 40_000 })
        .toBe(true);
      return driver.value(`said.find((it) => it.name === 'finish' && it.id === '${id}').detail.checksum`);
    };

    // Without a window another tab hides one here alone.
    if (name === 'Firefox')
      test('a race in a tab behind another stands still, and goes on', async () => {
        const race = '#v=1&p=rosenbrock&o=sgd,lr=.0001&o=adam,lr=.001&steps=20000&speed=60';
        await driver.goto(`${site.origin}/?lang=en${race}`);
        const step = async () =>
          Number(String(await driver.value(`document.querySelector('.counter-now')?.textContent`)).replace(/\D/g, ''));
        await expect.poll(step).toBeGreaterThan(0);
        const show = await driver.hide!();
        expect(await driver.value('document.visibilityState')).toBe('hidden');
        await new Promise((resolve) => setTimeout(resolve, 1000)); // what was under way
        const stood = await step();
        await new Promise((resolve) => setTimeout(resolve, 4000));
        expect(await step()).toBe(stood);
        await show();
        await expect.poll(step).toBeGreaterThan(stood);
        expect(await step()).toBeLessThan(stood + 200); // of the 240 steps that it was away for, it makes up none
        expect(await driver.value(`document.querySelector('[role=alert]')?.textContent ?? ''`)).toBe('');
      });

    test('an element from another origin, under a strict policy', async () => {
      await driver.goto(other.origin);
      expect(await ended('a')).toBe(await replayed(TOY));
    });

    test('ten elements on a page', async () => {
      await driver.goto(`${site.origin}/ten.html`);
      for (let i = 0; i < 10; i += 3) expect(await ended(`r${i}`)).toBe(await replayed(`${TOY}&seed=${i + 1}`));
    });
  });
}
