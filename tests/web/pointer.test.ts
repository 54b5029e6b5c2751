import { describe, expect, it } from 'vitest';
import { describeFormula } from '../../web/src/engine/descriptions.ts';
import { pointedAt } from '../../web/src/toolkit/caret.ts';
import { Host } from '../../web/src/worker/host.ts';
import { queriesOf } from './support/module.ts';

describe('the character that a message points at', () => {
  it('is found in the text, counted in characters rather than code units', () => {
    expect(pointedAt('x + $', "'$' means nothing at character 5")).toEqual({ before: 'x + ', at: '$', after: '' });
    expect(pointedAt('𝑥 + $', 'no at character 1')).toEqual({ before: '', at: '𝑥', after: ' + $' });
    expect(pointedAt('x +', 'an operand is missing at character 4')).toEqual({ before: 'x +', at: ' ', after: '' });
    expect(pointedAt('x', 'is too long')).toBeUndefined();
    expect(pointedAt('x', 'no at character 9')).toBeUndefined();
  });

  it('is shown with a little of what stands around it', () => {
    const long = `${'1+'.repeat(50)}$${'+1'.repeat(50)}`;
    const { before, at, after } = pointedAt(long, 'no at character 101')!;
    expect([before.length, at, after.length]).toEqual([25, '$', 25]);
    expect([before[0], after.at(-1)]).toEqual(['…', '…']);
  });
});

describe('a formula', () => {
  it('is described by the core: its gradient against finite differences, or where it cannot be read', async () => {
    const host = new Host();
    await host.init(null);
    const described = (f: string) => describeFormula(queriesOf(host), { id: 'formula', f });
    const fine = await described('x^2 + sin(3*y)');
    expect(fine).toMatchObject({ ok: true, points: 64 });
    expect(fine.gradientError).toBeLessThan(1e-9);
    expect(await described('floor(1e6*x)/1e4 + y')).toMatchObject({ ok: false });
    for (const [f, at] of [
      ['x + $', '$'],
      ['x + foo(y)', 'f'],
      ['(x + y', ' '],
    ] as const) {
      try {
        await described(f);
        expect.unreachable();
      } catch (error) {
        expect(pointedAt(f, (error as Error).message)?.at, f).toBe(at);
      }
    }
  });
});
