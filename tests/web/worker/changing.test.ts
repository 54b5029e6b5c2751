// A lane that changes on the way: until the change it is the lane without it, to the bit; from there on it is what the change says, however it
// is cut, turned back or copied. Over every rule.
import { beforeAll, describe, expect, it } from 'vitest';
import { changesOf, withChanges } from '../../../web/src/core/changes.ts';
import { type Config, type LaneConfig, normalize } from '../../../web/src/core/config.ts';
import {
  isFailure,
  type LaneSpec,
  laneSpec,
  type ModuleLane,
  type SidestepModule,
  type StepTold,
} from '../../../web/src/core/module.ts';
import { changingLane } from '../../../web/src/worker/changing.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { catalog, makeModule } from '../support/module.ts';

let module: SidestepModule;
let host: Host;
beforeAll(async () => {
  module = await makeModule();
  host = new Host();
  await host.init(null);
});

const K = 13; // the step of the change
const END = 40;

const configOf = (problem: object, lane: object, steps = END): Config => {
  const { config, notices } = normalize({ problem, lanes: [lane], steps, batch: 16 }, catalog);
  expect(notices).toEqual([]);
  return config;
};
const specOf = (problem: object, lane: object, steps = END): LaneSpec => {
  const config = configOf(problem, lane, steps);
  return laneSpec(config, config.lanes[0]!, 1);
};
const made = (spec: LaneSpec): ModuleLane => {
  const lane = spec.changes ? changingLane(module, spec) : module.createLane(spec);
  if (isFailure(lane)) throw new Error(`${lane.at}: ${lane.message}`);
  return lane;
};

/** Rows by the names of their columns, without the time that they took. */
function rowsOf(lane: ModuleLane, to: number, turn = to): Record<string, number>[] {
  const names = lane.columns();
  const rows: Record<string, number>[] = [];
  do {
    lane.run(Math.min(turn, to - lane.step()), 0);
    const flat = lane.rows();
    for (let i = 0; i < flat.length; i += names.length)
      rows.push(Object.fromEntries(names.flatMap((name, k) => (name === 'millis' ? [] : [[name, flat[i + k]!]]))));
  } while (lane.step() < to && lane.status() === 'running');
  return rows;
}

/** What becomes of a lane up to its end. */
const endOf = (lane: ModuleLane, turn?: number) => ({ rows: rowsOf(lane, END, turn), params: lane.hash('params') });

const rules = catalog.optimizers.map(({ id }) => id);
const stationary = (id: string): boolean => catalog.optimizers.find((one) => one.id === id)!.needsStationary;
const hasField = (id: string, field: string): boolean =>
  catalog.optimizers.find((one) => one.id === id)!.fields.some((one) => one.id === field);

/** A problem in double and one in float, with noise where the rules bear it. */
const problemsFor = (...ids: string[]): object[] =>
  ids.some(stationary)
    ? [{ id: 'himmelblau' }, { id: 'matrix_least_squares' }]
    : [
        { id: 'himmelblau', noise: 0.1 },
        { id: 'moons', noise: 0.01, batch: 16, net: 'dense(4) tanh dense(2)' },
      ];

const changesFor = (rule: string): [string, object, string[]][] => {
  const other = rules[(rules.indexOf(rule) + 1) % rules.length]!;
  return [
    ['another rate', { lr: 0.002 }, [rule]],
    ['another rule', { optimizer: other, lr: 0.003 }, [rule, other]],
    ['a state that is lost', { fresh: true }, [rule]],
    ...(hasField(rule, 'schedule')
      ? [['a schedule', { schedule: 'cosine', warmup: 3 }, [rule]] as [string, object, string[]]]
      : []),
    ...(hasField(rule, 'average') ? [['an average', { average: 'polyak' }, [rule]] as [string, object, string[]]] : []),
  ];
};

describe.each(rules)('%s', (rule) => {
  it.each(changesFor(rule))(
    'with %s is the lane without it up to there, and one lane however it is cut',
    (_, change, ids) => {
      for (const problem of problemsFor(...ids)) {
        const base = { optimizer: rule, lr: 0.01 };
        const spec = specOf(problem, { ...base, changes: [{ at: K, ...change }] });
        const plain = made(specOf(problem, base));
        const before = rowsOf(plain, K);
        const lane = made(spec);
        const until = rowsOf(lane, K);
        expect(until).toHaveLength(K + 1);
        for (const [i, row] of before.entries()) expect(until[i]).toMatchObject(row);
        expect(lane.hash('params')).toBe(plain.hash('params'));
        const at = lane.snapshot() as Uint8Array;
        const atChange = at.slice();
        const expected = endOf(lane);
        expect(expected.rows[0]!.step).toBe(K + 1);
        expect(expected.params).not.toBe(made(specOf(problem, base)).hash('initial'));

        const turns = made(spec);
        const all = [...rowsOf(turns, K, 5), ...rowsOf(turns, END, 1)];
        expect(all).toEqual([...until, ...expected.rows]);
        expect(turns.hash('params')).toBe(expected.params);

        // Turned back, to before the change, to its step and behind it; in another lane, and in one that was copied.
        const other = made(spec);
        rowsOf(other, K - 4);
        const early = (other.snapshot() as Uint8Array).slice();
        rowsOf(other, K + 6);
        const late = (other.snapshot() as Uint8Array).slice();
        for (const [bytes, step] of [
          [early, K - 4],
          [late, K + 6],
          [atChange, K],
        ] as const) {
          const third = made(spec);
          expect(third.restore(bytes)).toBeNull();
          expect(third.step()).toBe(step);
          const forked = third.fork() as ModuleLane;
          const rest = [...until, ...expected.rows].filter((row) => row.step! > step);
          expect(endOf(third)).toEqual({ rows: rest, params: expected.params });
          expect(endOf(forked, 3)).toEqual({ rows: rest, params: expected.params });
        }
        // A lane that has the same past turns into this one.
        const branch = made(spec);
        expect(branch.restore((plain.snapshot() as Uint8Array).slice())).toBeNull();
        expect(endOf(branch)).toEqual(expected);
        turns.reset();
        expect(turns.step()).toBe(0);
        expect([...rowsOf(turns, END)]).toEqual([...until, ...expected.rows]);
      }
    },
  );

  it('with a change that repeats what holds is the lane without it', () => {
    for (const problem of problemsFor(rule)) {
      const plain = specOf(problem, { optimizer: rule, lr: 0.01 });
      const changes = [K, 20].map((at) => ({ at, lane: plain.lane, scheduleFrom: 0, averageFrom: 0, fresh: false }));
      expect(endOf(made({ ...plain, changes }))).toEqual(endOf(made(plain)));
    }
  });
});

describe('a change', () => {
  const kept = (from: string, to: string, more: object = {}) =>
    made(specOf({ id: 'himmelblau' }, { optimizer: from, changes: [{ at: K, optimizer: to, ...more }] })).kept;

  it('says which slots are kept: those that mean the same, and averages together or not at all', () => {
    const found = Object.fromEntries(
      [
        'adam adamw',
        'adam adabound',
        'adam radam',
        'radam adam',
        'adam rmsprop',
        'adam adadelta',
        'adam adamax',
        'adam lion',
        'nadam adam',
        'adam nadam',
        'rmsprop adam',
        'lion adam',
        'adamax adam',
        'sgd rmsprop',
        'newton cg',
        'adagrad shampoo',
        'adam sgd',
      ].map((pair) => [pair, kept(...(pair.split(' ') as [string, string]))![0]!.join(' ')]),
    );
    expect(found).toEqual({
      'adam adamw': 'm v vMax',
      'adam adabound': 'm v vMax',
      'adam radam': 'm v',
      'radam adam': 'm v',
      'adam rmsprop': 'v',
      'adam adadelta': 'v',
      'adam adamax': 'm',
      'adam lion': 'm',
      'nadam adam': 'm v',
      'adam nadam': '',
      'rmsprop adam': '',
      'lion adam': '',
      'adamax adam': '',
      'sgd rmsprop': '',
      'newton cg': '',
      'adagrad shampoo': '',
      'adam sgd': '',
    });
    expect(kept('adam', 'adamw', { fresh: true })).toEqual([[]]);
  });

  it('of the rule alone keeps all it remembers', () => {
    const spec = specOf(
      { id: 'himmelblau' },
      {
        optimizer: 'adam',
        changes: [
          { at: 3, lr: 0.1 },
          { at: 5, fresh: true },
        ],
      },
    );
    expect(made(spec).kept).toEqual([['m', 'v', 'vMax'], []]);
  });

  it('to a rule with the same arithmetic changes nothing', () => {
    const adam = { optimizer: 'adam', lr: 0.01 };
    const plain = endOf(made(specOf({ id: 'himmelblau' }, adam)));
    const changes = [{ at: K, optimizer: 'adamw', lr: 0.01, weightDecay: 0 }];
    expect(endOf(made(specOf({ id: 'himmelblau' }, { ...adam, changes })))).toEqual(plain);
  });

  it('with a state that is lost goes on as a lane that begins there', () => {
    const adam = { optimizer: 'adam', lr: 0.01 };
    const lane = made(specOf({ id: 'himmelblau' }, { ...adam, changes: [{ at: K, fresh: true }] }));
    rowsOf(lane, K);
    const begun = made(specOf({ id: 'himmelblau' }, adam));
    expect(begun.startFrom(lane.peek('params'))).toBeNull();
    const rows = rowsOf(lane, END).map(({ loss, x0, x1 }) => ({ loss, x0, x1 }));
    expect(
      rowsOf(begun, END - K)
        .slice(1)
        .map(({ loss, x0, x1 }) => ({ loss, x0, x1 })),
    ).toEqual(rows);
  });

  it('begins a schedule there and ends it with the race; the others go on counting', () => {
    const lane = { optimizer: 'sgd', lr: 0.01, schedule: 'cosine' };
    const rates = (changes: object[], more = {}) =>
      rowsOf(made(specOf({ id: 'himmelblau' }, { ...lane, ...more, changes }, END)), END).map(({ lr }) => lr!);
    const restarted = rates([{ at: 20, schedule: 'cosine' }]);
    expect(restarted[0]).toBe(0.01);
    expect(restarted[21]).toBeCloseTo(0.01 * ((1 + Math.cos(Math.PI / 20)) / 2), 15);
    expect(restarted[19]).toBeLessThan(restarted[21]!);
    expect(restarted.at(-1)).toBeCloseTo(0, 15);
    const scaled = rates([{ at: 20, lr: 0.02 }]);
    expect(scaled.slice(21)).toEqual(
      rates([])
        .slice(21)
        .map((rate) => expect.closeTo(2 * rate, 15)),
    );
  });

  it('begins an average where it is switched on', () => {
    const lane = made(
      specOf({ id: 'himmelblau' }, { optimizer: 'sgd', lr: 0.01, changes: [{ at: K, average: 'polyak' }] }),
    );
    const rows = rowsOf(lane, K + 3);
    const row = rows.at(-1)!;
    const own = rows.slice(-3).map(({ x0 }) => x0!);
    expect(row.shown0).toBeCloseTo((own[0]! + own[1]! + own[2]!) / 3, 12);
    for (const { step, shown0, x0 } of rows) if (step! <= K) expect(shown0).toBe(x0);
  });

  it('keeps an average that is on before and after', () => {
    const averaged = { optimizer: 'sgd', lr: 0.01, average: 'polyak' };
    const lane = made(specOf({ id: 'himmelblau' }, { ...averaged, changes: [{ at: K, optimizer: 'sgd', lr: 0.02 }] }));
    const rows = rowsOf(lane, K + 1);
    const mean = rows.slice(1).reduce((sum, { x0 }) => sum + x0!, 0) / (K + 1);
    expect(rows.at(-1)!.shown0).toBeCloseTo(mean, 12);
  });

  it('has columns that some rules lack as no numbers', () => {
    const withColumns = catalog.optimizers
      .map(({ id }) => id)
      .find((id) => {
        const lane = made(specOf({ id: 'himmelblau' }, { optimizer: id }));
        return lane.columns().length > 8;
      });
    const lane = made(
      specOf(
        { id: 'himmelblau' },
        { optimizer: 'sgd', changes: [{ at: K, optimizer: withColumns ?? 'adam', lookahead: 5 }] },
      ),
    );
    expect(lane.columns().slice(0, 8)).toEqual(['step', 'loss', 'gradNorm', 'millis', 'evaluations', 'lr', 'x0', 'x1']);
    expect(rowsOf(lane, END).every((row) => Number.isFinite(row.shown1))).toBe(true);
  });

  it('at the last step or behind it does nothing', () => {
    const adam = { optimizer: 'adam', lr: 0.01 };
    for (const at of [END, END + 1, 1e7])
      expect(specOf({ id: 'himmelblau' }, { ...adam, changes: [{ at, lr: 1 }] })).toEqual(
        specOf({ id: 'himmelblau' }, adam),
      );
  });

  it('that cannot be made is named by its place', () => {
    const spec = specOf(
      { id: 'himmelblau', noise: 0.1 },
      {
        optimizer: 'adam',
        changes: [
          { at: 3, lr: 1 },
          { at: 5, optimizer: 'newton' },
        ],
      },
    );
    expect(changingLane(module, spec)).toMatchObject({ code: 'unsupported', at: 'lane.changes.1.optimizer' });
  });
});

describe('a snapshot', () => {
  it('from behind a change is none of the lane without it, nor of another one', () => {
    const of = (...changes: object[]) => made(specOf({ id: 'himmelblau' }, { optimizer: 'adam', lr: 0.01, changes }));
    const plain = of();
    rowsOf(plain, 30);
    const lane = of({ at: K, lr: 0.02 });
    const refused = { code: 'bad-snapshot', at: 'snapshot' };
    expect(lane.restore((plain.snapshot() as Uint8Array).slice())).toMatchObject(refused);
    expect(lane.step()).toBe(0);
    rowsOf(lane, 20);
    const bytes = (lane.snapshot() as Uint8Array).slice();
    expect(plain.restore(bytes)).toMatchObject(refused);
    expect(of({ at: 25, lr: 0.02 }).restore(bytes)).toMatchObject(refused);
    expect(of({ at: K, lr: 0.02 }, { at: 19, lr: 0.3 }).restore(bytes)).toMatchObject(refused);
    expect(of({ at: K, lr: 0.02 }, { at: 20, lr: 0.3 }).restore(bytes)).toBeNull();
    expect(lane.restore(Uint8Array.of(9, 1, 2))).toMatchObject(refused);
    expect(lane.restore(new Uint8Array())).toMatchObject(refused);
  });
});

describe('a host', () => {
  const changed = (lane: object, steps = END): Config => configOf({ id: 'himmelblau' }, lane, steps);
  const run = async (config: Config, to = END) => {
    const answer = await host.create(0, laneSpec(config, config.lanes[0]!, 1), false);
    return { ...answer, ...(await host.run(0, to, 0)) };
  };

  it('runs such a lane, and tells what it keeps', async () => {
    const config = changed({ optimizer: 'adam', changes: [{ at: K, optimizer: 'adamw' }] });
    const { kept, step, params } = await run(config);
    expect([kept, step]).toEqual([[['m', 'v', 'vMax']], END]);
    expect(params).toBe(endOf(made(laneSpec(config, config.lanes[0]!, 1))).params);
  });

  it('runs one whose rules are partly in the second module', async () => {
    const elsewhere = rules.find((rule) =>
      isFailure(host.module.createLane(specOf({ id: 'himmelblau' }, { optimizer: rule }))),
    )!;
    const config = changed({ optimizer: 'sgd', changes: [{ at: K, optimizer: elsewhere }] });
    const { step, params } = await run(config);
    expect(step).toBe(END);
    expect(params).toBe(endOf(made(laneSpec(config, config.lanes[0]!, 1))).params);
    expect((await host.measure(7, { id: 'parameters' }, { lane: 0 })).values).toHaveLength(2);
  });

  it('tells the step of a change with the settings of the next update, and measures before and after', async () => {
    const config = changed({ optimizer: 'adam', lr: 0.01, changes: [{ at: K, optimizer: 'sgd', lr: 0.25 }] });
    await run(config);
    const told = await host.explain(0, [0], [K - 1, K]);
    const [before, at] = told.map(([one]) => one!) as [StepTold, StepTold];
    expect(at.next).toBe(at.w - 0.25 * at.gradient);
    expect(before.next).toBe(at.w);
    const params = await host.peek(0, 'params', K);
    expect(params[0]).toBe(at.w);
    expect((await host.measure(8, { id: 'parameters' }, { lane: 0, at: K - 2 })).values).toHaveLength(2);
  });

  it('begins such a lane from a point of its own, again and again', async () => {
    const config = changed({ optimizer: 'adam', lr: 0.01, changes: [{ at: K, lr: 0.1 }] });
    const { hashes } = await run(config);
    const there = await host.startFrom(0, Float64Array.of(1, 2));
    expect(there.initial).not.toBe(hashes.initial);
    const first = await host.run(0, END, 0);
    await host.reset(0);
    const again = await host.run(0, END, 0);
    expect([first.step, first.params]).toEqual([END, again.params]);
    const lane = config.lanes[0] as LaneConfig;
    expect(changesOf(withChanges(lane, changesOf(lane)))).toHaveLength(1);
  });
});
