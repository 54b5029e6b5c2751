import { describe, expect, it } from 'vitest';
import { ClaimError, type ClaimLane, parseClaim } from '../../web/src/core/claim.ts';
import { Trace } from '../../web/src/core/trace.ts';

function lane(optimizer: string, losses: number[], label?: string, diverged = false): ClaimLane {
  const trace = new Trace(['step', 'loss', 'x0']);
  trace.append(Float64Array.from(losses.flatMap((loss, step) => [step, loss, -loss])));
  return { optimizer, label, trace, diverged };
}

const lanes = [
  lane('sgd', [8, 4, 2, 1]),
  lane('adam', [8, 1, 0.5, 0.25], 'slow'),
  lane('adam', [8, 9, Number.POSITIVE_INFINITY], 'fast', true),
];
const check = (claim: string) => parseClaim(claim).check(lanes);

describe('claims', () => {
  it.each([
    'final(sgd).loss = 1',
    'start(sgd).x0 = -8',
    'at(sgd, 2).loss = 2 and at(0, 2).loss = 2',
    'steps(sgd, loss < 3) = 2',
    'steps(sgd, loss < 1) = never',
    'steps(sgd, loss < 3) > steps(slow, loss < 3)',
    'max(sgd, abs(x0), last 2) = 2',
    'min(sgd, x0) = -8',
    'mean(sgd, loss) = 3.75',
    'diverged(fast) and steps(fast, loss < 1) = never',
    'steps(sgd, step > 1 and (loss < 2 or x0 > 0)) = 3',
    '1 < final(sgd).loss + 1 < 3',
    'final(sgd).loss = 1.05 ± 0.1 and final(sgd).loss = 1.05 ± 5%',
    '-2 ^ 2 = -4 and 2 ^ 3 / 4 = 2 and 2 - 1 - 1 = 0 and sqrt(4) * log10(100) = 4',
    '1 = 2 or 2 = 2 and 3 = 3',
  ])('finds that %s', (claim) => {
    expect(check(claim).holds).toBe(true);
  });

  it.each([
    'final(sgd).loss = 2',
    'final(sgd).loss = 1.2 ± 5%',
    'diverged(sgd)',
    'final(fast).loss < 1',
    'final(fast).loss - final(fast).loss = 0',
    'steps(sgd, loss < 0) > 10 * steps(slow, loss < 0)',
    '1 < final(sgd).loss < 3',
  ])('does not find that %s', (claim) => {
    expect(check(claim).holds).toBe(false);
  });

  it('tells every number that it took from the race, once', () => {
    expect(check('final(sgd).loss > 5 and steps(slow, loss < 1) = 2 and final(sgd).loss < 9').measured).toEqual([
      { text: 'final(sgd).loss', value: 1 },
      { text: 'steps(slow, loss < 1)', value: 2 },
    ]);
  });

  it.each([
    ['', 0, 'something is missing'],
    ['final(sgd).loss', 0, 'this is a number, not a comparison'],
    ['1 < 2 3', 6, "'3' is more than one claim"],
    ['final(sgd.loss < 1', 9, "')' is missing"],
    ['final(sgd).loss < $', 18, "'$' means nothing here"],
    ['final(sgd).loss < loss', 18, "there is no value 'loss'"],
    ['final(sgd).loss < lots(1)', 18, "there is no function 'lots'"],
    ['steps(sgd, loss) = 1', 11, 'this is a number, not a comparison'],
    ['steps(sgd, final(sgd).loss < 1) = 1', 11, "there is no function 'final'"],
    ['constructor(sgd) < 1', 0, "there is no function 'constructor'"],
    ['1 < 2 ± 1', 8, "'±' belongs after '='"],
  ])('points at what is wrong with %s', (claim, at, message) => {
    expect(() => parseClaim(claim)).toThrow(ClaimError);
    expect(() => parseClaim(claim)).toThrow(message);
    try {
      parseClaim(claim);
    } catch (error) {
      expect((error as ClaimError).at).toBe(at);
    }
  });

  it.each([
    ['final(adamw).loss < 1', 6, "there is no lane 'adamw'"],
    ['final(adam).loss < 1', 6, "several lanes are 'adam'"],
    ['final(sgd).x1 < 1', 11, "there is no column 'x1'"],
  ])('points at what the race does not have in %s', (claim, at, message) => {
    expect(() => check(claim)).toThrow(message);
    expect(() => check(claim)).toThrow(`at character ${at + 1}\n`);
  });
});
