import { expect, test } from '@playwright/test';
import { checksum, finished, replayed, visit } from './stage.ts';

const toys =
  '#v=1&p=himmelblau,noise=.5&o=sgd,lr=.001,momentum=.9&o=adagrad,lr=.5&o=rmsprop,lr=.02&o=adam,lr=.1&steps=400';
const digits =
  '#v=1&p=network,train=1000,test=200&o=sgd,lr=.1&o=adagrad,lr=.05&o=rmsprop,lr=.002&o=adam,lr=.002&steps=60';

for (const [what, link, steps] of [
  ['a toy race', toys, 400],
  ['an MNIST race', digits, 60],
] as const) {
  test(`${what} has one checksum, run twice, with one worker and with four`, async ({ browser, baseURL }) => {
    const sums = [];
    for (const cores of [2, 5, 5]) {
      // A machine of that many cores: one is left to the page, so that one or four workers share the lanes.
      const page = await browser.newPage({ baseURL: baseURL! });
      await page.addInitScript((n) => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => n }), cores);
      await visit(page, { hash: link });
      await finished(page, steps, 60_000);
      expect(page.workers().length).toBe(cores - 1);
      sums.push(await checksum(page));
      await page.close();
    }
    expect(new Set([...sums, await replayed(link)]).size).toBe(1);
  });
}
