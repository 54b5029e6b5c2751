// Suggested networks fit the data, whatever it is: "the last layer has 10 outputs" was the answer to every one of them.
import { describe, expect, it } from 'vitest';
import { fitted, outputsFor, outputsMissed } from '../../web/src/controls/net-outputs.ts';
import { isFailure } from '../../web/src/core/module.ts';
import { similar } from '../../web/src/core/similar.ts';
import { menuOf } from '../../web/src/panels/menu.ts';
import { laneOf } from '../../web/src/reader/edits.ts';
import { catalog, makeModule } from './support/module.ts';

const module = await makeModule();
const made = catalog.problems.filter(({ shape }) => shape);
const fits = (net: string, shape: number[]) => {
  const problem = { id: 'network', net };
  return !isFailure(module.measure({ instrument: { id: 'network_layers', shape }, problem }));
};
const lane = laneOf(catalog.optimizers[0]!);
const make = (problem: { id: string; [field: string]: string }) =>
  module.createLane({ seed: 1, batch: 32, steps: 10, every: 1, problem, lane });
const networksFor = (shape: number[], outputs: number) =>
  catalog.networks.map(({ net }) => fitted(net, outputs)).filter((net) => fits(net, shape));

describe.each(made.map((problem) => [problem.id, problem] as const))('on %s', (id, problem) => {
  const told = (it: number | string) =>
    typeof it === 'string' ? Number(problem.fields.find((field) => field.id === it)!.default) : it;
  const [shape, classes] = [problem.shape!.map(told), told(problem.classes!)];
  const losses = classes > 0 ? ['crossEntropy', 'mse', 'binaryCrossEntropy', 'mae'] : ['mse', 'mae'];
  it.each(losses)('every suggested network runs, with %s', (loss) => {
    const nets = networksFor(shape, outputsFor(classes, loss));
    expect(nets.length).toBeGreaterThan(2);
    for (const net of nets) {
      const it = make({ id, net, loss });
      expect(it, net).not.toHaveProperty('code');
      if (!isFailure(it)) it.delete();
    }
  });
});

it('offers convolutions to images alone', () => {
  const has = (shape: number[]) => networksFor(shape, 3).some((net) => net.includes('conv'));
  expect([[4], [2], [100, 10], [28, 28, 1], [32, 32, 3]].map(has)).toEqual([false, false, false, true, true]);
});

it('offers layers that read sequences to what has steps', () => {
  const has = (shape: number[]) => networksFor(shape, 3).some((net) => net.includes('lstm'));
  expect([has([4]), has([100, 10])]).toEqual([false, true]);
});

it('mends a last layer of another size, and adds one where there is none', () => {
  for (const net of ['dense(8) relu dense(10)', 'dense(8) relu', 'dense(7)']) {
    const failed = make({ id: 'spirals', net });
    const outputs = outputsMissed(isFailure(failed) ? failed.message : undefined);
    expect(outputs, net).toBe(3);
    const mended = make({ id: 'spirals', net: fitted(net, outputs!) });
    expect(mended, net).not.toHaveProperty('code');
    if (!isFailure(mended)) mended.delete();
  }
  expect(outputsMissed('the network is too large')).toBeUndefined();
});

it('mends a network that tells classes apart where a number is to be told', () => {
  const failed = make({ id: 'make_regression', net: 'dense(8) relu dense(10) softmax' });
  expect(outputsMissed(isFailure(failed) ? failed.message : undefined)).toBe(1);
  expect(fitted('dense(8) relu dense(10) softmax', 1)).toBe('dense(8) relu dense(1)');
});

it('leaves a softmax where it stands', () => {
  expect(fitted('dense(8) relu dense(10) softmax', 3)).toBe('dense(8) relu dense(3) softmax');
  expect(fitted('dense(8) softmax relu', 3)).toBe('dense(8) softmax relu dense(3)');
});

it('names MNIST, Fashion-MNIST and CIFAR-10 in the menu, and files every problem once', () => {
  const menu = menuOf(catalog);
  const values = menu.flatMap(([, entries]) => entries.map(({ value }) => value));
  expect(new Set(values).size).toBe(values.length);
  expect(values).toEqual(expect.arrayContaining(catalog.problems.map(({ id }) => id)));
  const groupOf = (name: RegExp) => menu.find(([, entries]) => entries.some((entry) => name.test(entry.name.en)))?.[0];
  expect([/^MNIST/, /^Fashion-MNIST/, /^CIFAR-10/].map(groupOf)).toEqual(Array(3).fill('kind.network'));
  expect([/own file/, /^Formula/].map(groupOf)).toEqual(Array(2).fill('kind.own'));
  expect([/moons/, /regression, four/, /^Ten classes/].map(groupOf)).toEqual(Array(3).fill('kind.data'));
  for (const [group, entries] of menu)
    for (const { problem } of entries) if (group === 'kind.online') expect(problem.kind).toBe('online');
});

it('finds the name that was meant', () => {
  const known = ['beale', 'adam-fails', 'mnist-four', 'ravine-100'];
  expect(['bealle', 'Beale', 'adam fails', 'adamfails', 'mnist', 'ravine'].map((word) => similar(word, known))).toEqual(
    ['beale', 'beale', 'adam-fails', 'adam-fails', 'mnist-four', 'ravine-100'],
  );
  expect(similar('zzzzzzzz', known)).toBeUndefined();
  expect(similar('x'.repeat(100_000), known)).toBeUndefined();
});
