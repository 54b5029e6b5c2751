// Experiments that nobody should run, or that make no sense, are refused or bounded by name, and quickly, before anything is made of them.
import { expect, it } from 'vitest';
import { isHarmless } from '../../../web/src/core/notices.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { normalizeExperiment } from '../../../web/src/experiment/spec.ts';
import { catalog } from '../support/module.ts';

const wrong = (link: string) => parseExperiment(link, catalog).notices.filter((notice) => !isHarmless(notice));

it('names what is wrong with a range, and goes on without it', () => {
  for (const [setting, code, said] of [
    ['lr=.1:.1:5', 'out-of-range', 'no values between'],
    ['lr=1:.001:5', 'out-of-range', 'lower end comes first'],
    ['lr=nan:1:5', 'not-finite', 'finite'],
    ['lr=.1:inf:5', 'not-finite', 'finite'],
    ['lr=.1_nan', 'not-finite', 'finite'],
    ['lr=0:1:5', 'out-of-range', 'above 0'],
    ['lr=-1:1:5', 'out-of-range', 'above 0'],
    ['lr=.1:1e9:5', 'out-of-range', '1000000000 is outside'],
    ['lr=.1_-3', 'out-of-range', '-3 is outside'],
    ['lr=.1:1:1', 'out-of-range', 'number of values'],
    ['lr=.1:1:0', 'out-of-range', 'number of values'],
    ['lr=.1:1:-4', 'out-of-range', 'number of values'],
    ['lr=.1:1:2.5', 'out-of-range', 'number of values'],
    ['lr=.1:1:nan', 'out-of-range', 'number of values'],
    ['lr=.1:1', 'out-of-range', 'number of values'],
    ['momentum=0:1:5', 'out-of-range', 'below 1'],
    ['nesterov=0:1:2', 'wrong-type', 'true or false'],
    ['schedule=cosine_linear', 'unknown-id', 'none of'],
    ['lr=.1:1:2:3', 'wrong-type', 'a number'],
    ['lr=a:b:3', 'wrong-type', 'a number'],
    ['lr=:::', 'wrong-type', 'a number'],
  ] as const) {
    const [notice, ...more] = wrong(`#o=sgd,${setting}`);
    expect([setting, more]).toEqual([setting, []]);
    expect(notice).toMatchObject({
      code,
      at: `lanes.0.${setting.split('=')[0]}`,
      message: expect.stringContaining(said),
    });
    expect(parseExperiment(`#o=sgd,${setting}`, catalog).experiment!.axes).toEqual([]);
  }
});

it('counts the cells, the runs and the time of what is too large, and makes none', () => {
  const [notice, ...more] = wrong('#p=rosenbrock,start=-2:2:1000~-2:2:1000&o=adam,lr=.001:1:1000&seeds=10');
  expect([notice, ...more]).toEqual([
    {
      code: 'too-many',
      at: 'experiment',
      message: 'has 1000000000 cells and 10000000000 runs, about 36 days of one core; the limit is 1000000 runs',
    },
  ]);
  expect(wrong('#o=sgd,lr=.1:1:1000000000')).toMatchObject([{ code: 'too-many' }]);
  expect(wrong('#o=sgd,lr=.1:1:1e300&seeds=1000')).toMatchObject([{ code: 'too-many' }]);
  expect(wrong('#p=network&o=sgd,lr=.1:1:1000&steps=1:10000000:100')).toMatchObject([
    { code: 'too-many', message: expect.stringMatching(/about \d+ years of one core; the limit is a year/) },
  ]);
  expect(wrong('#o=sgd,lr=.1_1&o=sgd,momentum=.1_.2&p=rosenbrock,start=1_2~3_4&steps=1_2')).toMatchObject([
    { code: 'too-many', message: 'has 5 axes; at most 4 are run' },
  ]);
});

it('names what is wrong with seeds and tunings', () => {
  for (const [part, code, at] of [
    ['seeds=0', 'out-of-range', 'seeds'],
    ['seeds=-1', 'out-of-range', 'seeds'],
    ['seeds=1e9', 'out-of-range', 'seeds'],
    ['seeds=1000000000', 'out-of-range', 'seeds'],
    ['seeds=2.5', 'wrong-type', 'seeds'],
    ['seeds=2:5:3', 'wrong-type', 'seeds'],
    ['seed=1:9:9', 'experiment', 'seed'],
    ['tune=0', 'out-of-range', 'tune.trials'],
    ['tune=', 'wrong-type', 'tune.trials'],
    ['tune=9,sampler=magic', 'unknown-id', 'tune.sampler'],
    ['tune=9,by=luck', 'unknown-id', 'tune.by'],
    ['tune=9,seeds=0', 'out-of-range', 'tune.seeds'],
    ['tune=9,wishes=3', 'unknown-field', 'tune.wishes'],
    ['steps=1:9&tune=9', 'out-of-range', 'steps'],
  ] as const)
    expect([part, wrong(`#o=sgd&${part}`)]).toMatchObject([part, [{ code, at }]]);
});

it('names lanes that cannot move together, and what concerns no part of the problem', () => {
  expect(wrong('#o=sgd,lr=.1:1:5&o=adam,lr=.1:1:6')).toMatchObject([{ code: 'bad-length', at: 'lanes.1.lr' }]);
  const { experiment, notices } = parseExperiment('#p=rosenbrock&o=sgd&batch=1_2', catalog);
  expect([experiment!.axes, notices[0]?.code]).toEqual([[], 'ignored']);
});

it('says how many whole numbers there are', () => {
  const { experiment, notices } = parseExperiment('#o=sgd&steps=1:8:12', catalog);
  expect(notices).toMatchObject([{ code: 'read-as', at: 'steps', message: 'has 7 different values, not 12' }]);
  expect(experiment!.axes[0]![0]!.values).toEqual([1, 2, 3, 4, 5, 7, 8]);
});

it('never throws, whatever it is given', () => {
  const axis = { from: 1, to: 2, in: 3 };
  const odd = [
    null,
    3,
    [],
    'x',
    () => 1,
    Symbol('x'),
    axis,
    { of: [] },
    { of: [axis] },
    { from: {}, to: [] },
    [axis, [axis]],
  ];
  for (const value of odd) {
    for (const input of [
      value,
      { seeds: value, tune: value },
      { problem: value, lanes: value, steps: value, batch: value, v: value },
      { problem: { id: value, start: value }, lanes: [{ optimizer: value }] },
      {
        problem: { id: 'rosenbrock', start: value, noise: value },
        lanes: [{ optimizer: 'sgd', lr: value, name: value }],
      },
      { problem: { id: 'rosenbrock', start: [value, value, value] } },
      { tune: { trials: value, sampler: value, by: value, seeds: value } },
    ])
      expect(() => normalizeExperiment(input, catalog)).not.toThrow();
  }
  expect(() => parseExperiment(`#o=sgd,lr=${'1_'.repeat(30_000)}1`, catalog)).not.toThrow();
});

it('tells a range of a whole vector, one that is a list too, and seeds that are no whole number', () => {
  const of = (input: object) => normalizeExperiment(input, catalog).notices.filter((notice) => !isHarmless(notice));
  const range = { from: 1, to: 2, in: 3 };
  expect(of({ problem: { id: 'rosenbrock', start: range } })).toMatchObject([
    { code: 'wrong-type', at: 'problem.start', message: expect.stringContaining('each of them') },
  ]);
  for (const more of ['of', 'steps', 'scale'])
    expect(of({ lanes: [{ optimizer: 'sgd', lr: { ...range, [more]: [1] } }] })).toMatchObject([
      { code: 'unknown-field', at: expect.stringMatching(/^lanes\.0\.lr\./) },
    ]);
  for (const [seeds, code] of [
    ['2.5', 'wrong-type'],
    ['1e9', 'out-of-range'],
    ['-1', 'out-of-range'],
    ['nan', 'not-finite'],
    ['x', 'wrong-type'],
  ] as const)
    expect([seeds, ...wrong(`#o=sgd&seeds=${seeds}`)]).toMatchObject([seeds, { code, at: 'seeds' }]);
});
