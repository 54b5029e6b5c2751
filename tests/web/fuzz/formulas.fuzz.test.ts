// Formulas that somebody broke on purpose: each is read, or refused by name and place; none traps, throws or takes long.
import { expect, it } from 'vitest';
import { isFailure } from '../../../web/src/core/module.ts';
import { processorMillis, runs } from '../support/fuzz.ts';
import { catalog, makeModule, measured } from '../support/module.ts';
import { oddTexts, Seeded } from '../support/seeded.ts';

const module = await makeModule();
const words =
  '+ - * / % ^ ** ( ) , < <= == != ! && || and or not if min max pow hypot atan2 sqrt exp log sin floor sign abs x y pi e';
const numbers = '0 1 2 .5 1e308 1e-400 1e9999 9007199254740993 1.2.3 64 65 -3 1e 0x1F';
const signs = ['²', '⁻³', '×', '÷', '−', 'π', '≤', '√', '，', '（', '）', '　', '\u200b', '\n', '\t', ...oddTexts];
const pieces = [...words.split(' '), ...words.split(' '), ...numbers.split(' '), ...signs];
const good = [
  'x^2 + 3*y^2',
  'if(x > 0, sqrt(x), -y)',
  'hypot(x, y)^-3',
  'max(x, y, 1e-9)',
  '((((x))))',
  'exp(710)*x',
  'x/0',
];

function broken(random: Seeded): string {
  if (random.below(4) === 0) return random.some(30, pieces).join(random.pick(['', ' ']));
  let text = random.pick(good);
  for (let edits = 1 + random.below(6); edits > 0; edits--) {
    const at = random.below(text.length + 1);
    text = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(4));
  }
  return text;
}

it('every formula is read, or refused with what is wrong and where', { timeout: 600_000 }, () => {
  const random = new Seeded(1);
  const fields = catalog.problems.find(({ id }) => id === 'formula')!.fields;
  const most = fields.find(({ id }) => id === 'f')!.max!;
  let read = 0;
  let slowest = 0;
  for (let run = runs(2000); run > 0; run--) {
    const f = broken(random);
    const problem = { id: random.pick(['formula', 'formula1d']), f };
    const begin = processorMillis();
    const result = measured(module, { id: 'formula_check' }, { problem });
    slowest = Math.max(slowest, processorMillis() - begin);
    if (isFailure(result)) {
      const long = new TextEncoder().encode(f).length > most;
      expect(result, JSON.stringify(f.slice(0, 600))).toMatchObject(
        long
          ? { code: 'bad-length', at: 'problem.f', message: 'is too long' }
          : { code: 'bad-formula', at: 'problem.f', message: expect.stringMatching(/ at character \d+$/) },
      );
      const place = Number(result.message.match(/\d+$/)?.[0] ?? 1);
      expect(place).toBeGreaterThan(0);
      expect(place, JSON.stringify(f)).toBeLessThanOrEqual([...f].length + 1);
    } else {
      read++;
      expect(result.values[0]).not.toBeNaN();
      const lane = module.createLane({ problem, lane: { optimizer: 'sgd' }, seed: 1, batch: 1, steps: 3, every: 1 });
      if (isFailure(lane)) throw new Error(`${f}: ${lane.message}`);
      lane.run(3, 0);
      for (const value of lane.rows()) expect(typeof value).toBe('number');
      lane.delete();
    }
  }
  expect(read).toBeGreaterThan(20);
  expect(slowest).toBeLessThan(2000);
});

it.each([
  ['x + \0 y', 'a value is expected, not U+0000 at character 5'],
  ['\0', 'a value is expected, not U+0000 at character 1'],
  ['x + \u0007', 'a value is expected, not U+0007 at character 5'],
  ['x + \ud800y', "a value is expected, not '\ufffd' at character 5"],
  ['x + 💥', "a value is expected, not '💥' at character 5"],
])('the message of %j is whole', (f, message) => {
  const result = measured(module, { id: 'formula_check' }, { problem: { id: 'formula', f } });
  expect(isFailure(result) && result.message).toBe(message);
});
