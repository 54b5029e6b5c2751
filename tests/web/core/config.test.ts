import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LANES, minimal, normalize } from '../../../web/src/core/config.ts';
import { formatLink } from '../../../web/src/core/link.ts';
import { catalog } from '../support/module.ts';

const read = (input: unknown) => {
  const { config, notices } = normalize(input, catalog);
  return { config, notices: notices.map(({ code, at }) => `${code} ${at}`) };
};
const lanes = [{ optimizer: 'sgd' }];

describe('normalize', () => {
  it('fills in every field', () => {
    const { config, notices } = read({ problem: { id: 'beale' }, lanes });
    expect(notices).toEqual([]);
    const beale = catalog.problems.find(({ id }) => id === 'beale')!;
    expect(Object.keys(config.problem)).toEqual(['id', ...beale.fields.map(({ id }) => id)]);
    expect(config).toMatchObject({ v: 1, seed: 1, steps: 200, problem: { start: [1, 1.5] } });
  });

  it('gives a config of its own, which shares nothing with the input or the catalog', () => {
    const start = [3, 4];
    const { config } = read({ problem: { id: 'beale', start }, lanes });
    expect(config.problem.start).toEqual(start);
    expect(config.problem.start).not.toBe(start);
    (config.problem.shift as number[])[0] = 99;
    expect(read({ problem: { id: 'beale' }, lanes }).config.problem.shift).toEqual([0, 0]);
  });

  it('checks a batch that the problem has no use for, and forgets it', () => {
    const { config, notices } = read({ batch: 64, problem: { id: 'beale' }, lanes });
    expect(notices).toEqual([]);
    expect(config.batch).toBe(32);
    expect(read({ batch: 64, problem: { id: 'network' }, lanes }).config.batch).toBe(64);
    expect(read({ batch: -1, problem: { id: 'beale' }, lanes }).notices).toEqual(['out-of-range batch']);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['wrong-type ']],
    ['null', null, ['wrong-type ']],
    ['a list', [], ['wrong-type ']],
    ['a text', 'sgd', ['wrong-type ']],
    ['a problem that is a text', { problem: 'beale', lanes }, ['wrong-type problem']],
    ['a problem that is null', { problem: null, lanes }, ['wrong-type problem']],
    ['a problem without id', { problem: {}, lanes }, ['wrong-type problem.id']],
    [
      'an id that is no text',
      { problem: { id: { toString: 1 } }, lanes: [{ optimizer: [] }] },
      ['wrong-type problem.id', 'wrong-type lanes.0.optimizer'],
    ],
    ['lanes that are no list', { lanes: { 0: {} } }, ['wrong-type lanes']],
    ['a lane that is null', { lanes: [null, ...lanes] }, ['wrong-type lanes.0']],
    ['numbers as texts', { seed: '1', lanes }, ['wrong-type seed']],
    [
      'NaN and infinities',
      { seed: Number.NaN, steps: Number.POSITIVE_INFINITY, lanes },
      ['not-finite seed', 'not-finite steps'],
    ],
    ['a boolean as a number', { lanes: [{ optimizer: 'sgd', nesterov: 1 }] }, ['wrong-type lanes.0.nesterov']],
    ['a nested list', { problem: { id: 'beale', start: [[1], 2] }, lanes }, ['wrong-type problem.start']],
    ['half a surrogate', { problem: { id: 'network', net: 'a\ud800' }, lanes }, ['wrong-type problem.net']],
    ['a long text', { problem: { id: 'network', net: 'é'.repeat(501) }, lanes }, ['bad-length problem.net']],
    [
      'an own __proto__',
      JSON.parse('{"__proto__":{"seed":7},"lanes":[{"optimizer":"sgd","__proto__":3}]}'),
      ['unknown-field __proto__', 'unknown-field lanes.0.__proto__'],
    ],
    ['fields of the prototype', Object.create({ seed: 7 }), []],
  ])('names %s', (_why, input, notices) => {
    const result = read(input);
    expect(result.notices).toEqual(notices);
    expect(result.config.seed).toBe(1);
    expect(formatLink(result.config, catalog)).toMatch(/^#v=1&p=/);
  });

  it('reads the first lanes of a million, quickly', () => {
    const start = process.cpuUsage();
    const { config, notices } = read({ lanes: new Array(1_000_000).fill({ optimizer: 'adam' }) });
    expect(config.lanes.length).toBe(MAX_LANES);
    expect(notices).toEqual(['out-of-range lanes']);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(200);
  });

  it('keeps few notices of many mistakes', () => {
    const { notices } = read({ ...Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`x${i}`, i])), lanes });
    expect(notices.length).toBe(21);
    expect(notices.at(-1)).toBe('more ');
  });

  it('shows nobody’s control characters', () => {
    const { notices } = normalize({ 'a\u001b[31m\n': 1, problem: { id: '\u0000\u202e' }, lanes }, catalog);
    for (const { at, message } of notices) expect(at + message).toMatch(/^\P{C}*$/u);
  });

  it('survives deep nests', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(read({ problem: { id: 'beale', start: deep }, lanes: deep, seed: deep }).notices).toContain(
      'bad-length problem.start',
    );
  });

  it('of anything never throws, and what it gives is as good as any config', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), fc.anything(), (a, b) => {
        for (const input of [
          a,
          { problem: a, lanes: b },
          { problem: { id: 'beale', start: a }, lanes: [b, { optimizer: 'sgd', lr: a }], seed: b },
        ]) {
          const { config } = normalize(input, catalog);
          expect(normalize(config, catalog)).toEqual({ config, notices: [] });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('minimal', () => {
  it('leaves out defaults and keeps the order of the catalog', () => {
    const { config } = read({
      steps: 9,
      problem: { noise: 1, id: 'beale', start: [1, 1.5] },
      lanes: [{ beta2: 0.5, lr: 0.2, optimizer: 'adam' }],
    });
    expect(JSON.stringify(minimal(config, catalog))).toBe(
      '{"v":1,"steps":9,"problem":{"id":"beale","noise":1},"lanes":[{"optimizer":"adam","lr":0.2,"beta2":0.5}]}',
    );
  });
});
