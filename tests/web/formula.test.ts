// The formula that is printed for a lane, computed as it is printed, goes where the lane goes: for every way in which the
// switches of every rule can stand, and for what is around it.
import { describe, expect, it } from 'vitest';
import formulasJson from '../../web/formulas.json';
import type { Optimizer } from '../../web/src/core/catalog.ts';
import { type Formulas, formulaOf, isOn, type Settings, switchesOn } from '../../web/src/core/formula.ts';
import { catalog, makeLane, makeModule } from './support/module.ts';
import { assignment, compute, type Scope, sorted } from './support/tex.ts';

const formulas = formulasJson as Formulas;
const module = await makeModule();
const STEPS = 12;
const START = [0.9, -0.7];
const traced = catalog.optimizers.filter(({ elementwise, needsObjective }) => elementwise && !needsObjective);

/** Values that make a difference: no two of them alike, none at which a rule does nothing. */
const VALUES: Record<string, number> = { beta1: 0.83, beta2: 0.91, rho: 0.87, momentum: 0.6, epsilon: 0.013 };

/** The lane's settings with these switches on and the others off. */
function settingsOf(optimizer: Optimizer, on: ReadonlySet<string>): Record<string, unknown> {
  const switches = new Set(formulas.rules[optimizer.id]!.switches);
  let value = 0.11;
  return Object.fromEntries(
    optimizer.fields
      .filter(({ group, kind }) => !group && (kind === 'boolean' || kind === 'real'))
      .map((field) => {
        value += 0.017;
        if (field.kind === 'boolean') return [field.id, on.has(field.id)];
        if (switches.has(field.id) && !on.has(field.id)) return [field.id, 0];
        const least = Math.max(value, (field.min ?? 0) as number);
        return [field.id, VALUES[field.id] ?? (field.default === 0 || switches.has(field.id) ? least : field.default)];
      }),
  );
}

/** Where the formula goes, and where the lane does. */
function compare(optimizer: Optimizer, settings: Settings, extra: Settings = {}): void {
  const all = { ...settings, ...extra };
  const what = `${optimizer.id} ${JSON.stringify(all)}`;
  const lane = makeLane(module, {
    steps: STEPS,
    problem: { id: 'ravine', kappa: 3, start: START } as never,
    lane: { optimizer: optimizer.id, ...all } as never,
  });
  const lines = formulaOf(formulas, optimizer.id, all).map((place) => assignment(formulas.texts[place]!));
  const fields = new Map(optimizer.fields.map((field) => [field.symbol ?? '', field]));
  const symbols = sorted([
    ...fields.keys(),
    ...optimizer.slots.map(({ symbol }) => symbol),
    ...lines.map(({ target }) => target.replace('\\big|_{t=0}', '')),
    ...['w', 'g', 't', 'T', '\\|g\\|', '\\xi_t', '\\eta_t', '\\bar w', '\\varphi'],
  ]);
  const scopes: Scope[] = START.map((x) => {
    const scope: Scope = new Map([
      ['w', x],
      ['T', STEPS],
    ]);
    for (const [symbol, { id, default: usual }] of fields) scope.set(symbol, Number(all[id] ?? usual));
    for (const { symbol } of optimizer.slots) scope.set(symbol, 0);
    scope.set('\\bar w', x);
    scope.set('\\varphi', x);
    for (const { target, value } of lines) {
      if (target.includes('t=0')) scope.set(target.split('\\big')[0]!, compute(value, symbols, scope));
    }
    return scope;
  });
  const updates = lines.filter(({ target }) => !target.includes('t=0'));
  for (let t = 1; t <= STEPS; ++t) {
    lane.run(t - 1 - lane.step(), 0);
    const gradient = lane.peek('gradient')!;
    for (const [i, scope] of scopes.entries()) scope.set('t', t).set('g', gradient[i]!).set('\\xi_t', 0);
    for (const { target, value } of updates) {
      const norm = Math.hypot(...scopes.map((scope) => scope.get('g')!));
      const made = scopes.map((scope) => compute(value, symbols, scope.set('\\|g\\|', norm)));
      for (const [i, scope] of scopes.entries()) scope.set(target, made[i]!);
    }
    lane.run(1, 0);
    if (lane.status() !== 'running') break;
    for (const [array, symbol] of [['params', 'w'], ...(isOn(all, 'average') ? [['shown', '\\bar w']] : [])] as const) {
      const there = lane.peek(array!)!;
      for (const [i, scope] of scopes.entries()) {
        const x = scope.get(symbol!)!;
        const off = Math.abs(x - there[i]!) / Math.max(1, Math.abs(there[i]!));
        expect(
          off,
          `${what} at step ${t}: ${updates.map((line) => `${line.target} = ${line.value}`).join('; ')}`,
        ).toBeLessThan(1e-9);
      }
    }
  }
  lane.delete();
}

/** What may be around a rule with these settings. */
function around(optimizer: Optimizer, settings: Settings): void {
  const shapes = ['step', 'exponential', 'inverseTime', 'inverseSqrt', 'cosine', 'linear', 'constant'];
  const has = (field: string) => optimizer.fields.some((one) => one.id === field);
  if (has('schedule')) {
    for (const schedule of shapes) {
      compare(optimizer, settings, { schedule, scheduleEvery: 3, scheduleFloor: 0.2 });
      compare(optimizer, settings, { schedule, scheduleEvery: 3, scheduleFloor: 0.2, warmup: 4 });
    }
  }
  compare(optimizer, settings, { clipValue: 0.4 });
  compare(optimizer, settings, { clipNorm: 0.5 });
  compare(optimizer, settings, { clipValue: 0.4, clipNorm: 0.45 });
  compare(optimizer, settings, { average: 'ema', averageBeta: 0.7, averageStart: 3 });
  compare(optimizer, settings, { average: 'polyak', averageStart: 2 });
  compare(optimizer, settings, { lookahead: 3, lookaheadAlpha: 0.4 });
}

describe('the printed formula', () => {
  it.each(traced.map((optimizer) => [optimizer.id, optimizer] as const))(
    'is what %s computes, however its switches stand',
    (id, optimizer) => {
      const own = formulas.rules[id]!.switches.filter((one) => one !== 'schedule');
      for (let ways = 0; ways < 2 ** own.length; ++ways) {
        const on = new Set(own.filter((_, bit) => ways & (1 << bit)));
        compare(optimizer, settingsOf(optimizer, on));
      }
    },
  );

  it.each(traced.map((optimizer) => [optimizer.id, optimizer] as const))(
    'of %s follows a schedule, clipping, averages and lookahead',
    (id, optimizer) => {
      const { switches } = formulas.rules[id]!;
      const flags = new Set(optimizer.fields.filter(({ kind }) => kind === 'boolean').map((field) => field.id));
      const usual = ['epsilon', 'biasCorrection', 'momentum', 'finalLr', 'stepMax'];
      for (const on of [usual, switches.filter((one) => !flags.has(one)), switches]) {
        around(optimizer, settingsOf(optimizer, new Set(on)));
      }
    },
  );

  it('calls no two things by one symbol', () => {
    const targets = formulas.schedule.map(({ text }) => assignment(formulas.texts[text]!).target);
    const local = new Set(targets.filter((target) => target !== '\\eta_t'));
    for (const { id, fields, slots } of catalog.optimizers) {
      const own = [...fields.map(({ symbol }) => symbol), ...slots.map(({ symbol }) => symbol)];
      const symbols = [...own, 'w', 'g', 't', 'T', ...(fields.some((one) => one.id === 'schedule') ? local : [])];
      const twice = symbols.filter((one, i) => one !== '' && symbols.indexOf(one) !== i);
      expect(twice, id).toEqual([]);
    }
  });

  it('is there for every rule, and every line can be read', () => {
    for (const { id, fields } of catalog.optimizers) {
      const defaults = Object.fromEntries(fields.map((field) => [field.id, field.default]));
      expect(formulaOf(formulas, id, defaults).length, id).toBeGreaterThan(0);
    }
    expect(formulas.texts.every((text) => assignment(text.replace('\\approx', '=')).value.length > 0)).toBe(true);
  });

  it('knows which switches are on', () => {
    expect(switchesOn(formulas, 'rmsprop', { epsilon: 1e-8, momentum: 0, centered: true, average: 'none' })).toEqual([
      'epsilon',
      'centered',
    ]);
    expect(switchesOn(formulas, 'rmsprop', { epsilon: 0, warmup: 3, clipNorm: 1, average: 'ema' })).toEqual([
      'schedule',
      'clipNorm',
      'average',
    ]);
  });
});
