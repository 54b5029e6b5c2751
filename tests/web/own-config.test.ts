import { describe, expect, it } from 'vitest';
import { normalize } from '../../web/src/core/config.ts';
import { isAbsent, usesOwn, withOutputs, withOwn } from '../../web/src/reader/own.ts';
import type { Preview } from '../../web/src/worker/protocol.ts';
import { catalog } from './support/module.ts';

const preview: Preview = {
  kind: 'table',
  encoding: 'UTF-8',
  reference: 'a.csv:0123456789abcdef:3',
  name: 'a.csv',
  shape: [2],
  classes: ['x', 'y', 'z'].map((name) => ({ name, items: 20 })),
  columns: ['a', 'b', 'c'],
  column: 2,
  train: 48,
  test: 12,
  items: new Float64Array(),
  labels: new Uint8Array(),
};
const configOf = (problem: object) =>
  normalize({ seed: 7, steps: 50, problem, lanes: [{ optimizer: 'adam', lr: 0.5 }] }, catalog).config;

describe('a race on a file of one’s own', () => {
  it.each([{ id: 'network', net: 'dense(5) tanh dense(10)' }, { id: 'rosenbrock' }])(
    'is made of one on $id',
    (problem) => {
      const before = configOf(problem);
      const after = withOwn(before, catalog, preview);
      expect(after.problem).toMatchObject({ id: 'network', data: 'own', file: preview.reference, train: 48, test: 12 });
      expect(after.problem.net).toMatch(/dense\(3\)$/);
      expect([after.seed, after.steps, after.lanes]).toEqual([7, 50, before.lanes]);
      expect(normalize(after, catalog).notices).toEqual([]); // what is made is a config
      expect([usesOwn(before, catalog), usesOwn(after, catalog)]).toEqual([false, true]);
    },
  );

  it('gives the last layer alone another size', () => {
    expect(withOutputs('conv(10,3) relu dense(10)', 4)).toBe('conv(10,3) relu dense(4)');
    expect(withOutputs('dense(10) relu ', 4)).toBe('dense(10) relu ');
  });
});

it('asks for no files where it is a script that did not come', () => {
  const failure = { code: 'no-data', at: 'problem.data', message: "this copy has no 'cifar10'" };
  expect([failure, { ...failure, at: '' }, { ...failure, code: 'bad-data' }, null].map(isAbsent)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
