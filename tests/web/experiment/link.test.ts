// The link of an experiment: what stands in place of numbers, and that equal experiments have equal links.
import { describe, expect, it } from 'vitest';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { isHarmless } from '../../../web/src/core/notices.ts';
import { formatExperiment, parseExperiment } from '../../../web/src/experiment/link.ts';
import { hasAxes, normalizeExperiment } from '../../../web/src/experiment/spec.ts';
import { catalog } from '../support/module.ts';

const read = (link: string) => {
  const { experiment, notices } = parseExperiment(link, catalog);
  expect(notices).toEqual([]);
  return experiment!;
};
const again = (link: string) => formatExperiment(read(link), catalog);
const placesOf = (link: string) =>
  Object.fromEntries(
    read(link)
      .axes.flat()
      .map(({ at, values }) => [at, values]),
  );

describe('an axis', () => {
  it('goes from one number to another by the scale of its field', () => {
    expect(placesOf('#o=adam,lr=.001:1:4')).toEqual({ 'lanes.0.lr': [0.001, 0.01, 0.1, 1] });
    expect(placesOf('#o=adam,lr=.001:.1:5')).toEqual({ 'lanes.0.lr': [0.001, 0.003162, 0.01, 0.03162, 0.1] });
    expect(placesOf('#o=sgd,momentum=0:.99:3')).toEqual({ 'lanes.0.momentum': [0, 0.9, 0.99] });
    expect(placesOf('#p=rosenbrock,rotate=0:90:4&o=sgd')).toEqual({ 'problem.rotate': [0, 30, 60, 90] });
    expect(placesOf('#p=network,evaluate=1:9:3&o=sgd')).toEqual({ 'problem.evaluate': [1, 5, 9] });
  });

  it('is a list, in whatever order it was written', () => {
    expect(placesOf('#o=adam,lr=.1_.001_.02')).toEqual({ 'lanes.0.lr': [0.001, 0.02, 0.1] });
  });

  it('stands for a number of a vector, of the race, and of several lanes, which move together', () => {
    expect(placesOf('#p=rosenbrock,start=-2:2:3~1&o=sgd')).toEqual({ 'problem.start.0': [-2, 0, 2] });
    expect(placesOf('#o=sgd&steps=10:1000:3')).toEqual({ steps: [10, 100, 1000] });
    const { axes } = read('#o=sgd,lr=.001:.1:3&o=adam,lr=.1:10:3&o=adam,beta1=0_.9');
    expect(axes.map((axis) => axis.map(({ at }) => at))).toEqual([['lanes.0.lr', 'lanes.1.lr'], ['lanes.2.beta1']]);
  });

  it('has numbers of its own however many there are, and neither zeros nor ends are rounded', () => {
    const values = placesOf('#o=adam,lr=.1:.11:1000')['lanes.0.lr']!;
    expect([new Set(values).size, values[0], values.at(-1)]).toEqual([1000, 0.1, 0.11]);
    expect(placesOf('#p=rosenbrock,start=-1:1:21~1&o=sgd')['problem.start.0']![10]).toBe(0);
    expect(placesOf('#p=rosenbrock,start=.1:.7:7~1&o=sgd')['problem.start.0']).toEqual([
      0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7,
    ]);
  });
});

it('writes equal experiments as equal links', () => {
  for (const link of [
    '#v=1&p=rosenbrock&o=adam,lr=.0001:1:20&seeds=10',
    '#v=1&p=rosenbrock,start=-2:2:5~1&o=sgd,lr=.001_.01,name=plain+one&o=adam&steps=50_500',
    '#v=1&p=network&o=sgd,lr=.00001:10&o=adam&steps=50&seeds=5&tune=20,sampler=grid,by=accuracy,seeds=3',
    '#v=1&p=beale&o=sgd&tune=8',
    '#v=1&p=beale&o=sgd',
  ])
    expect(again(link)).toBe(link);
  expect(again('#o=sgd,lr=.1_.001_.01&p=beale&seeds=1')).toBe('#v=1&p=beale&o=sgd,lr=.001:.1:3');
  expect(again('#p=beale&o=sgd,lr=1e-3:1e-1:2')).toBe('#v=1&p=beale&o=sgd,lr=.001_.1');
  expect(again('#p=beale&o=sgd,lr=.01_.02')).toBe('#v=1&p=beale&o=sgd,lr=.01_.02'); // the default among them
  expect(again('#p=beale&o=sgd&tune=20,seeds=2,by=loss')).toBe('#v=1&p=beale&o=sgd&tune=20');
});

it('carries what it came to and how it is looked at, beside what it is', () => {
  const link = '#v=1&p=beale&o=sgd,lr=.01_.02&seeds=3&axis=log&checksum=0123456789abcdef';
  const { experiment, checksum, view, notices } = parseExperiment(link, catalog);
  expect([notices, checksum, view]).toEqual([[], '0123456789abcdef', { axis: 'log' }]);
  expect(formatExperiment(experiment!, catalog, checksum, view)).toBe(link);
});

it('is the same from a file as from a link', () => {
  const input = {
    problem: { id: 'rosenbrock', start: [{ from: -2, to: 2, in: 3 }, 1] },
    lanes: [
      { optimizer: 'sgd', lr: { of: [0.1, 0.01] } },
      { optimizer: 'adam', lr: { from: 1e-3, to: 1 } },
    ],
    seeds: 4,
    tune: { trials: 9 },
  };
  const { experiment, notices } = normalizeExperiment(input, catalog);
  expect(notices).toEqual([]);
  const link = '#v=1&p=rosenbrock,start=-2:2:3~1&o=sgd,lr=.01_.1&o=adam,lr=.001:1&seeds=4&tune=9';
  expect(formatExperiment(experiment!, catalog)).toBe(link);
  expect(read(link)).toEqual(experiment);
  expect(normalizeExperiment(input, catalog).experiment).toEqual(experiment); // and the input is as it was
});

it('keeps what a mail program did to it readable', () => {
  const plain = again('#p=rosenbrock,start=-2:2:3~1&o=sgd,lr=.001_.01&seeds=3');
  for (const travelled of [
    plain.replaceAll('&', '&amp;'),
    encodeURIComponent(plain.slice(1)),
    `${plain}.`,
    `(${plain})`,
  ])
    expect(formatExperiment(parseExperiment(travelled, catalog).experiment!, catalog)).toBe(plain);
});

it('a race is an experiment of one cell, and its link is written back as it was', () => {
  const link = '#v=1&p=rosenbrock&o=adam,lr=.05&seed=7&steps=30';
  const experiment = read(link);
  expect([hasAxes(experiment), formatExperiment(experiment, catalog)]).toEqual([false, link]);
  expect(formatLink(parseLink(link, catalog).config!, catalog)).toBe(link);
});

it('is refused by its name where one race is wanted', () => {
  for (const [link, at] of [
    ['#o=sgd,lr=.1:1:9', 'lanes.0.lr'],
    ['#o=sgd,lr=.1_1', 'lanes.0.lr'],
    ['#p=rosenbrock,start=-2:2:3~1&o=sgd', 'problem.start'],
    ['#o=sgd&steps=10:100:3', 'steps'],
    ['#o=sgd&seeds=10', 'seeds'],
    ['#o=sgd&tune=20,sampler=grid', 'tune'],
  ] as const) {
    const { config, notices } = parseLink(link, catalog);
    expect(notices).toMatchObject([{ code: 'experiment', at }]);
    expect(notices.some(isHarmless)).toBe(false);
    expect(config!.lanes[0]!.lr).toBe(0.01);
  }
});
