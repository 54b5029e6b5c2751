import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import conventionsJson from '../../web/conventions.json';
import { optimizerOf } from '../../web/src/core/catalog.ts';
import { catalog } from '../../web/src/core/catalog-data.ts';
import type { LaneConfig } from '../../web/src/core/config.ts';
import { configOf, type Preset } from '../../web/src/core/preset.ts';
import { Trace } from '../../web/src/core/trace.ts';
import { problemWith } from '../../web/src/core/value.ts';
import {
  alternatives,
  type Convention,
  conventionsOf,
  follows,
  withConvention,
} from '../../web/src/panels/conventions.ts';
import { apart, twinOf } from '../../web/src/panels/twin.ts';
import { laneOf } from '../../web/src/reader/edits.ts';
import { readJson } from './support/files.ts';

const conventions = conventionsJson as unknown as Convention[];
const optimizer = (id: string) => optimizerOf(catalog, id)!;
const convention = (id: string) => conventions.find((one) => one.id === id)!;
const entries = conventions.flatMap(({ id, of }) => Object.entries(of).map(([of, sets]) => [id, of, sets] as const));

describe('conventions', () => {
  it('are named once each, in both languages', () => {
    expect(new Set(conventions.map(({ id }) => id)).size).toBe(conventions.length);
    for (const { name, doc } of conventions) {
      for (const text of [name, doc]) for (const lang of ['en', 'zh'] as const) expect(text[lang]).not.toBe('');
    }
  });

  it.each(entries)('of %s for %s set what the catalog has, to valid values', (_, of, sets) => {
    const fields = catalog.optimizers.find(({ id }) => id === of)?.fields;
    expect(fields, `the optimizer ${of}`).toBeDefined();
    for (const [id, value] of Object.entries(sets)) {
      const field = fields!.find((one) => one.id === id);
      expect(field, id).toBeDefined();
      expect(problemWith(field!, value), id).toBeNull();
    }
  });

  it('hold for a lane that was set to them, and only as long as it follows', () => {
    for (const one of conventions) {
      for (const id of Object.keys(one.of)) {
        const set = withConvention(laneOf(optimizer(id)), optimizer(id), one, true);
        expect(follows(set, optimizer(id), one), `${one.id} ${id}`).toBe(true);
        expect(follows({ ...set, lr: 0.123 }, optimizer(id), one), 'at another rate').toBe(true);
        for (const [field, value] of Object.entries(one.of[id]!)) {
          if (field !== 'lr') expect(follows({ ...set, [field]: other(value) }, optimizer(id), one), field).toBe(false);
        }
      }
    }
  });

  it('take the place of one another, and leave alone what none is about', () => {
    const rmsprop = optimizer('rmsprop');
    const mine: LaneConfig = { ...laneOf(rmsprop), lr: 0.3, momentum: 0.5 };
    const keras = withConvention(mine, rmsprop, convention('keras'), false);
    expect(keras).toEqual({ ...mine, rho: 0.9, epsilon: 1e-7, epsilonInside: true, lrInside: true });
    expect(withConvention(keras, rmsprop, convention('pytorch'), false)).toEqual(mine);
    expect(withConvention(mine, rmsprop, convention('keras'), true).lr).toBe(0.001);
    expect(withConvention(keras, rmsprop, convention('tensorflow1'), false).initialAccumulator).toBe(1);
  });

  it('are those of the gallery', async () => {
    const folder = new URL('../../web/presets/', import.meta.url);
    for (const file of readdirSync(folder).filter((name) => name.startsWith('frameworks-'))) {
      const preset = (await readJson(`web/presets/${file}`)) as Preset;
      for (const [i, lane] of configOf(preset, catalog).lanes.entries()) {
        const one = convention(preset.labels![i]!);
        expect(withConvention(lane, optimizer(lane.optimizer), one, false), `${file} ${one.id}`).toEqual(lane);
      }
    }
    const files = readdirSync(folder).map((file) => readJson(`web/presets/${file}`) as Promise<Preset>);
    const wrong = (await Promise.all(files)).filter(({ section }) => section === 'wrong');
    const lanes = wrong.flatMap((preset) => configOf(preset, catalog).lanes);
    for (const one of conventions.filter(({ mistake }) => mistake)) {
      const mine = lanes.filter((lane) => one.of[lane.optimizer] && follows(lane, optimizer(lane.optimizer), one));
      expect(mine, one.id).not.toEqual([]);
      for (const lane of mine) expect(follows(lane, optimizer(lane.optimizer), convention('pytorch'))).toBe(false);
    }
  });
});

const other = (value: unknown) => (typeof value === 'boolean' ? !value : (value as number) + 0.01);

describe('a comparison at one click', () => {
  it('offers the opposite of every switch, and the numbers of other conventions', () => {
    const adagrad = optimizer('adagrad');
    const field = (id: string) => adagrad.fields.find((one) => one.id === id)!;
    expect(alternatives(field('epsilonInside'), false, adagrad)).toEqual([true]);
    expect(alternatives(field('initialAccumulator'), 0, adagrad)).toEqual([0.1]);
    expect(alternatives(field('initialAccumulator'), 0.1, adagrad)).toEqual([0]);
    expect(alternatives(field('epsilon'), 1e-10, adagrad)).toEqual([1e-7, 0]);
    expect(alternatives(field('weightDecay'), 0, adagrad)).toEqual([]);
    expect(alternatives(field('lr'), 0.01, adagrad)).toEqual([]);
    expect(alternatives(field('schedule'), 'constant', adagrad)).toEqual([]);
  });

  it('reaches every switch of the table of conventions', () => {
    const reached = (id: string) =>
      catalog.optimizers
        .filter((one) =>
          one.fields.some((field) => field.id === id && alternatives(field, field.default, one).length > 0),
        )
        .map((one) => one.id);
    for (const id of ['adagrad', 'rmsprop', 'adam']) expect(reached('epsilonInside')).toContain(id);
    expect(reached('initialAccumulator')).toEqual(['adagrad', 'rmsprop']);
    for (const id of ['adam', 'adamw', 'nadam', 'radam']) expect(reached('biasCorrection')).toContain(id);
    expect(reached('epsilonHat')).toEqual(['adam', 'adamw']);
    expect(reached('invertedCorrection')).toContain('adam');
    expect(reached('lrInside')).toEqual(['sgd', 'rmsprop']);
  });

  it('finds the lane before it that is most like it', () => {
    const [adam, sgd] = [laneOf(optimizer('adam')), laneOf(optimizer('sgd'))];
    const lanes = [adam, sgd, { ...adam, beta1: 0.5, epsilonHat: true }, { ...adam, beta1: 0.5 }];
    expect(twinOf(lanes, 0, optimizer('adam'))).toBeUndefined();
    expect(twinOf(lanes, 1, optimizer('sgd'))).toBeUndefined();
    const fields = (i: number) => twinOf(lanes, i, optimizer('adam'))!.fields.map(({ id }) => id);
    expect([twinOf(lanes, 2, optimizer('adam'))!.index, fields(2)]).toEqual([0, ['beta1', 'epsilonHat']]);
    expect([twinOf(lanes, 3, optimizer('adam'))!.index, fields(3)]).toEqual([0, ['beta1']]);
    expect(conventionsOf({ ...optimizer('sgd'), id: 'nobody' })).toEqual([]);
  });

  it('tells how far apart two lanes are at the step that both have reached', () => {
    const trace = (rows: number[][]) => {
      const made = new Trace(['step', 'loss', 'x0', 'x1']);
      made.append(Float64Array.from(rows.flat()));
      return made;
    };
    const ahead = trace([
      [0, 9, 0, 0],
      [1, 4, 3, 0],
      [2, 1, 9, 9],
    ]);
    const behind = trace([
      [0, 9, 0, 0],
      [1, 5, 0, 4],
    ]);
    expect(apart(ahead, behind)).toEqual({ step: 1, loss: 4, other: 5, distance: 5 });
    expect(apart(ahead, new Trace(['step', 'loss']))).toBeUndefined();
  });
});
