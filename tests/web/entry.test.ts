// The text of an input and the value that it stands for.
import { expect, it } from 'vitest';
import { parseNumber } from '../../web/src/controls/check.ts';
import { Entry } from '../../web/src/controls/entry.ts';
import type { Field } from '../../web/src/core/catalog.ts';
import { fitting } from '../../web/src/toolkit/format.ts';

const rate = { id: 'lr', kind: 'real', min: 0 } as Field;

function entry(start: number) {
  const state = { value: start };
  const made = new Entry<number>(
    () => state.value,
    (text) => parseNumber(text, rate),
    (value, full) => (full ? String(value) : fitting(value, 8)),
  );
  const type = (text: string): void => {
    const parsed = made.type(text);
    if ('value' in parsed) state.value = parsed.value;
  };
  return { state, made, type };
}

it.each([
  ['abc', 'invalid.number'],
  ['', 'invalid.empty'],
  ['1e999', 'invalid.size'],
  ['-1e999', 'invalid.min'],
  ['-1', 'invalid.min'],
])('%j is not dropped when the focus leaves: text and message stay, and the value holds', (text, reason) => {
  const { state, made, type } = entry(0.1);
  type(text);
  const typed = made.refusal;
  expect(typed).toMatchObject({ reason });
  made.leave();
  expect([made.text(false), made.refusal, made.isDraft, state.value]).toEqual([text, typed, true, 0.1]);
  type('.2');
  expect([made.refusal, made.isDraft, state.value]).toEqual([undefined, false, 0.2]);
});

it('a value stays as it is typed, and is written as all are once the focus leaves', () => {
  const { made, type } = entry(0.1);
  type('0.20');
  expect(made.text(true)).toBe('0.20');
  made.leave();
  expect(made.text(false)).toBe('0.2');
});

it('a value that changes elsewhere is shown, whatever was typed: by undoing, a slider or a link', () => {
  for (const text of ['0.20', 'abc']) {
    const { state, made, type } = entry(0.1);
    type(text);
    state.value = 0.5;
    expect([made.text(true), made.isDraft, made.refusal]).toEqual(['0.5', false, undefined]);
    state.value = text === 'abc' ? 0.1 : 0.2; // and does not come again
    expect(made.text(true)).toBe(String(state.value));
  }
});

it('a text that is not taken yet is a draft, until it is', () => {
  const { state, made } = entry(0.1);
  made.type('0.2', false);
  expect([made.text(true), made.isDraft, made.refusal]).toEqual(['0.2', true, undefined]);
  made.type('0.2');
  state.value = 0.2;
  expect(made.isDraft).toBe(false);
  made.type('x');
  made.drop();
  expect([made.text(true), made.refusal]).toEqual(['0.2', undefined]);
});

it('a long rate is rounded to the room that there is, rather than cut at the edge', () => {
  const values = [0.019801980198019802, -0.000123456789, 1.23456789e-100, 123456789.123, 0.1 + 0.2, 1e308, 7];
  expect(values.map((x) => fitting(x, 8))).toEqual([
    '0.019802',
    '-1.23e-4',
    '1.2e-100',
    '1.2346e8',
    '0.3',
    '1e308',
    '7',
  ]);
  for (const x of values) expect(fitting(x, 40)).toBe(fitting(Number(fitting(x, 40)), 40));
});
