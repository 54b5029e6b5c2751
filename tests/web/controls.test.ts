import { describe, expect, it } from 'vitest';
import { parseNumber, parseNumbers } from '../../web/src/controls/check.ts';
import { activations, readSizes, readStack, writeStack } from '../../web/src/controls/net.ts';
import type { Field } from '../../web/src/core/catalog.ts';
import { catalog } from '../../web/src/core/catalog-data.ts';
import { swatchesWith, swatchesWithout } from '../../web/src/reader/lane-swatches.ts';
import { chosen, fixed, num, percent, plain, power } from '../../web/src/toolkit/format.ts';
import { COLOURS, dashOf } from '../../web/src/toolkit/palette.ts';
import { STOPS, sliderOf } from '../../web/src/toolkit/scale.ts';

const fields: Field[] = [
  ...catalog.race,
  ...catalog.optimizers.flatMap((optimizer) => optimizer.fields),
  ...catalog.problems.flatMap((problem) => problem.fields),
];
const field = (over: Partial<Field>): Field => ({
  id: 'a',
  kind: 'real',
  name: { en: 'a', zh: 'a' },
  doc: { en: '', zh: '' },
  symbol: '',
  default: 0,
  ...over,
});

describe('sliders', () => {
  it('of every field of the catalog stay within its validity and come back to their position', () => {
    const ranges = new Map(
      fields
        .filter(({ kind }) => kind === 'real' || kind === 'integer')
        .map((one) => [JSON.stringify([one.kind, one.min, one.max, one.slider, one.scale]), one]),
    );
    for (const one of ranges.values()) {
      const slider = sliderOf(one);
      if (!slider) continue;
      let last = Number.NEGATIVE_INFINITY;
      for (let position = 0; position <= STOPS; position++) {
        const value = slider.value(position);
        const where = `${one.id} at ${position}`;
        expect('value' in parseNumber(plain(value), one), `${where}: ${value}`).toBe(true);
        expect(value, where).toBeGreaterThanOrEqual(last);
        last = value;
        const back = slider.value(slider.position(value));
        expect(Math.abs(back - value), where).toBeLessThanOrEqual(0.06 * Math.abs(value) + 1e-12);
      }
    }
  });

  it('rounds to what a person would type', () => {
    const rate = sliderOf(field({ min: 0, max: 100, slider: [1e-5, 1], scale: 'log' }))!;
    expect(rate.value(0)).toBe(0);
    expect(rate.value(STOPS)).toBe(1);
    expect(rate.value(rate.position(0.001))).toBe(0.001);
    const beta = sliderOf(field({ min: 0, max: 0.99999, slider: [0, 0.9999], scale: 'oneMinus' }))!;
    expect(beta.value(beta.position(0.9))).toBe(0.9);
  });
});

describe('typed numbers', () => {
  it('are read as people write them', () => {
    const any = field({});
    for (const [text, value] of [
      ['.5', 0.5],
      ['1e-3', 0.001],
      ['−2', -2],
      ['0,25', 0.25],
      [' 7 ', 7],
      ['－１．５ｅ－３', -0.0015],
    ] as const)
      expect(parseNumber(text, any)).toEqual({ value });
    for (const text of ['', 'x', '1e999', 'NaN', 'Infinity', '0x10', '1 2', '1e'])
      expect(parseNumber(text, any)).toHaveProperty('reason');
  });

  it('are refused with the reason', () => {
    const whole = field({ kind: 'integer', min: 1, max: 5 });
    expect(parseNumber('1.5', whole)).toEqual({ reason: 'invalid.integer' });
    expect(parseNumber('0', whole)).toEqual({ reason: 'invalid.min', values: { min: '1' } });
    expect(parseNumber('6', whole)).toEqual({ reason: 'invalid.max', values: { max: '5' } });
  });

  it('a list is as long as it is typed, up to its most, and says which of its numbers is none', () => {
    const list = field({ kind: 'vector', most: 3 });
    for (const text of ['1 -.5 2e3', ' 1~-.5 ~ 2000', '1；-0,5　2000;', '1 −.5 2000'])
      expect(parseNumbers(text, list), text).toEqual({ value: [1, -0.5, 2000] });
    expect(parseNumbers(' ', list)).toEqual({ value: [] });
    expect(parseNumbers('1 2 x', list)).toEqual({ reason: 'invalid.number' });
    expect(parseNumbers('1 2 3 4', list)).toEqual({ reason: 'invalid.most', values: { most: '3' } });
  });
});

it('a number stands as people write it: 0.0198 and 1.98×10⁻⁵, not 17 digits nor 1e-5', () => {
  expect(
    [0.019801980198019802, 1.98e-5, 1e-4, 5e-4, -2.5e-7, 123456, 1e5, 99999, 0.00099999, 2.9979e8].map((x) => num(x)),
  ).toEqual(['0.0198', '1.98×10⁻⁵', '10⁻⁴', '5×10⁻⁴', '−2.5×10⁻⁷', '1.235×10⁵', '10⁵', '10⁵', '0.001', '2.998×10⁸']);
  expect([num(-0), num(Number.MIN_VALUE), num(Number.MAX_VALUE), num(0.9999999, 8)]).toEqual([
    '0',
    '4.941×10⁻³²⁴',
    '1.798×10³⁰⁸',
    '0.9999999',
  ]);
});

it('a setting is a fraction where its digits are those of one, and never rounded to 1', () => {
  expect(
    [2 / 101, 81 / 121, -1 / 3, 10 / 3, 0.0198, 1 / 64, Math.SQRT1_2, 0.99999, 1, 0.99996, 1e-7].map((x) => chosen(x)),
  ).toEqual(['2/101', '81/121', '−1/3', '10/3', '0.0198', '0.01563', '0.7071', '0.99999', '1', '0.99996', '10⁻⁷']);
});

it('a column has as many digits in each row: −1.000 under −1.000, whatever was rounded to it', () => {
  expect([-1, -0.99999, -0.9996, 0.99951].map((x) => fixed(x))).toEqual(['−1.000', '−1.000', '−1.000', '1.000']);
  expect([9.99996, 9.9, 99999.7, 0.00099996, 0.000999].map((x) => fixed(x))).toEqual([
    '10.00',
    '9.900',
    '1.000×10⁵',
    '0.00100',
    '9.990×10⁻⁴',
  ]);
  expect([-0, -1e-300].map((x) => fixed(x))).toEqual(['0.000', '−1.000×10⁻³⁰⁰']);
  expect([percent(-0.00001), percent(0.965, 1), percent(-0.2, 0)]).toEqual(['0.00%', '96.5%', '−20%']);
});

it('what the page writes can be typed again', () => {
  const any = field({});
  for (const x of [0.0198, 1.98e-5, 1e-4, -1e-4, -2.5e-7, 1e5, 123400000])
    expect(parseNumber(num(x), any), num(x)).toEqual({ value: x });
  for (const x of [2 / 101, -1 / 3, 81 / 121]) expect(parseNumber(chosen(x), any), chosen(x)).toEqual({ value: x });
  expect([parseNumber('1 / 51', any), parseNumber('1,5/2', any)]).toEqual([{ value: 1 / 51 }, { value: 0.75 }]);
  for (const text of ['1/', '/2', '1/2/3', '0/0']) expect(parseNumber(text, any)).toEqual({ reason: 'invalid.number' });
  for (const text of ['×10⁻⁵', '1×', '10⁻', '2×11⁻⁵', '1.2.3×10⁴'])
    expect('reason' in parseNumber(text, any), text).toBe(true);
});

it('numbers for reading have as many digits as they deserve', () => {
  expect([num(0.123456), num(-1e-7), num(Number.NaN), num(Number.POSITIVE_INFINITY)]).toEqual([
    '0.1235',
    '−10⁻⁷',
    '–',
    '∞',
  ]);
  expect([fixed(0.00448), fixed(12.3456), fixed(0), fixed(2e-9)]).toEqual(['0.00448', '12.35', '0.000', '2.000×10⁻⁹']);
  expect([power(1e-3), power(2e5), power(50)]).toEqual(['10⁻³', '2×10⁵', '50']);
  for (const x of [0.001, 1e-10, 123456, 0.1 + 0.2, 5e-324, 1e21]) expect(Number(plain(x))).toBe(x);
});

describe('networks', () => {
  it('that are plain stacks are read and written', () => {
    const stacks = catalog.networks.map(({ net }) => net).filter((net) => !/conv|lstm/.test(net));
    expect(stacks.length).toBeGreaterThan(2);
    for (const net of stacks) {
      const stack = readStack(net, catalog);
      expect(stack, net).toBeDefined();
      expect(writeStack(stack!)).toBe(net);
    }
    for (const net of [
      '',
      'relu',
      'dense(3) dense(4)',
      'dense(3) relu dense(4) tanh dense(2)',
      'dense(3) relu dense(x)',
      'dense(3) flatten dense(2)',
      'dense(3) batchnorm dense(2)',
      'conv(8,5) relu dense(2)',
    ])
      expect(readStack(net, catalog), net).toBeUndefined();
  });

  it('have sizes as people type them', () => {
    expect(readSizes('128, 64')).toEqual([128, 64]);
    expect(readSizes('')).toEqual([]);
    for (const text of ['0', '1.5', 'x', '99999', '1 2 3 4 5 6 7 8 9']) expect(readSizes(text), text).toBeUndefined();
    expect(activations(catalog)).toEqual(['relu', 'leakyrelu', 'tanh', 'sigmoid', 'gelu']);
  });
});

it('sixteen lanes are told apart by colour and dash, and keep both when others come and go', () => {
  const looks = Array.from({ length: 16 }, (_, swatch) => `${swatch % COLOURS} ${dashOf(swatch)}`);
  expect(new Set(looks).size).toBe(16);
  expect(swatchesWithout([0, 1, 2], 1)).toEqual([0, 2]);
  expect(swatchesWith([0, 2], 1)).toEqual([0, 1, 2]);
});
