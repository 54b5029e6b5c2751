// What tests tell of a network can be looked at and compared by: losses and accuracies, of training and of test items.
import { expect, it } from 'vitest';
import { normalize } from '../../web/src/core/config.ts';
import { Trace } from '../../web/src/core/trace.ts';
import { trainTested } from '../../web/src/core/validation.ts';
import { parseExperiment } from '../../web/src/experiment/link.ts';
import { Results } from '../../web/src/experiment/results.ts';
import { lessIsBetter, MEASURES } from '../../web/src/experiment/sample.ts';
import { axesOf, quantitiesOf } from '../../web/src/views/chart/chosen.ts';
import { tracesCsv } from '../../web/src/views/export/traces.ts';
import { catalog } from './support/module.ts';

const COLUMNS = ['step', 'loss', 'gradNorm', 'millis', 'evaluations', 'lr', 'accuracy', 'testLoss', 'trainAccuracy'];

function stageOf(problem: Record<string, string | number>, columns: readonly string[] = COLUMNS) {
  const { config } = normalize({ problem, lanes: [{ optimizer: 'sgd' }] }, catalog);
  const trace = new Trace(columns);
  trace.append(Float64Array.from(columns, () => 0.5));
  return {
    ...{ config, catalog, view: {}, swatches: [0] },
    problem: catalog.problems.find(({ id }) => id === config.problem.id)!,
    lanes: [{ trace, status: 'running', step: 0 }],
    optimizer: () => catalog.optimizers[0]!,
  } as never as Parameters<typeof quantitiesOf>[0];
}
const ids = (stage: Parameters<typeof quantitiesOf>[0]): string[] => quantitiesOf(stage).map(({ id }) => id);

it('a chart of a network has each of the four curves once, and those of test items over their pale pair', () => {
  for (const id of ['network', 'moons']) {
    const all = ids(stageOf({ id }));
    for (const name of MEASURES) expect(all.filter((it) => it === name)).toEqual([name]);
    const axes = axesOf(stageOf({ id }), 'testLoss');
    expect([axes.y.under?.id, axes.markers, axes.share, axes.falls]).toEqual(['loss', true, false, true]);
    const share = axesOf(stageOf({ id }), 'trainAccuracy');
    expect([share.y.under?.id, share.markers, share.share, share.falls]).toEqual(['accuracy', true, true, false]);
  }
});

it('offers no training accuracy where none is measured, and of other problems what their rows have', () => {
  expect(ids(stageOf({ id: 'network', testTrain: 0 }))).not.toContain('trainAccuracy');
  const held = stageOf({ id: 'matrix_factorization' }, ['step', 'loss', 'gradNorm', 'testLoss']);
  expect(ids(held).filter((id) => /loss|accuracy/i.test(id))).toEqual(['loss', 'testLoss']);
  expect(axesOf(held, 'testLoss').markers).toBe(false);
  expect(ids(stageOf({ id: 'rosenbrock' }, ['step', 'loss', 'gradNorm', 'x0', 'x1']))).not.toContain('testLoss');
});

it('says on how many training items the accuracy is measured, and so does the table for other programs', () => {
  const counts = (problem: object) => trainTested(normalize({ problem, lanes: [{}] }, catalog).config.problem);
  expect(counts({ id: 'network' })).toBe(250);
  expect(counts({ id: 'network', test: 200 })).toBe(200);
  expect(counts({ id: 'network', train: 50 })).toBe(50);
  expect(counts({ id: 'network', test: 2000, testTrain: 2000 })).toBe(2000);
  expect(counts({ id: 'network', testTrain: 0 })).toBe(0);
  expect(counts({ id: 'rosenbrock' })).toBe(0);
  const origin = { link: 'https://…', checksum: null };
  expect(tracesCsv(stageOf({ id: 'network' }), origin)).toContain(
    '\n# trainAccuracy of the first 250 training items\n',
  );
  expect(tracesCsv(stageOf({ id: 'rosenbrock' }), origin)).not.toContain('trainAccuracy of');
});

it('an experiment is compared by each of them, and its trials are chosen by the loss on validation items', () => {
  const { experiment } = parseExperiment('#v=1&p=moons&o=sgd,lr=.01:1&steps=5&seeds=2&tune=2', catalog);
  const results = new Results(experiment!, catalog);
  expect([results.measures, results.goal]).toEqual([[], 'loss']);
  const rows = new Trace(COLUMNS);
  rows.append(Float64Array.of(5, 1, 1, 1, 1, 1, 0.9, 2, 0.95));
  const final = { step: 5, loss: 1, accuracy: 0.9, testLoss: 2, trainAccuracy: 0.95 };
  const line = { cell: 0, lane: 0, set: {}, optimizer: 'sgd', link: '', checksum: '0'.repeat(16) };
  for (const seed of results.seeds) results.add({ ...line, seed, status: 'finished', final, rows });
  expect([results.measures, results.goal]).toEqual([[...MEASURES], 'testLoss']);
  expect(MEASURES.map((name) => results.samples(0, name)[0]!.points.map(({ value }) => value))).toEqual([
    [1, 1],
    [2, 2],
    [0.9, 0.9],
    [0.95, 0.95],
  ]);
  expect(MEASURES.map(lessIsBetter)).toEqual([true, true, false, false]);
});
