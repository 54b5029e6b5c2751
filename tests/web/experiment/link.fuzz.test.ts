// Any experiment, of whatever ranges: its link reads as the same one, and its values lie in their range, each a number of its own.
import { expect, it } from 'vitest';
import { formatExperiment, parseExperiment } from '../../../web/src/experiment/link.ts';
import { normalizeExperiment } from '../../../web/src/experiment/spec.ts';
import { runs } from '../support/fuzz.ts';
import { pick, type Random, tryEach } from '../support/hostile.ts';
import { catalog } from '../support/module.ts';

type Given = Record<string, unknown>;

const FIELDS = [
  ['sgd', 'lr'],
  ['sgd', 'momentum'],
  ['sgd', 'dampening'],
  ['sgd', 'warmup'],
  ['adam', 'epsilon'],
  ['adam', 'beta2'],
] as const;

const unit = (random: Random): number => random(2 ** 30) / 2 ** 30;

/** Numbers of all sizes, briefly written or not, some of them close to each other. */
function numbers(random: Random): [number, number] {
  const size = 10 ** Math.floor(unit(random) * 12 - 9);
  const digits = 1 + Math.floor(unit(random) * 16);
  const from = Number((unit(random) * size).toPrecision(digits));
  const near = 10 ** -Math.floor(unit(random) * 14);
  const to = unit(random) < 0.5 ? Number((unit(random) * size * 100).toPrecision(digits)) : from * (1 + near);
  return [from, to];
}

function experiment(random: Random): Given {
  const [optimizer, id] = pick(random, FIELDS);
  const [from, to] = numbers(random);
  const count = 2 + Math.floor(unit(random) * 30);
  const axis =
    unit(random) < 0.7
      ? { from, to, in: count }
      : { of: Array.from({ length: 1 + (count % 5) }, () => numbers(random)[0]) };
  const [x, y] = numbers(random);
  return {
    problem: { id: 'rosenbrock', start: [unit(random) < 0.3 ? { from: -x, to: y, in: count } : x, y] },
    lanes: [{ optimizer, [id]: axis }],
    seeds: 1 + Math.floor(unit(random) * 3),
    ...(unit(random) < 0.3 && { tune: 1 + Math.floor(unit(random) * 30) }),
  };
}

it('reads as it was written', { timeout: 120_000 }, async () => {
  let axes = 0;
  await tryEach(runs(1500), 1, experiment, (input) => {
    const { experiment } = normalizeExperiment(input, catalog);
    const link = formatExperiment(experiment!, catalog);
    const read = parseExperiment(link, catalog);
    expect([link, read.notices, read.experiment]).toEqual([link, [], experiment]);
    expect(formatExperiment(read.experiment!, catalog)).toBe(link);
    for (const { values } of experiment!.axes.flat()) {
      axes++;
      expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
    }
    for (const { at, values } of experiment!.axes.flat()) {
      const range = [input.lanes, input.problem]
        .flat()
        .flatMap((owner) => Object.values(owner as Given))
        .flat() as Given[];
      const { from, to } = range.find((axis) => axis.from !== undefined && axis.from === values[0]) ?? {};
      if (from !== undefined) expect([at, values.at(-1)]).toEqual([at, to]);
    }
  });
  expect(axes).toBeGreaterThan(400); // or most were refused
});
