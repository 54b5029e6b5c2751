// What the module refuses, by name.
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import {
  isFailure,
  type LaneSpec,
  laneSpec,
  type ModuleLane,
  type SidestepModule,
} from '../../../web/src/core/module.ts';
import { problemWith } from '../../../web/src/core/value.ts';
import { catalog, makeLane, makeModule, runTo } from '../support/module.ts';

const module = await makeModule();

describe('bad input to the module', () => {
  const good = { seed: 1, problem: { id: 'beale' }, lane: { optimizer: 'adam' } };
  const network = { ...good, problem: { id: 'network' } };
  it.each<[string, unknown, string]>([
    ['nothing', {}, 'wrong-type problem'],
    ['null', { ...good, problem: null }, 'wrong-type problem'],
    ['an unknown problem', { ...good, problem: { id: 'nowhere' } }, 'unknown-id problem.id'],
    ['an unknown optimizer', { ...good, lane: { optimizer: 'magic' } }, 'unknown-id lane.optimizer'],
    ['an unknown field', { ...good, lane: { optimizer: 'adam', speed: 1 } }, 'unknown-field lane.speed'],
    ['NaN', { ...good, lane: { optimizer: 'adam', lr: Number.NaN } }, 'not-finite lane.lr'],
    [
      'an infinity',
      { ...good, problem: { id: 'beale', start: [0, Number.NEGATIVE_INFINITY] } },
      'not-finite problem.start',
    ],
    ['a value out of range', { ...good, lane: { optimizer: 'adam', beta2: 1 } }, 'out-of-range lane.beta2'],
    ['a text for a number', { ...good, lane: { optimizer: 'adam', lr: 'fast' } }, 'wrong-type lane.lr'],
    ['an object for a number', { ...good, lane: { optimizer: 'adam', lr: {} } }, 'wrong-type lane.lr'],
    ['a short start', { ...good, problem: { id: 'beale', start: [1] } }, 'bad-length problem.start'],
    ['a huge start', { ...good, problem: { id: 'beale', start: new Array(1e6).fill(0) } }, 'bad-length problem.start'],
    ['a negative seed', { ...good, seed: -1 }, 'wrong-type seed'],
    ['a half step', { ...good, every: 1.5 }, 'wrong-type every'],
    ['a stride of 0', { ...good, every: 0 }, 'out-of-range every'],
    ['a network without data', network, 'no-data data'],
    ['data that are no data', { ...network, data: {} }, 'wrong-type data'],
  ])('names %s', (_why, spec, expected) => {
    const result = module.createLane(spec as LaneSpec) as unknown as Record<string, string>;
    expect(`${result.code} ${result.at}`.replace(/ (problem|data).*data$/, ' data')).toBe(expected);
    expect(result.message).toMatch(/\S/);
  });

  const data = { shape: [2, 2, 1], classes: 3, train: 4, test: 2 };
  it.each<[string, unknown]>([
    ['no shape', { ...data, shape: undefined }],
    ['an empty item', { ...data, shape: [0] }],
    ['a negative size', { ...data, shape: [2, -2] }],
    ['no items', { ...data, train: 0 }],
    ['fewer than no classes', { ...data, classes: -1 }],
    ['items beyond all memory', { ...data, train: 1e9, shape: [1000, 1000] }],
  ])('names data with %s', (_why, spec) => {
    const result = module.createDataset(spec as Parameters<SidestepModule['createDataset']>[0]);
    expect((result as { code?: string }).code).toMatch(/^(bad-data|no-data|no-memory|out-of-range|wrong-type)$/);
  });

  it('names a grid that is none', () => {
    const measured = (id: string, xlo: number, columns: number) =>
      module.measure({
        instrument: { id: 'surface_values', x: [xlo, 1], y: [0, 1], columns, rows: 4 },
        problem: { id },
      });
    for (const [xlo, columns] of [
      [Number.NaN, 4],
      [0, 0],
      [0, -1],
      [0, 1e9],
      [0, Number.NaN],
    ] as const) {
      expect(measured('beale', xlo, columns)).toHaveProperty('code');
    }
    expect(measured('network', 0, 4)).toHaveProperty('code');
    expect(measured('beale', 0, 4)).not.toHaveProperty('code');
  });

  it('names what is no lane', () => {
    const instrument = { id: 'data_points' };
    for (const lane of [{}, 7, 'a lane'])
      expect(module.measure({ instrument, lane: lane as ModuleLane })).toMatchObject({
        code: 'wrong-type',
        at: 'lane',
      });
    expect(module.measure({ instrument } as never)).toMatchObject({ code: 'wrong-type', at: 'problem' });
    expect(module.measure({} as never)).toMatchObject({ code: 'wrong-type', at: 'instrument' });
  });

  it('leaves a module that works', () => {
    const lane = makeLane(module, good);
    expect(runTo(lane, 10).length).toBe(11);
    lane.delete();
  });
});

it.each(catalog.optimizers.filter(({ needsStationary }) => needsStationary))(
  '$id is refused by name on a network with dropout, whose loss is another at each step',
  ({ id: optimizer }) => {
    const tried = (net: string) => {
      const input = { problem: { id: 'spirals', batch: 300, net }, lanes: [{ optimizer }] };
      const { config } = normalize(input, catalog);
      expect(config).toMatchObject({ problem: { net }, lanes: [{ optimizer }] });
      const lane = module.createLane(laneSpec(config, config.lanes[0]!, 1));
      return isFailure(lane) ? `${lane.code} ${lane.at}` : 'fine';
    };
    expect(tried('dense(4) tanh dropout(0.2) dense(3)')).toBe('unsupported lane.optimizer');
    expect(tried('dense(4) tanh dense(3)')).toBe('fine');
  },
);

it('takes the defaults of the catalog, for every problem and optimizer, and has the columns of its kind', {
  timeout: 120_000,
}, () => {
  for (const { id, fields } of catalog.problems)
    for (const field of fields) expect(problemWith(field, field.default), `${id}.${field.id}`).toBeNull();
  for (const problem of catalog.problems.filter(({ kind }) => kind !== 'network')) {
    for (const optimizer of catalog.optimizers) {
      const { config } = normalize({ problem: { id: problem.id }, lanes: [{ optimizer: optimizer.id }] }, catalog);
      const lane = module.createLane(laneSpec(config, config.lanes[0]!, 1));
      if (isFailure(lane)) {
        expect([lane.code, optimizer.needsStationary], `${optimizer.id} on ${problem.id}`).toEqual([
          'unsupported',
          true,
        ]);
        continue;
      }
      const columns = lane.columns();
      expect(columns.slice(0, 5)).toEqual(['step', 'loss', 'gradNorm', 'millis', 'evaluations']);
      if (problem.dim > 0) expect(columns.filter((name) => /^x\d+$/.test(name)).length).toBe(problem.dim);
      const trace = runTo(lane, 3);
      expect(trace.length).toBe(lane.status() === 'diverged' ? lane.step() + 1 : 4);
      for (const slot of optimizer.slots.filter(({ extent }) => extent === undefined))
        expect(lane.peek(slot.id).length, `${optimizer.id} ${slot.id}`).toBe(lane.peek('params').length);
      lane.delete();
    }
  }
});
