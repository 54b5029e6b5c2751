// sidestep sweep and report: one run a line, the same lines by however many workers and parts, and after a kill.
import { execFile, spawn } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Line } from '../../../web/src/experiment/line.ts';
import { tuningSeedsOf } from '../../../web/src/experiment/seeds.ts';
import { root } from '../support/files.ts';
import { call, good, parsed } from '../support/terminal.ts';

const folder = await mkdtemp(join(tmpdir(), 'sweep-'));
afterAll(() => rm(folder, { recursive: true }));
let files = 0;
let path = '';
beforeEach(() => {
  path = join(folder, `${files++}.ndjson`);
});

const lines = (text: string) => parsed(text) as Line[];

const LINK = '#v=1&p=rosenbrock,noise=.1&o=sgd,lr=.0001:.01:3&o=adam,lr=.001:.1:3&steps=20&seeds=3';
const TUNED = '#v=1&p=rosenbrock,noise=.1,rotate=0_45&o=sgd,lr=.00001:.01&o=adam&steps=20&seeds=2&tune=3';

describe('sidestep sweep', () => {
  it('prints each run as a line, by cell, lane and seed', async () => {
    const all = lines(await good('sweep', LINK));
    expect(all.length).toBe(3 * 2 * 3);
    expect(Object.keys(all[0]!)).toEqual(
      ['cell', 'set', 'seed', 'lane', 'optimizer', 'status', 'link', 'checksum', 'final'], // and no other
    );
    expect(all[0]).toMatchObject({
      cell: 0,
      set: { 'lanes.0.lr': 0.0001, 'lanes.1.lr': 0.001 },
      lane: 0,
      optimizer: 'sgd',
      status: 'finished',
      final: { step: 20, accuracy: null },
    });
    const order = all.map(({ cell, lane, seed }) => [cell, lane, seed] as const);
    expect(order).toEqual(order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]));
    const seeds = new Set(all.map(({ seed }) => seed));
    expect(seeds.size).toBe(3);
    for (const { cell, lane, seed } of all) expect([cell, lane, seeds.has(seed)]).toEqual([cell, lane, true]);
  });

  it('says of each run by a plain link what replays it, one that diverged too', async () => {
    const all = lines(await good('sweep', '#p=rosenbrock&o=sgd,lr=.001_1&o=adam&steps=20'));
    expect(all.map(({ status, final }) => [status, final.loss === null])).toEqual([
      ['finished', false],
      ['finished', false],
      ['diverged', true],
      ['finished', false],
    ]);
    for (const { link, checksum } of all) {
      expect(link).toMatch(/^#v=1&p=rosenbrock&o=/);
      await good('verify', `${link}&checksum=${checksum}`);
    }
  });

  it('writes the same by one worker, by four, and by three parts that are merged', async () => {
    const whole = await good('sweep', LINK);
    expect(await good('sweep', LINK, '--workers', '4')).toBe(whole);
    const parts = ['1/3', '2/3', '3/3'].map((shard) => [shard, join(folder, `part ${shard[0]}`)] as const);
    for (const [shard, file] of parts) await good('sweep', LINK, '--shard', shard, '--out', file);
    expect(await good('report', ...parts.map(([, file]) => file).toReversed(), '--lines')).toBe(whole);
    expect(
      new Set(await Promise.all(parts.map(async ([, file]) => lines(await readFile(file, 'utf8')).length))),
    ).toEqual(new Set([6]));
  });

  it('goes on where it was killed, and makes a line that was cut off again', async () => {
    const whole = await good('sweep', LINK);
    for (const length of [0, 5, whole.indexOf('\n') + 1, whole.length - 1, whole.length]) {
      await writeFile(path, whole.slice(0, length));
      const said = parsed(await good('sweep', LINK, '--out', path))[0];
      expect([length, await readFile(path, 'utf8')]).toEqual([length, whole]);
      expect(said).toMatchObject({ runs: 18, before: whole.slice(0, length).split('\n').length - 1 });
    }
    await truncate(path, whole.length - 20);
    await appendFile(path, '\n'); // whole, and no line
    expect(await call('sweep', LINK, '--out', path)).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^bad-json .*:18 /),
    });
  });

  it('adds nothing to the file of another experiment, or of another part', async () => {
    await good('sweep', LINK, '--shard', '1/3', '--out', path);
    const before = await readFile(path, 'utf8');
    for (const [link, shard] of [
      [LINK, '2/3'],
      [LINK.replace('steps=20', 'steps=21'), '1/3'],
      [LINK.replace('seeds=3', 'seeds=2'), '1/3'],
      ['#p=beale&o=sgd', '1/1'],
    ] as const)
      expect(await call('sweep', link, '--shard', shard, '--out', path)).toMatchObject({
        status: 2,
        err: expect.stringMatching(/^bad-file .*:\d+ is of another experiment/),
      });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('tunes each lane first, on seeds that are not reported, the same in parts', async () => {
    const whole = await good('sweep', TUNED, '--workers', '2');
    const all = lines(whole);
    const trials = all.filter(({ trial }) => trial !== undefined);
    const reported = all.filter(({ trial }) => trial === undefined);
    expect([trials.length, reported.length]).toEqual([2 * 2 * 3 * 2, 2 * 2 * 2]);
    const tried = tuningSeedsOf(1, 2);
    expect(new Set(trials.map(({ seed }) => seed))).toEqual(new Set(tried));
    expect(reported.some(({ seed }) => tried.includes(seed))).toBe(false);
    for (const { cell, lane, set } of reported) {
      const own = trials.filter((trial) => trial.cell === cell && trial.lane === lane);
      const sums = own.map((run) => {
        const same = own.filter(({ trial }) => trial === run.trial);
        return [same.reduce((sum, { final }) => sum + (final.loss ?? Infinity), 0), run.set] as const;
      });
      expect(set).toEqual(sums.reduce((best, next) => (next[0] < best[0] ? next : best))[1]);
    }
    for (const shard of ['1/2', '2/2']) {
      const part = `${path}${shard[0]}`;
      await good('sweep', TUNED, '--shard', shard, '--out', part);
      await truncate(part, 400); // killed early
      await good('sweep', TUNED, '--shard', shard, '--out', part);
    }
    expect(await good('report', `${path}1`, `${path}2`, '--lines')).toBe(whole);
    expect(parsed(await good('report', `${path}2`, `${path}1`, '--json'))).toHaveLength(2);
  });

  it('learns from data, and has no more of a run than the run has alone', async () => {
    const [first] = lines(await good('sweep', '#p=network,train=100,test=50&o=adam,lr=.001_.01&steps=3'));
    const rows = parsed(await good('run', first!.link));
    const { loss, accuracy } = rows.at(-2);
    expect(first!.final).toMatchObject({ step: 3, loss, accuracy });
    expect(first!.checksum).toBe(rows.at(-1).checksum);
  });

  it('only counts when asked to', async () => {
    const size = parsed(await good('sweep', `${LINK}&tune=10`, '--count'))[0];
    expect(size).toMatchObject({ cells: 3, lanes: 2, seeds: 3, runs: 3 * 2 * (3 + 20), link: `${LINK}&tune=10` });
  });

  it('refuses hostile experiments, parts that are none, and mistakes of a run, by name', async () => {
    for (const [args, err] of [
      [['#p=rosenbrock,start=-2:2:1000~-2:2:1000&o=adam,lr=.001:1:1000'], /^too-many experiment has 1000000000 cells/],
      [['#o=sgd,lr=1:.1:5'], /^out-of-range lanes\.0\.lr /],
      [['#o=sgd&seeds=0'], /^out-of-range seeds /],
      [[LINK, '--shard', '0/3'], /^usage --shard must be I\/N/],
      [[LINK, '--shard', '4/3'], /^usage --shard /],
      [[LINK, '--shard', '1'], /^usage --shard /],
      [[LINK, '--workers', '0'], /^usage --workers /],
      [[LINK, '--out', `${folder}/no/such/folder`], /^bad-file --out there is no such file/],
      [['#p=beale,noise=1&o=sgd&o=cg&seeds=2'], /^unsupported lanes\.1/],
    ] as const)
      expect(await call('sweep', ...args)).toMatchObject({
        status: 2,
        out: expect.any(String),
        err: expect.stringMatching(err),
      });
  });

  it('does not read a device to an end that it does not have', async () => {
    for (const args of [
      ['sweep', LINK, '--out', '/dev/full'],
      ['sweep', LINK, '--out', '/dev/zero'],
      ['report', '/dev/zero'],
    ])
      expect(await call(...args)).toMatchObject({
        status: 2,
        out: '',
        err: expect.stringMatching(/^bad-length \/dev\/\w+:1 has a line of more than/),
      });
  });

  it('is what run refuses to take for a race', async () => {
    expect(await call('run', LINK)).toMatchObject({ status: 2, err: expect.stringMatching(/^experiment /) });
  });

  it('is verified by all of its runs, with threads as well', async () => {
    const { checksum } = lines(await good('sweep', LINK, '--out', path)).at(-1)! as unknown as { checksum: string };
    for (const threads of [[], ['--workers', '2']])
      expect(JSON.parse(await good('verify', `${LINK}&checksum=${checksum}`, ...threads))).toEqual({
        ok: true,
        checksum,
        expected: checksum,
      });
    const other = '0123456789abcdef';
    expect(await call('verify', `${LINK}&checksum=${other}`)).toMatchObject({
      status: 1,
      err: `checksum-differs checksum the experiment gives ${checksum}, but the link says ${other}\n`,
    });
    expect(await call('verify', LINK)).toMatchObject({ status: 2, err: expect.stringMatching(/^no-checksum /) });
  });
});

describe('sidestep report', () => {
  it('has one object a cell, a table and comma-separated values', async () => {
    await good('sweep', LINK, '--out', path);
    const cells = parsed(await good('report', path, '--json', '--target', '4'));
    expect(cells.map(({ cell, lanes, pairs }) => [cell, lanes.length, pairs.length])).toEqual([
      [0, 2, 1],
      [1, 2, 1],
      [2, 2, 1],
    ]);
    expect(cells[0].lanes[0]).toMatchObject({ lane: 0, runs: 3, diverged: 0, reached: expect.any(Number) });
    expect(cells[0].pairs[0]).toMatchObject({ a: 0, b: 1 });
    const values = lines(await readFile(path, 'utf8'))
      .slice(0, 3)
      .map(({ final }) => final.loss!);
    expect(cells[0].lanes[0].median).toBe(values.toSorted((a, b) => a - b)[1]);
    expect((await good('report', path)).split('\n')).toHaveLength(1 + 6 + 1 + 1);
    expect((await good('report', path, '--csv')).split('\n')[0]).toMatch(
      /^cell,lanes\.0\.lr,lanes\.1\.lr,lane,optimizer,runs,/,
    );
  });

  it('tells two results of one run, what is no sweep, and where nothing was tested', async () => {
    const whole = await good('sweep', LINK);
    await writeFile(path, whole);
    await writeFile(
      `${path}2`,
      whole.replace(/"checksum":"./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? 1 : 0}`),
    );
    for (const [args, err] of [
      [[path, `${path}2`], /^bad-file .* different results/],
      [[`${path}3`], /^no-file .* there is no such file/],
      [[path, '--metric', 'accuracy'], /^usage --metric no run was tested/],
      [[path, '--metric', 'luck'], /^usage --metric /],
      [[path, '--target', 'x'], /^usage --target /],
      [[], /^usage /],
    ] as const)
      expect(await call('report', ...args)).toMatchObject({ status: 2, err: expect.stringMatching(err) });
    await truncate(path, whole.length - 3);
    expect(await call('report', path)).toMatchObject({
      status: 0,
      err: expect.stringMatching(/^warning ignored .*:18 /),
    });
  });
});

const program = fileURLToPath(new URL('build/cli/sidestep.mjs', root));
const built = (...args: string[]): Promise<string> =>
  new Promise((resolve, reject) =>
    execFile(process.execPath, [program, ...args], (error, out) => (error ? reject(error) : resolve(out))),
  );

describe('the built program', () => {
  it('makes the same on threads', async () => {
    expect(await built('sweep', LINK, '--workers', '2')).toBe(await good('sweep', LINK));
  });

  it('loses nothing but a line when it is killed', async () => {
    const link = '#p=rosenbrock,noise=.1&o=sgd,lr=.0001:.001:4&steps=200000&seeds=3';
    const child = spawn(process.execPath, [program, 'sweep', link, '--workers', '2', '--out', path]);
    const ended = new Promise((resolve) => child.on('close', resolve));
    await expect.poll(() => readFile(path, 'utf8').catch(() => ''), { timeout: 20_000 }).toContain('\n');
    child.kill('SIGKILL');
    await ended;
    const before = await readFile(path, 'utf8');
    await built('sweep', link, '--workers', '2', '--out', path);
    const after = await readFile(path, 'utf8');
    expect(after.startsWith(before.slice(0, before.lastIndexOf('\n') + 1))).toBe(true);
    expect(after).toBe(await good('sweep', link));
  });
});
