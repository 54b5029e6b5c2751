// A target of a sweep: each line tells when its run first came to it, and a report how many did and how soon.
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { call, good, parsed } from '../support/terminal.ts';

const folder = await mkdtemp(join(tmpdir(), 'target-'));
afterAll(() => rm(folder, { recursive: true }));
let files = 0;
const path = () => join(folder, `${files++}.ndjson`);

const LINK = '#v=1&p=rosenbrock,noise=.1&o=sgd,lr=.00001:.001:2&o=adam,lr=.1:1:2&steps=60&seeds=5';

/** The first step at which the run of a link is there, by its own rows. */
async function firstOf(link: string, isThere: (row: { loss: number; accuracy?: number }) => boolean) {
  const rows = parsed(await good('run', link)).slice(0, -1);
  return rows.find(isThere)?.step ?? null;
}

it('is in each line, with the step that the run’s own rows have, and nothing else is other', async () => {
  const plain = parsed(await good('sweep', LINK));
  const told = parsed(await good('sweep', LINK, '--target', '3', '--workers', '2'));
  expect(told.map(({ target: _, ...line }) => line)).toEqual(plain);
  const steps = told.map(({ target }) => target.step);
  expect([steps.includes(null), steps.some((step) => step > 0)]).toEqual([true, true]);
  for (const { link, target } of told)
    expect(target).toEqual({ loss: 3, step: await firstOf(link, ({ loss }) => loss <= 3) });
});

it('may be an accuracy, at a step with a test', async () => {
  const link = '#p=moons,evaluate=5&o=adam,lr=.01_.1&steps=30';
  for (const { link: run, target } of parsed(await good('sweep', link, '--target', '.85', '--metric', 'accuracy')))
    expect(target).toEqual({
      accuracy: 0.85,
      step: await firstOf(run, ({ accuracy }) => (accuracy ?? 0) >= 0.85),
    });
});

it('is what a report counts, with the median of the steps, where never is the most', async () => {
  const [old, told] = [path(), path()];
  await good('sweep', LINK, '--out', old);
  await good('sweep', LINK, '--out', told, '--target', '3');
  const lines = parsed(await readFile(told, 'utf8'));
  for (const { cell, lanes } of parsed(await good('report', told, '--json', '--target', '3'))) {
    for (const { lane, reached, steps } of lanes) {
      const own = lines.filter((line) => line.cell === cell && line.lane === lane).map(({ target }) => target.step);
      expect(reached).toBe(own.filter((step) => step !== null).length);
      const middle = own.map((step) => step ?? Infinity).sort((a, b) => a - b)[2]!;
      expect(steps).toBe(Number.isFinite(middle) ? middle : null);
    }
  }
  // Of another target, and of a file without any, the ends are counted; what the format has stays what it is.
  for (const [file, target] of [
    [told, '4'],
    [old, '3'],
  ] as const) {
    const { lanes } = parsed(await good('report', file, '--json', '--target', target))[1];
    const ends = lines.filter(({ cell, lane }) => cell === 1 && lane === 1).map(({ final }) => final.loss);
    expect(lanes[1].reached).toBe(ends.filter((loss) => loss <= Number(target)).length);
    expect(Object.keys(lanes[1])).toEqual(
      ['lane', 'optimizer', 'runs', 'diverged', 'median', 'q1', 'q3', 'iqm', 'interval', 'reached'], // and no other
    );
  }
  expect((await good('report', told, '--target', '3')).split('\n')[0]).toMatch(/reached +steps$/);
  expect((await good('report', old, '--target', '3', '--csv')).split('\n')[0]).toMatch(/,reached$/);
});

it('goes on in its own file alone', async () => {
  const file = path();
  const whole = await good('sweep', LINK, '--target', '3');
  await writeFile(file, whole);
  await truncate(file, 1000);
  await good('sweep', LINK, '--out', file, '--target', '3');
  expect(await readFile(file, 'utf8')).toBe(whole);
  for (const args of [[], ['--target', '2']])
    expect(await call('sweep', LINK, '--out', file, ...args)).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^bad-file .*:1 was made with another target/),
    });
});

it('is refused where it is no number, or nothing is tested', async () => {
  for (const [args, err] of [
    [['--target', 'x'], /^usage --target must be a number/],
    [['--target', 'nan'], /^usage --target must be a number/],
    [['--target', ' '], /^usage --target must be a number/],
    [['--metric', 'accuracy'], /^usage --metric needs --target/],
    [['--target', '.9', '--metric', 'accuracy'], /^usage --metric this experiment tests no network/],
    [['--target', '1', '--metric', 'luck'], /^usage --metric must be/],
  ] as const)
    expect(await call('sweep', LINK, ...args)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(err) });
});
