// Parameters can be read and set as one flat array, in the order that docs/numerics.md states, and items can be taken in their own
// order: then anyone can repeat a run. Here plain JavaScript does.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import type { ModuleDataset, ModuleLane, SidestepModule } from '../../../web/src/core/module.ts';
import { Race } from '../../../web/src/engine/race.ts';
import { loadDataset } from '../../../web/src/worker/data.ts';
import { standInForBrowser, wasmUrl } from '../support/browser.ts';
import { readLocal, siteData } from '../support/files.ts';
import { catalog, makeLane, makeModule, runTo } from '../support/module.ts';

const [HIDDEN, OUT, IN, BATCH, TRAIN, LR] = [6, 10, 784, 20, 100, 0.1];
const problem = { id: 'network', train: TRAIN, test: 10, net: `dense(${HIDDEN}) tanh dense(${OUT})`, shuffle: false };

let module: SidestepModule;
let data: ModuleDataset;
beforeAll(async () => {
  module = await makeModule();
  data = await loadDataset(module, { id: 'mnist', train: TRAIN, test: 10, base: siteData.href }, () => {}, readLocal);
});

const laneWith = (more: object, optimizer = 'sgd'): ModuleLane =>
  makeLane(module, { batch: BATCH, problem: { ...problem, ...more }, lane: { optimizer, lr: LR }, data });

/** The losses of SGD on that network, in float64, written from the documentation alone. */
function byHand(start: Float32Array, steps: number): number[] {
  const w = Float64Array.from(start);
  const [b1, w2, b2] = [IN * HIDDEN, (IN + 1) * HIDDEN, (IN + 1) * HIDDEN + HIDDEN * OUT];
  const [items, labels] = [data.bytes('train', 'items').slice(), data.bytes('train', 'labels').slice()];
  const losses: number[] = [];
  for (let step = 0; step <= steps; step++) {
    const g = new Float64Array(w.length);
    let loss = 0;
    for (let n = 0; n < BATCH; n++) {
      const item = (step * BATCH + n) % TRAIN;
      const x = Float64Array.from(items.subarray(item * IN, (item + 1) * IN), (byte) => byte / 255);
      const h = Float64Array.from({ length: HIDDEN }, (_, j) =>
        Math.tanh(x.reduce((sum, value, i) => sum + value * w[i * HIDDEN + j]!, w[b1 + j]!)),
      );
      const y = Float64Array.from({ length: OUT }, (_, k) =>
        h.reduce((sum, value, j) => sum + value * w[w2 + j * OUT + k]!, w[b2 + k]!),
      );
      const total = y.reduce((sum, value) => sum + Math.exp(value), 0);
      loss += (Math.log(total) - y[labels[item]!]!) / BATCH;
      const dy = y.map((value, k) => (Math.exp(value) / total - (k === labels[item] ? 1 : 0)) / BATCH);
      for (let j = 0; j < HIDDEN; j++) {
        let dh = 0;
        for (let k = 0; k < OUT; k++) {
          dh += dy[k]! * w[w2 + j * OUT + k]!;
          g[w2 + j * OUT + k]! += dy[k]! * h[j]!;
        }
        dh *= 1 - h[j]! ** 2;
        g[b1 + j]! += dh;
        for (let i = 0; i < IN; i++) g[i * HIDDEN + j]! += dh * x[i]!;
      }
      for (let k = 0; k < OUT; k++) g[b2 + k]! += dy[k]!;
    }
    losses.push(loss);
    for (let i = 0; i < w.length; i++) w[i]! -= LR * g[i]!;
  }
  return losses;
}

describe('a lane from given parameters', () => {
  it('does what plain JavaScript does from them, batch by batch', () => {
    const lane = laneWith({});
    const start = Float32Array.from(lane.peek('params'), (_, i) => Math.fround(Math.sin(i * 12.9898) * 0.05));
    expect(lane.startFrom(start)).toBeNull();
    expect([...lane.peek('params')]).toEqual([...start]);
    const losses = [...runTo(lane, 12).column('loss')];
    const wanted = byHand(start, 12);
    expect(wanted[12]).toBeLessThan(0.995 * wanted[0]!);
    for (const [t, loss] of losses.entries()) expect(Math.abs(loss / wanted[t]! - 1)).toBeLessThan(1e-5);
    lane.delete();
  });

  it('gives the bits of the lane that they are from, again after a reset, at float64 too', () => {
    const [one, other] = [laneWith({}, 'adam'), laneWith({ init: 'xavier' }, 'adam')];
    const [own, start] = [other.hash('initial'), one.hash('initial')];
    expect(own).not.toBe(start);
    expect(other.startFrom(Float64Array.from(one.peek('params')))).toBeNull();
    expect(other.hash('initial')).toBe(start);
    runTo(one, 30);
    runTo(other, 30, 7);
    expect(other.hash('params')).toBe(one.hash('params'));
    other.reset();
    runTo(other, 30);
    expect(other.hash('params')).toBe(one.hash('params'));
    for (const lane of [one, other]) lane.delete();
  });

  it('refuses what does not fit, and is what it was', () => {
    const lane = laneWith({});
    const [length, before] = [lane.peek('params').length, lane.hash('params')];
    expect(length).toBe((IN + 1) * HIDDEN + (HIDDEN + 1) * OUT);
    expect(lane.startFrom(new Float32Array(3))).toEqual({
      code: 'bad-length',
      at: 'params',
      message: `must have length ${length}, not 3`,
    });
    const bad = new Float64Array(length);
    bad[7] = Number.NaN;
    expect(lane.startFrom(bad)).toMatchObject({ code: 'not-finite', at: 'params.7' });
    bad[7] = 1e39; // infinite in float32
    expect(lane.startFrom(bad)).toMatchObject({ code: 'not-finite', at: 'params.7' });
    expect(lane.startFrom('x'.repeat(length) as unknown as number[])).toMatchObject({ at: 'params.0' });
    expect(lane.startFrom({} as number[])).toMatchObject({ code: 'wrong-type', at: 'params' });
    expect(lane.hash('params')).toBe(before);
    lane.delete();
  });
});

describe('a race from given parameters', () => {
  it('stands at step 0 with them, goes on from there, and names what does not fit', async () => {
    standInForBrowser();
    const lanes = [{ optimizer: 'adam' }, { optimizer: 'adam' }];
    const { config } = normalize({ problem, batch: BATCH, steps: 20, lanes }, catalog);
    const race = Race.create(config, { wasmUrl, dataUrl: siteData });
    try {
      await race.runTo(10);
      const start = (await race.peek(0, 'params')).map((x) => x / 2);
      await race.startFrom(1, start);
      expect(race.lanes.map(({ step, status }) => [step, status])).toEqual(Array(2).fill([0, 'running']));
      expect(await race.peek(1, 'params')).toEqual(start);
      expect(race.lanes[1]!.hashes!.initial).not.toBe(race.lanes[0]!.hashes!.initial);
      await race.startFrom(0, start);
      await race.startFrom(1, start); // the reset of the other lane keeps what it was given
      await race.runTo(20);
      const [a, b] = race.lanes.map(({ hashes }) => hashes!);
      expect(a).toEqual(b);
      await race.reset();
      await race.runTo(20);
      expect(race.lanes[0]!.hashes).toEqual(a);
      await expect(race.startFrom(1, new Float32Array(5))).rejects.toMatchObject({
        failure: { code: 'bad-length', at: 'params' },
      });
      expect(race.lanes.map(({ step, status }) => [step, status])).toEqual(Array(2).fill([0, 'running']));
      await expect(race.startFrom(9, start)).rejects.toThrow('there is no lane 9');
    } finally {
      race.dispose();
      vi.unstubAllGlobals();
    }
  });
});
