// A network of logistic units learns MNIST as PyTorch does: tests/golden/saturation.py. Its functions were accurate to 1e-7 of 1
// alone, and rules that divide by the gradient's size saw that.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import type { ModuleDataset, SidestepModule } from '../../../web/src/core/module.ts';
import { loadDataset } from '../../../web/src/worker/data.ts';
import { readJson, readLocal, siteData } from '../support/files.ts';
import { catalog, makeLane, makeModule, runTo } from '../support/module.ts';

interface Curve {
  net: string;
  init: string;
  train: number;
  batch: number;
  seed: number;
  lane: { optimizer: string; lr: number };
  losses: number[];
}

const { curve } = (await readJson('tests/golden/saturation.json')) as { curve: Curve };
const { net, init, train, batch, seed, lane, losses } = curve;

let module: SidestepModule;
let data: ModuleDataset;
beforeAll(async () => {
  module = await makeModule();
  data = await loadDataset(module, { id: 'mnist', train, test: 10, base: siteData.href }, () => {}, readLocal);
});
afterAll(() => data.delete());

const laneOf = (functions?: string) =>
  makeLane(module, {
    problem: { id: 'network', net, init, train, test: 10, ...(functions && { functions }) },
    lane,
    batch,
    seed,
    data,
  });

/** The largest difference of a lane's losses from PyTorch's, relative to these. */
function apart(functions?: string): number {
  const it = laneOf(functions);
  const found = [...runTo(it, losses.length - 1).column('loss')];
  it.delete();
  return Math.max(...losses.map((loss, t) => Math.abs(found[t]! / loss - 1)));
}

describe('dense(24) sigmoid dense(10) on MNIST', () => {
  it("stays within 1e-5 of PyTorch's losses", () => expect(apart()).toBeLessThan(1e-5));

  it('left them by more with the functions of version 1, which stay', () => {
    expect(apart('clamped')).toBeGreaterThan(5e-5);
  });

  it('each lane computes with its own functions, side by side', () => {
    const alone = laneOf('clamped');
    runTo(alone, 20);
    const [old, now] = [laneOf('clamped'), laneOf()];
    for (let step = 1; step <= 20; step++) for (const it of [old, now]) runTo(it, step);
    expect(old.hash('params')).toBe(alone.hash('params'));
    expect(now.hash('params')).not.toBe(alone.hash('params'));
    for (const it of [alone, old, now]) it.delete();
  });
});

describe('a link of version 1', () => {
  it.each(catalog.problems.filter(({ fields }) => fields.some(({ id }) => id === 'net')).map(({ id }) => id))(
    'of %s keeps its functions, and is written as it was',
    (id) => {
      const old = parseLink(`#v=1&p=${id}&o=sgd`, catalog);
      expect(old.config!.problem.functions).toBe('clamped');
      expect(formatLink(old.config!, catalog)).toMatch(/^#v=1&[^;]*$/);
      expect(formatLink(old.config!, catalog)).not.toContain('functions');
      const now = normalize({ v: 2, problem: { id }, lanes: [{ optimizer: 'sgd' }] }, catalog).config;
      expect(now.problem.functions).toBe('accurate');
      expect(parseLink(formatLink(now, catalog), catalog).config).toEqual(now);
    },
  );
});
