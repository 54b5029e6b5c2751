// Many runs on a few hosts: each to its end, in any order of ends; paused, cancelled, and told of.
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { runAll } from '../../../web/src/run/queue.ts';
import type { Runner } from '../../../web/src/run/run.ts';
import { MAX_ROWS, runSpec } from '../../../web/src/run/spec.ts';
import { catalog } from '../support/module.ts';

const { config } = normalize({ steps: 30, lanes: [{ optimizer: 'sgd' }, { optimizer: 'adam' }] }, catalog);
const specs = (count: number) =>
  Array.from({ length: count }, (_, seed) => runSpec({ ...config, seed }, config.lanes[0]!, { every: 1 }));

/** A host that takes ten steps a turn; that of seed 3 diverges at its second turn, and seed `refused` cannot be made. */
class TenSteps {
  readonly lanes = new Map<number, { seed: number; step: number }>();
  readonly seeds: number[] = [];
  constructor(private readonly refused = -1) {}

  readonly call = (async (name: string, id: number, ...args: [never, number]) => {
    if (name === 'drop') this.lanes.delete(id);
    if (name === 'create') {
      const { seed } = args[0] as { seed: number };
      if (seed === this.refused) throw new Error(`no seed ${seed}`);
      this.lanes.set(id, { seed, step: -10 });
      this.seeds.push(seed);
      return { columns: ['step', 'loss'], hashes: { initial: '', order: '', noise: '' } };
    }
    if (name !== 'run') return undefined;
    const lane = this.lanes.get(id)!;
    lane.step = Math.min(lane.step + 10, args[0]);
    const status = lane.seed === 3 && lane.step === 20 ? 'diverged' : 'running';
    return {
      rows: Float64Array.of(lane.step, lane.seed),
      step: lane.step,
      status,
      params: `${lane.seed}@${lane.step}`,
    };
  }) as unknown as Runner['call'];
}

describe('a queue of runs', () => {
  it.each([1, 2, 7])('takes all of them to their ends on %i hosts, in the order of their specs', async (count) => {
    const hosts = Array.from({ length: count }, () => new TenSteps());
    const runs = await runAll(specs(5), hosts);
    const hashes = ['0@30', '1@30', '2@30', '3@20', '4@30'];
    expect(runs.map((run) => run.hashes!.params)).toEqual(hashes);
    expect(runs.map(({ status }) => status)).toEqual(['finished', 'finished', 'finished', 'diverged', 'finished']);
    expect([...runs[1]!.trace.column('step')]).toEqual([0, 10, 20, 30]);
    expect(hosts.flatMap(({ seeds }) => seeds).sort()).toEqual([0, 1, 2, 3, 4]);
    if (count === 2) expect(hosts.every(({ seeds }) => seeds.length > 1)).toBe(true);
    expect(hosts.map(({ lanes }) => lanes.size)).toEqual(hosts.map(() => 0)); // nothing is left on them
  });

  it('tells of the steps done: all of a run that has ended, however early', async () => {
    const told: number[] = [];
    await runAll(specs(4).slice(2), [new TenSteps()], { between: (done) => void told.push(done) });
    expect(told).toEqual([0, 10, 20, 30, 30, 40, 60]);
  });

  it('stands while it is asked to', async () => {
    const host = new TenSteps();
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const ended = runAll(specs(3), [host], { between: (done) => (done >= 20 ? gate : undefined) });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...host.lanes.values()]).toEqual([{ seed: 0, step: 20 }]);
    go();
    expect((await ended).map(({ step }) => step)).toEqual([30, 30, 30]);
  });

  it('is cancelled: no run is begun any more, and none is left on a host', async () => {
    const hosts = [new TenSteps(), new TenSteps()];
    const between = (done: number): void => {
      if (done >= 40) throw new Error('enough');
    };
    await expect(runAll(specs(9), hosts, { between })).rejects.toThrow('enough');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hosts.flatMap(({ seeds }) => seeds).length).toBeLessThan(5);
    expect(hosts.map(({ lanes }) => lanes.size)).toEqual([0, 0]);
  });

  it('rejects with what is wrong with one of them, and begins none after it', async () => {
    const hosts = [new TenSteps(1), new TenSteps(1)];
    await expect(runAll(specs(9), hosts)).rejects.toThrow('no seed 1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hosts.flatMap(({ seeds }) => seeds)).toEqual([0]);
    expect(hosts.map(({ lanes }) => lanes.size)).toEqual([0, 0]);
  });

  it('began a run that had waited while another one failed', async () => {
    const hosts = [new TenSteps(0), new TenSteps()];
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    let calls = 0;
    await expect(runAll(specs(9), hosts, { between: () => (calls++ ? gate : undefined) })).rejects.toThrow('no seed 0');
    go();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hosts.flatMap(({ seeds }) => seeds)).toEqual([]);
  });
});

describe('which rows are recorded', () => {
  const long = { ...config, steps: 5 * MAX_ROWS };
  const rows = (...args: Parameters<typeof runSpec>) => {
    const { every, path } = runSpec(...args);
    return [every, path];
  };

  it('every one of a short run', () => {
    expect(rows(config, config.lanes[0]!, { path: true })).toEqual([1, undefined]);
    expect(rows({ ...config, steps: 0 }, config.lanes[0]!)).toEqual([1, undefined]);
  });

  it('about so many of a long one, and where there is a map those that its path needs', () => {
    expect(rows(long, config.lanes[0]!)).toEqual([5, undefined]);
    expect(rows({ ...long, steps: long.steps + 1 }, config.lanes[0]!)).toEqual([6, undefined]);
    expect(rows(long, config.lanes[0]!, { path: true })).toEqual([5, true]);
  });

  it('those that somebody asks for, and no others', () => {
    expect(rows(long, config.lanes[0]!, { every: 7, path: true })).toEqual([7, undefined]);
  });
});
