// What makes an experiment of a race, as the controls at the fields change it.
import { expect, it } from 'vitest';
import { parseLink } from '../../../web/src/core/link.ts';
import { formatExperiment } from '../../../web/src/experiment/link.ts';
import type { Design } from '../../../web/src/experiment/spec.ts';
import { designed } from '../../../web/src/reader/experiments.ts';
import {
  endsAround,
  inAllLanes,
  placeAt,
  thinned,
  withNewRange,
  withoutRange,
  withRange,
} from '../../../web/src/reader/ranges.ts';
import { catalog } from '../support/module.ts';

const config = parseLink('#p=rosenbrock&o=sgd,lr=.01&o=adam,lr=.1&steps=100', catalog).config!;
const plain: Design = { seeds: 1, axes: [] };
const link = (design: Design): string => formatExperiment(designed(config, design, catalog)!, catalog);
const changed = (design: Design, change: Partial<Design>): Design => ({ ...design, ...change });

it('begins a range around the number, by the scale of its field', () => {
  const field = (id: string) =>
    catalog.optimizers.find((one) => one.id === 'sgd')!.fields.find((one) => one.id === id)!;
  const [from, to] = endsAround(field('lr'), 0.01);
  expect([from, to]).toEqual([0.00033, 0.3]);
  expect(endsAround(field('momentum'), 0.9)).toEqual(field('momentum').slider);
  const one = changed(plain, withNewRange(plain, 'lanes.0.lr', config, catalog));
  expect(link(one)).toBe('#v=1&p=rosenbrock&o=sgd,lr=.00033:.3:9&o=adam,lr=.1&steps=100');
  const start = changed(plain, withNewRange(plain, 'problem.start', config, catalog));
  expect(start.axes.flat().map(({ at }) => at)).toEqual(['problem.start.0']);
});

it('keeps one field of several lanes one axis, with as many values each', () => {
  let design = changed(plain, withRange(plain, 'lanes.0.lr', { from: 0.001, to: 0.1, count: 5 }, config, catalog));
  design = changed(design, withNewRange(design, 'lanes.1.lr', config, catalog));
  expect(design.axes.map((axis) => axis.map(({ values }) => values.length))).toEqual([[5, 5]]);
  design = changed(design, withRange(design, 'lanes.1.lr', { from: 0.01, to: 1, count: 3 }, config, catalog));
  expect(link(design)).toBe('#v=1&p=rosenbrock&o=sgd,lr=.001:.1:3&o=adam,lr=.01:1:3&steps=100');
  design = changed(design, inAllLanes(design, 'lanes.0.lr', config, catalog));
  expect(placeAt(design, 'lanes.1.lr')?.values).toEqual(placeAt(design, 'lanes.0.lr')?.values);
  design = changed(design, withoutRange(design, 'lanes.0.lr'));
  expect(design.axes.flat().map(({ at }) => at)).toEqual(['lanes.1.lr']);
});

it('thins ranges that make too many runs', () => {
  const design = changed(plain, withRange(plain, 'steps', { from: 1, to: 100, count: 50 }, config, catalog));
  expect(changed(design, thinned(design, 4, config, catalog)).axes[0]![0]!.values).toHaveLength(4);
});

it('looks for a lane’s setting where lanes are tuned', () => {
  const tune = { trials: 5, sampler: 'halton', by: 'loss', seeds: 1, spans: [] } as const;
  const design = changed({ ...plain, tune }, withNewRange({ ...plain, tune }, 'lanes.0.lr', config, catalog));
  expect(link(design)).toContain('o=sgd,lr=.00033:.3&');
  expect(changed(design, withoutRange(design, 'lanes.0.lr')).tune?.spans).toEqual([]);
});

it('leaves out what means nothing in another race', () => {
  const design = {
    seeds: 3,
    axes: [[{ at: 'lanes.7.lr', values: [0.1, 1] }], [{ at: 'problem.none', values: [1, 2] }]],
  };
  expect(link(design)).toBe('#v=1&p=rosenbrock&o=sgd&o=adam,lr=.1&steps=100&seeds=3');
});
