// A lane as it was: at every step that it has been at it is what it was there, bit for bit, and stays where it is itself.
import { beforeAll, describe, expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { laneSpec, type ModuleLane } from '../../../web/src/core/module.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { Past } from '../../../web/src/worker/past.ts';
import { MOST_BYTES, Snapshots } from '../../../web/src/worker/snapshots.ts';
import { readLocal, siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';

const configOf = (input: object) => normalize({ steps: 400, ...input }, catalog).config;

let host: Host;
beforeAll(async () => {
  host = new Host(undefined, readLocal);
  await host.init(null);
});

/** The parameters at each of these steps, by runs that stop there. */
async function known(config: ReturnType<typeof configOf>, steps: readonly number[], useData = false) {
  await host.create(99, laneSpec(config, config.lanes[0]!, 1), useData);
  const all = new Map<number, string>();
  for (const step of steps) all.set(step, (await host.run(99, step, 0)).params);
  host.drop(99);
  return all;
}

const hashed = async (lane: number, at: number) => Array.from(await host.peek(lane, 'params', at));

describe('a lane that has run', () => {
  it('is told as it was at any of its steps, to and fro, and goes on from where it stands', async () => {
    for (const { id } of catalog.optimizers.filter(({ needsStationary }) => !needsStationary)) {
      const config = configOf({
        problem: { id: 'rosenbrock', noise: 0.1 },
        lanes: [{ optimizer: id }],
      });
      const spec = laneSpec(config, config.lanes[0]!, 1);
      const { columns } = await host.create(1, spec, false);
      const { rows, step } = await host.run(1, 300, 0);
      const x = columns.indexOf('x0');
      for (const at of [200, 3, 0, 299, 150, 151, 300].filter((at) => at <= step))
        expect(await hashed(1, at), `${id} at ${at}`).toEqual([
          ...rows.subarray(at * columns.length + x, at * columns.length + x + 2),
        ]);
      const ended = (await host.run(1, 400, 0)).params;
      expect(ended).toBe((await known(config, [400])).get(400) || ended);
    }
  });

  it('is measured as it was, in a module that has what measures', async () => {
    const config = configOf({ problem: { id: 'regression' }, lanes: [{ optimizer: 'adam' }] });
    await host.create(2, laneSpec(config, config.lanes[0]!, 1), false);
    const instrument = { id: 'tensor_norms' };
    await host.run(2, 10, 0);
    const then = await host.measure(1, instrument, { lane: 2 });
    await host.run(2, 400, 0);
    const now = await host.measure(2, instrument, { lane: 2 });
    expect(await host.measure(3, instrument, { lane: 2, at: 10 })).toEqual(then);
    expect(now).not.toEqual(then);
    const series = await host.series(4, instrument, 2, [0, 10, 400]);
    expect(series.slice(1)).toEqual([then, now]);
    const [before, at] = await host.explain(2, [0], [9, 10]);
    expect(before![0]!.next).toBe(at![0]!.w);
  });

  it('of a network with batches, dropout and tests is at each step what it was', async () => {
    await host.load({ id: 'mnist', train: 200, test: 100, base: siteData.href });
    const config = configOf({
      problem: { id: 'network', train: 200, test: 100, net: 'dense(8) relu dropout(.3) dense(10)' },
      lanes: [{ optimizer: 'adam', average: 'ema' }],
      steps: 60,
    });
    const lane = (await host.create(3, laneSpec(config, config.lanes[0]!, 1), true)) && 3;
    const then = new Map<number, number[]>();
    for (const step of [0, 7, 20, 33]) {
      await host.run(lane, step, 0);
      then.set(step, Array.from(await host.peek(lane, 'params')));
    }
    await host.run(lane, 60, 0);
    for (const step of [33, 0, 20, 7]) expect(await hashed(lane, step)).toEqual(then.get(step));
  });

  it('that begins anew forgets what it was', async () => {
    const config = configOf({ problem: { id: 'beale' }, lanes: [{ optimizer: 'adam' }] });
    await host.create(4, laneSpec(config, config.lanes[0]!, 1), false);
    await host.run(4, 50, 0);
    const before = await hashed(4, 20);
    await host.startFrom(4, Float64Array.of(0.5, 0.5));
    await host.run(4, 50, 0);
    const after = await hashed(4, 20);
    expect(after).not.toEqual(before);
    expect(await hashed(4, 0)).toEqual([0.5, 0.5]);
  });

  it('comes back from the nearest snapshot, and not from its start', async () => {
    let gone = 0;
    const lane = counting((steps) => {
      gone += steps;
    });
    const past = new Past(lane);
    for (let step = 100; step <= 1000; step += 100) {
      lane.run(100, 0);
      past.worked(300); // as if it took as long
    }
    gone = 0;
    const at = (step: number) => past.at(step, (it) => it.step());
    expect([await at(730), await at(760), await at(740), await at(1000)]).toEqual([730, 760, 740, 1000]);
    expect(gone).toBe(30 + 30 + 40);
    expect(lane.step()).toBe(1000);
  });
});

/** A lane that only counts its steps. */
function counting(count: (steps: number) => void, at = 0): ModuleLane {
  let step = at;
  const lane = {
    step: () => step,
    status: () => 'running',
    run: (steps: number) => {
      step += steps;
      count(steps);
      return steps;
    },
    rows: () => new Float64Array(0),
    reset: () => {
      step = 0;
    },
    snapshot: () => Uint8Array.of(step / 100),
    restore: (bytes: unknown) => {
      step = (bytes as Uint8Array)[0]! * 100;
      return null;
    },
    fork: () => counting(count, step),
    delete: () => {},
  };
  return lane as unknown as ModuleLane;
}

describe('the snapshots of a lane', () => {
  it('never take more than they may, and thin out evenly', () => {
    // A network of 100,000 weights under Adam, in float32: weights, gradient, two moments.
    const one = new Uint8Array(1_600_000);
    const kept = new Snapshots();
    for (let step = 25; step <= 1000; step += 25) {
      kept.add(step, one);
      expect(kept.bytes).toBeLessThanOrEqual(MOST_BYTES);
    }
    expect(6 * MOST_BYTES).toBeLessThanOrEqual(100 * 2 ** 20); // of six lanes
    const { steps } = kept;
    const gaps = steps.map((step, i) => step - (steps[i - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(250);
    expect(steps.at(-1)).toBe(1000);
  });

  it('are few, however small', () => {
    const kept = new Snapshots();
    for (let step = 1; step <= 10_000; step++) kept.add(step, new Uint8Array(8));
    expect(kept.steps.length).toBeLessThanOrEqual(64);
    expect(kept.before(5000)!.step).toBeGreaterThan(4500);
    expect(kept.before(0)).toBeUndefined();
  });
});
