// A tuning never sees the items that are reported: its trials are plain races that are tested on validation items.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Line } from '../../../web/src/experiment/line.ts';
import { call, good, parsed } from '../support/terminal.ts';

const folder = await mkdtemp(join(tmpdir(), 'validation-'));
afterAll(() => rm(folder, { recursive: true }));

async function tuned(...args: string[]): Promise<{ trials: Line[]; reported: Line[] }> {
  const lines = parsed(await good('sweep', ...args)) as Line[];
  return {
    trials: lines.filter(({ trial }) => trial !== undefined),
    reported: lines.filter(({ trial }) => trial === undefined),
  };
}

it('measures trials on validation items, by links that replay, and what is reported on test items', async () => {
  const link = '#p=network,net=dense(10),train=200,test=50&o=sgd,lr=.01:1&o=adam&steps=5&tune=2,seeds=1';
  const { trials, reported } = await tuned(link);
  for (const { link, checksum, final } of trials) {
    expect(link).toContain(',testOn=validation');
    expect(final.testLoss).toBeGreaterThan(0);
    await good('verify', `${link}&checksum=${checksum}`);
  }
  for (const { link, checksum, final } of reported) {
    expect(link).not.toContain('testOn');
    expect(final.testLoss).toBeGreaterThan(0);
    await good('verify', `${link}&checksum=${checksum}`);
  }
  // The same weights, on other items.
  const [trial] = trials;
  const onTest = parsed(await good('run', trial!.link.replace(',testOn=validation', '')));
  expect(onTest.at(-1).checksum).toBe(trial!.checksum);
});

it('chooses by validation items where the test items would have chosen otherwise', async () => {
  const link = '#p=network,net=dense(10),train=300,test=60&o=sgd,lr=.03:.3&seed=6&steps=20&tune=6,by=accuracy,seeds=1';
  const { trials, reported } = await tuned(link);
  const best = (values: number[]) => values.indexOf(Math.max(...values));
  const validated = best(trials.map(({ final }) => final.accuracy!));
  const tested = await Promise.all(
    trials.map(async ({ link }) => {
      const rows = parsed(await good('run', link.replace(',testOn=validation', '')));
      return rows.at(-2).accuracy as number;
    }),
  );
  expect(best(tested)).not.toBe(validated); // else this shows nothing
  expect(reported[0]!.set).toEqual(trials[validated]!.set);
});

it('chooses by the loss on validation items, not by that of the last batch', async () => {
  const link = '#p=network,net=dense(10),train=300,test=60&o=sgd,lr=.03:.3&steps=20&tune=6,seeds=1';
  const { trials, reported } = await tuned(link);
  const least = (values: number[]) => values.indexOf(Math.min(...values));
  const validated = least(trials.map(({ final }) => final.testLoss!));
  expect(least(trials.map(({ final }) => final.loss!))).not.toBe(validated);
  expect(reported[0]!.set).toEqual(trials[validated]!.set);
});

it('does so on data that problems make, and leaves problems without any as they are', async () => {
  const made = await tuned('#p=moons&o=sgd,lr=.01:1&steps=5&tune=2');
  expect(made.trials.every(({ link }) => link.includes('testOn=validation'))).toBe(true);
  for (const { link, checksum } of made.trials) await good('verify', `${link}&checksum=${checksum}`);
  for (const problem of ['rosenbrock', 'pure_noise', 'matrix_factorization']) {
    const { trials } = await tuned(`#p=${problem}&o=sgd,lr=.01:1&steps=5&tune=2`);
    expect(trials.some(({ link }) => link.includes('testOn'))).toBe(false);
  }
});

it('leaves items of a file of one’s own for validation, and says how where a link leaves none', async () => {
  const path = join(folder, 'points.csv');
  const rows = Array.from({ length: 50 }, (_, i) => `${i % 7},${(i * i) % 11},${i % 2 ? 'a' : 'b'}`);
  await writeFile(path, `x,y,class\n${rows.join('\n')}\n`);
  const link = '#p=network,data=own,net=dense(2)&o=sgd,lr=.01:1&steps=5&tune=2';
  const { trials, reported } = await tuned(link, '--file', path);
  for (const { link, checksum } of [trials[0]!, reported[0]!]) {
    expect(link).toContain(',train=30,test=10');
    await good('verify', `${link}&checksum=${checksum}`, '--file', path);
  }
  expect(await call('sweep', link.replace('own,', 'own,train=40,test=10,'), '--file', path)).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^out-of-range problem\.train uses all 40 training items .* use fewer/),
  });
});

it('is refused before anything is run where a dataset has no items left', async () => {
  for (const train of ['60000', '100_60000', '100:60000:3'])
    expect(await call('sweep', `#p=network,train=${train}&o=sgd,lr=.01:1&steps=5&tune=2`, '--count')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^out-of-range problem\.train uses all 60000 training items/),
    });
  expect(await call('sweep', '#p=network,data=cifar10,train=50000&o=sgd&tune=2', '--count')).toMatchObject({
    status: 2,
  });
  expect(await call('sweep', '#p=network,train=59999&o=sgd&tune=2', '--count')).toMatchObject({ status: 0 });
});
