// Whatever is handed to the module directly: each call answers or names what is wrong; none traps, throws, aborts or takes long.
import { expect, it } from 'vitest';
import type { Field } from '../../../web/src/core/catalog.ts';
import {
  type InstrumentConfig,
  isFailure,
  type ModuleDataset,
  type ModuleLane,
  type SidestepModule,
} from '../../../web/src/core/module.ts';
import { processorMillis, runs } from '../support/fuzz.ts';
import { catalog, makeModule, measured } from '../support/module.ts';
import { oddTexts, oddValues, Seeded } from '../support/seeded.ts';

const odd: readonly unknown[] = [...oddValues, ...oddTexts];
const codes =
  /^(unknown-id|unknown-field|wrong-type|not-finite|out-of-range|bad-length|bad-net|bad-formula|bad-data|no-data|no-memory|bad-snapshot|unsupported)$/;

/** A value that a field may have, or hardly any. */
function someValue(field: Field, random: Seeded): unknown {
  if (random.below(12) === 0) return random.pick(odd);
  const ends = [field.default, field.min, field.max, ...(field.slider ?? [])].filter((x) => typeof x === 'number');
  if (Array.isArray(field.default)) return field.default.map((x) => x + random.below(3) - 1);
  if (field.choices) return random.pick(field.choices).id;
  return ends.length > 0 && field.id !== 'net' ? random.pick(ends) : field.default;
}

function some(fields: readonly Field[], random: Seeded): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const field of random.some(4, fields)) chosen[field.id] = someValue(field, random);
  if (random.below(15) === 0) chosen[random.pick(oddTexts)] = random.pick(odd);
  return chosen;
}

function spec(random: Seeded, data: unknown): Record<string, unknown> {
  const [problem, optimizer] = [random.pick(catalog.problems), random.pick(catalog.optimizers)];
  const whole: Record<string, unknown> = {
    // Full batches of long sequences take their time, and are no mistake.
    problem: {
      id: problem.id,
      ...some(
        problem.fields.filter(({ id }) => id !== 'batch'),
        random,
      ),
    },
    lane: { optimizer: optimizer.id, ...some(optimizer.fields, random) },
    data: problem.kind === 'network' || random.below(9) === 0 ? data : undefined,
    seed: random.below(5),
    every: 1 + random.below(3),
    capacity: 1 + random.below(50),
  };
  if (random.below(5) === 0) whole[random.pick(Object.keys(whole).concat('batch', 'steps'))] = random.pick(odd);
  return whole;
}

/** An instrument, on a grid that takes a moment at most. */
function someInstrument(random: Seeded): InstrumentConfig {
  const { id, fields } = random.pick(catalog.instruments!);
  const chosen = { id, ...(fields.length > 0 && some(fields, random)) } as Record<string, unknown>;
  for (const side of ['columns', 'rows']) if (Number(chosen[side]) > 16) chosen[side] = 16;
  return random.below(20) === 0 ? (random.pick(odd) as never) : (chosen as InstrumentConfig);
}

const names = ['params', 'gradient', 'initial', 'order', 'noise', 'm', 'v', ...oddTexts];

/** Everything that can be asked of a lane, with arguments that it may not expect. */
function askLane(module: SidestepModule, lane: ModuleLane, random: Seeded): unknown[] {
  lane.run(random.pick([Number.NaN, -1, -(2 ** 53), 0, 0.9, 1, 3]), random.pick([Number.NaN, -1, 0, 1]));
  lane.run(random.pick([2 ** 53, Number.POSITIVE_INFINITY, 1e308]), 1);
  expect(lane.rows().length % lane.columns().length).toBe(0);
  expect(lane.peek(random.pick(names)).length).toBeGreaterThanOrEqual(0);
  expect(lane.hash(random.pick(names) as 'params')).toMatch(/^(\w{16})?$/);
  const params = lane.peek('params');
  const begin = random.pick<unknown>([
    params.slice(),
    [...params],
    ...odd,
    { length: params.length },
    [...params].fill(1n as never),
  ]);
  const state = lane.snapshot();
  const states = random.pick<unknown>([isFailure(state) ? null : state.slice(), new Uint8Array(9), ...odd]);
  const answers = [
    measured(module, someInstrument(random), { lane }),
    lane.startFrom(begin as number[]) ?? {},
    lane.restore(states as Uint8Array) ?? {},
  ];
  if (random.below(2) === 0) lane.reset();
  lane.run(2, 0);
  expect(lane.step()).toBeLessThanOrEqual(2 ** 53);
  return answers;
}

function filled(module: SidestepModule): ModuleDataset {
  const data = module.createDataset({ shape: [6, 6, 1], classes: 10, train: 30, test: 12 }) as ModuleDataset;
  expect(data.seal()).toBeNull();
  return data;
}

it('every message is answered, or names the field that is wrong', { timeout: 600_000 }, async () => {
  const random = new Seeded(3);
  const module = await makeModule();
  const data = filled(module);
  const gone = filled(module);
  gone.delete();
  let [lanes, slowest] = [0, 0];
  for (let run = runs(800); run > 0; run--) {
    const given = spec(random, random.pick<unknown>([data, data, data, gone, {}, null, 3]));
    const begin = processorMillis();
    const made = module.createLane(random.below(40) === 0 ? (random.pick(odd) as never) : (given as never));
    const answers: unknown[] = [made];
    if (!isFailure(made)) {
      lanes++;
      answers.push(...askLane(module, made, random));
      made.delete();
    }
    const [shape, count] = [
      random.pick<unknown>([[2, 2], [1e9, 1e9], [2 ** 30], ...odd]),
      () => random.pick([1, 2, 300, ...odd]),
    ];
    const set = module.createDataset({
      shape,
      classes: count(),
      train: count(),
      test: count(),
      real: random.below(2),
    } as never);
    answers.push(set);
    if (!isFailure(set)) {
      const [split, what] = [
        random.pick(['train', 'test', ...oddTexts]),
        random.pick(['items', 'labels', ...oddTexts]),
      ];
      set.bytes(split as 'train', what as 'items');
      set.numbers(split as 'train', 'targets');
      answers.push(set.seal() ?? {});
      set.delete();
    }
    answers.push(measured(module, someInstrument(random), given as never));
    const { lane: _, ...problem } = given;
    answers.push(measured(module, someInstrument(random), problem as never));
    const took = processorMillis() - begin;
    slowest = Math.max(slowest, took);
    for (const answer of answers.filter((x) => isFailure(x as object))) {
      const why = JSON.stringify(answer).slice(0, 300);
      expect((answer as { code: string }).code, why).toMatch(codes);
      expect((answer as { at: string }).at, why).toMatch(
        /^(problem|lane|data|race|instrument|seed|batch|steps|every|capacity|params|snapshot|train|test|classes)\b/,
      );
      expect((answer as { message: string }).message, why).toMatch(/\S/);
    }
  }
  expect(lanes).toBeGreaterThan(runs(800) / 10);
  expect(slowest).toBeLessThan(5000); // a network on sequences, tested on all that it has, takes three seconds
});

it('a text of any length or kind is refused by the field that it stands in', async () => {
  const module = await makeModule();
  const lane = { optimizer: 'adam' };
  for (const text of oddTexts) {
    const made = [
      module.createLane({ problem: { id: text }, lane } as never),
      module.createLane({ problem: { id: 'beale' }, lane: { optimizer: text } } as never),
      module.createLane({ problem: { id: 'moons', net: text }, lane } as never),
      module.createLane({ problem: { id: 'beale', [text]: 1 }, lane } as never),
    ];
    for (const [i, at] of ['problem.id', 'lane.optimizer', 'problem.net', 'problem'].entries()) {
      const result = made[i]!;
      expect(isFailure(result) && result.at, JSON.stringify(text.slice(0, 20))).toMatch(new RegExp(`^${at}`));
      if (isFailure(result)) expect(result.message.length).toBeLessThan(1100);
    }
  }
  const many = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`f${i}`, 1]));
  expect(module.createLane({ problem: { id: 'beale', ...many }, lane } as never)).toMatchObject({
    code: 'unknown-field',
  });
});
