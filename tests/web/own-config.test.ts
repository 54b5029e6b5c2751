import { describe, expect, it } from 'vitest';
import { problemOf } from '../../web/src/core/catalog.ts';
import { normalize } from '../../web/src/core/config.ts';
import { withOutputs } from '../../web/src/core/net.ts';
import { withSetting } from '../../web/src/reader/edits.ts';
import { isAbsent, usesOwn, withOwn } from '../../web/src/reader/own.ts';
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
  count: 60,
  items: new Float64Array(),
  targets: new Float64Array(),
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
    expect(withOutputs('dense(10) softmax', 4)).toBe('dense(4) softmax');
  });

  it('tells numbers by one output and a loss of numbers, and classes again by what tells these', () => {
    const numbers = { ...preview, reference: 'a.csv:0123456789abcdef:3n', classes: [] };
    const told = withOwn(configOf({ id: 'network', net: 'dense(5) tanh dense(10) softmax' }), catalog, numbers);
    expect(told.problem).toMatchObject({ net: 'dense(5) tanh dense(1)', loss: 'mse', file: numbers.reference });
    expect(normalize(told, catalog).notices).toEqual([]);
    const absolute = { ...told, problem: { ...told.problem, loss: 'mae' } };
    expect(withOwn(absolute, catalog, numbers).problem.loss).toBe('mae');
    expect(withOwn(absolute, catalog, preview).problem).toMatchObject({
      net: 'dense(5) tanh dense(3)',
      loss: 'crossEntropy',
    });
    const chosen = configOf({ id: 'network', loss: 'mse' });
    expect(withOwn(chosen, catalog, preview).problem.loss).toBe('mse');
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

it('a network has an output for each class when their number is set', () => {
  const set = (problem: Record<string, string>, id: string, value: number) =>
    withSetting(configOf(problem), problemOf(catalog, problem.id!)!, id, value).problem.net;
  expect(set({ id: 'make_classification' }, 'classes', 7)).toBe('dense(16) relu dense(7)');
  expect(set({ id: 'make_blobs', net: 'dense(3) softmax' }, 'centers', 5)).toBe('dense(5) softmax');
  expect(set({ id: 'make_blobs', net: 'dense(4) relu' }, 'centers', 5)).toBe('dense(4) relu'); // none of ours
  expect(set({ id: 'make_classification' }, 'features', 7)).toBe('dense(16) relu dense(2)');
  expect(set({ id: 'make_regression' }, 'features', 20)).toBe('dense(1)');
});
