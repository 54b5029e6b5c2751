// The runs of an experiment: its cells and their links, its parts, its trials, and the order of what comes back.
import { expect, it } from 'vitest';
import { parseLink } from '../../../web/src/core/link.ts';
import { cellCount, linkOf, positionsOf, reportedSeeds, settingsOf } from '../../../web/src/experiment/cells.ts';
import { bestOf, type Job, reportedJobs, trialJobs, WHOLE } from '../../../web/src/experiment/jobs.ts';
import { keyOf, type Line, readLine, writeLine } from '../../../web/src/experiment/line.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { cellsOf, drawnFrom, merged } from '../../../web/src/experiment/report.ts';
import { pointsOf } from '../../../web/src/experiment/sampler.ts';
import { experimentChecksum, sweep } from '../../../web/src/experiment/sweep.ts';
import type { Runner } from '../../../web/src/run/run.ts';
import { catalog } from '../support/module.ts';

const of = (link: string) => parseExperiment(link, catalog).experiment!;
const plain = of('#p=rosenbrock,start=-2:2:3~1&o=sgd,lr=.001_.01&o=adam,lr=.1_1&steps=10_20&seeds=4&seed=9');
const tuned = of('#p=rosenbrock,rotate=0_45&o=sgd,lr=.001:1,momentum=0:.9&o=adam&seeds=3&tune=12');

it('multiplies axes, the last one moving fastest', () => {
  expect(cellCount(plain)).toBe(3 * 2 * 2);
  expect([0, 1, 2, 4, 11].map((cell) => positionsOf(plain, cell))).toEqual([
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
    [2, 1, 1],
  ]);
  expect(settingsOf(plain, 2)).toEqual({ 'problem.start.0': -2, 'lanes.0.lr': 0.01, 'lanes.1.lr': 1, steps: 10 });
});

it('has a plain link of one lane for each run', () => {
  const link = linkOf(plain, 2, 1, 77, catalog);
  expect(link).toBe('#v=1&p=rosenbrock,start=-2~1&o=adam,lr=1&seed=77&steps=10');
  const { config, notices } = parseLink(link, catalog);
  expect([notices, config!.lanes[0]!.lr, config!.seed]).toEqual([[], 1, 77]);
  expect(linkOf(of('#p=rosenbrock&o=adam,lr=.05&seed=3'), 0, 0, 3, catalog)).toBe(
    '#v=1&p=rosenbrock&o=adam,lr=.05&seed=3',
  );
});

it('takes the race’s own seed alone, and draws as many as are asked for', () => {
  expect(reportedSeeds(of('#o=sgd&seed=9'))).toEqual([9]);
  const seeds = reportedSeeds(plain);
  expect([seeds.length, new Set(seeds).size]).toEqual([4, 4]);
  expect(seeds).toEqual([...seeds].sort((a, b) => a - b));
});

it('falls into parts that are the whole, each run in one of them', () => {
  for (const experiment of [plain, tuned]) {
    const jobs = (shard: typeof WHOLE) => [
      ...trialJobs(experiment, shard, catalog),
      ...reportedJobs(experiment, shard),
    ];
    const whole = jobs(WHOLE).map(keyOf);
    expect(new Set(whole).size).toBe(whole.length);
    for (const count of [2, 3, 7, 100]) {
      const parts = Array.from({ length: count }, (_, i) => jobs({ index: i + 1, count }).map(keyOf));
      expect(parts.flat().sort()).toEqual([...whole].sort());
    }
  }
});

it('keeps the trials of a lane in one part', () => {
  const parts = [1, 2, 3].map((index) => [...trialJobs(tuned, { index, count: 3 }, catalog)]);
  const lanes = parts.map((jobs) => new Set(jobs.map(({ cell, lane }) => `${cell} ${lane}`)));
  expect(lanes.reduce((sum, { size }) => sum + size, 0)).toBe(4);
});

it('looks where it is told to, or where the catalog suggests, as often for each lane', () => {
  const jobs = [...trialJobs(tuned, WHOLE, catalog)].filter(({ cell }) => cell === 1);
  for (const [lane, keys] of [
    [0, ['lanes.0.lr', 'lanes.0.momentum']],
    [1, ['lanes.1.beta1', 'lanes.1.lr']],
  ] as const) {
    const own = jobs.filter((job) => job.lane === lane);
    expect(own.length).toBe(12 * 2);
    for (const { set } of own) {
      expect(Object.keys(set).sort()).toEqual([...keys, 'problem.rotate'].sort());
      if (lane === 0) expect(set['lanes.0.lr']).toBeGreaterThanOrEqual(0.001);
      if (lane === 0) expect(set['lanes.0.momentum']).toBeLessThanOrEqual(0.9);
    }
  }
  expect([...trialJobs(of('#o=adam&tune=9'), WHOLE, catalog)].every(({ set }) => Object.keys(set).length === 1)).toBe(
    true,
  );
  expect(Object.keys([...trialJobs(of('#o=adam&tune=25'), WHOLE, catalog)][0]!.set)).toHaveLength(3);
});

it('spreads trials evenly: each tenth of each span has its share, other ones by another seed', () => {
  const points = pointsOf(3, { trials: 1000, sampler: 'halton' }, 1);
  for (const d of [0, 1, 2]) {
    const tenths = new Array(10).fill(0);
    for (const point of points) tenths[Math.floor(point[d]! * 10)]++;
    expect(Math.max(...tenths.map((count) => Math.abs(count - 100)))).toBeLessThan(12);
  }
  expect(pointsOf(3, { trials: 5, sampler: 'halton' }, 1)).toEqual(points.slice(0, 5));
  expect(pointsOf(3, { trials: 5, sampler: 'halton' }, 2)).not.toEqual(points.slice(0, 5));
  expect(pointsOf(1, { trials: 3, sampler: 'grid' }, 1)).toEqual([[0], [0.5], [1]]);
  expect(pointsOf(2, { trials: 11, sampler: 'grid' }, 1)).toHaveLength(9);
});

const line = (job: Pick<Job, 'cell' | 'lane' | 'seed' | 'trial'>, loss: number | null, set = {}): Line => ({
  ...job,
  set,
  optimizer: 'sgd',
  status: loss === null ? 'diverged' : 'finished',
  link: '#v=1&p=beale&o=sgd',
  checksum: '0123456789abcdef',
  final: { step: 1, loss, accuracy: null },
});
const trial = (trial: number, seed: number, loss: number | null) =>
  line({ cell: 0, lane: 0, seed, trial }, loss, { 'lanes.0.lr': trial });

it('chooses the trial with the least median; one that diverged is the worst, and of equals the first is taken', () => {
  const best = (...lines: Line[]) => bestOf(lines, 'loss')['lanes.0.lr'];
  expect(best(trial(0, 1, 3), trial(0, 2, 5), trial(1, 1, 2), trial(1, 2, 4))).toBe(1);
  expect(best(trial(1, 1, 2), trial(0, 1, 2))).toBe(0);
  expect(best(trial(0, 1, 1), trial(0, 2, null), trial(1, 1, 9), trial(1, 2, 9))).toBe(1);
  expect(best(trial(0, 1, null), trial(1, 1, null))).toBe(0);
  expect(bestOf([], 'loss')).toEqual({});
});

it('a line reads back as it was written, and no other text is one', () => {
  const one = trial(3, 4, null);
  expect(readLine(writeLine(one), 'x')).toEqual(one);
  for (const text of ['', '{', '3', 'null', '[]', '{}', writeLine(one).replace('"seed":4', '"seed":-4')])
    expect(() => readLine(text, 'file:3')).toThrow('file:3: is not a line that a sweep writes');
});

it('merges parts in one order, each run once, and names what cannot be', () => {
  const lines = [0, 1].flatMap((cell) => [1, 2].map((seed) => line({ cell, lane: 0, seed }, seed)));
  expect(merged([...lines].reverse().concat(lines[0]!, trial(0, 9, 1)))).toEqual([trial(0, 9, 1), ...lines]);
  expect(() => merged([...lines, { ...lines[1]!, checksum: 'f'.repeat(16) }])).toThrow(
    'cell 0, lane 0, seed 2: occurs twice',
  );
  expect(() => cellsOf([lines[0]!, { ...lines[1]!, set: { steps: 3 } }])).toThrow('seed 2: has other settings');
});

it('finds the seed that the others were drawn from', () => {
  const drawn = [...reportedJobs(plain, { index: 1, count: 1 })].map((job) => line(job, 1));
  expect(drawnFrom(drawn)).toBe(9);
  expect(drawnFrom([line({ cell: 0, lane: 0, seed: 5 }, 1)])).toBe(5);
});

/** A host whose runs take so many turns of the event loop as `turns` says, and come to what their seed says. */
function slowHost(turns: () => number, made: string[]): Runner {
  const seeds = new Map<number, number>();
  const call = async (name: string, id: number, spec: { seed: number; lane: { optimizer: string } }) => {
    if (name === 'create') {
      seeds.set(id, spec.seed);
      made.push(spec.lane.optimizer);
      return { columns: ['step', 'loss'], hashes: { initial: '', order: '', noise: '' } };
    }
    if (name !== 'run') return undefined;
    for (let n = turns(); n > 0; n--) await new Promise((resolve) => setImmediate(resolve));
    return { rows: Float64Array.of(20, seeds.get(id)!), step: 20, status: 'running', params: `${seeds.get(id)}` };
  };
  return { call } as unknown as Runner;
}

async function swept(link: string, hosts: number, watched = false) {
  const [written, made]: [Line[], string[]] = [[], []];
  let n = 0;
  const lines = await sweep(of(link), catalog, {
    hosts: Array.from({ length: hosts }, () => slowHost(() => (n = (n * 7 + 3) % 11), made)),
    shard: WHOLE,
    watched,
    alone: true, // this host makes no bundles
    source: () => null,
    done: new Map(),
    write: async (line) => {
      written.push(line);
    },
  });
  if (!watched) expect(written).toEqual(lines);
  return { lines, made, written };
}

it('gives results in one order whichever run ends first', async () => {
  const link = '#p=rosenbrock&o=sgd,lr=.001:.1:3&o=adam&seeds=5&steps=20';
  const one = await swept(link, 1);
  const four = await swept(link, 4);
  expect(four.lines).toEqual(one.lines);
  expect(experimentChecksum(four.lines)).toBe(experimentChecksum(one.lines));
});

it('gives the same results to somebody who watches, who sees all lanes and a coarse grid first', async () => {
  const link = '#p=rosenbrock&o=sgd,lr=.001:.1:9&o=adam,lr=.001:.1:9&seeds=3&steps=20';
  const { lines, written } = await swept(link, 2, true);
  expect(lines).toEqual((await swept(link, 1)).lines);
  expect(written.map(keyOf).sort()).toEqual(lines.map(keyOf).sort());
  const [coarse, lanes, seeds] = [3, 2, 3];
  expect(new Set(written.slice(0, coarse * lanes * seeds).map(({ cell }) => cell))).toEqual(new Set([0, 4, 8]));
  expect(written.slice(0, coarse * lanes).map(({ cell, lane }) => [cell, lane])).toEqual(
    [0, 4, 8].flatMap((cell) => [0, 1].map((lane) => [cell, lane])),
  );
});

it('makes a run once where a lane has no part in an axis', async () => {
  const { lines, made } = await swept('#p=rosenbrock&o=sgd,lr=.001:.1:3&o=adam&seeds=2&steps=20', 2);
  expect(made.filter((optimizer) => optimizer === 'adam')).toHaveLength(2);
  expect(lines.filter(({ optimizer }) => optimizer === 'adam').map(({ cell }) => cell)).toEqual([0, 0, 1, 1, 2, 2]);
});
