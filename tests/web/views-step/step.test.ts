// A step of a lane as its view shows it: rows with roles, sentences, copies, curves.
import { describe, expect, it } from 'vitest';
import { startHosts, startLane } from '../../../web/src/cli/run.ts';
import { type Catalog, optimizerOf } from '../../../web/src/core/catalog.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { numberTex } from '../../../web/src/core/step-text.ts';
import { loadLanguage, loadWords } from '../../../web/src/toolkit/i18n.ts';
import { arrowsOf, loupeBox } from '../../../web/src/views/step/arrows.ts';
import { stepOfLane } from '../../../web/src/views/step/ask.ts';
import { stepAsTex, stepAsText } from '../../../web/src/views/step/copy.ts';
import { findingsOf } from '../../../web/src/views/step/findings.ts';
import type { Column } from '../../../web/src/views/step/numbers.ts';
import { goesOnWith, lostAt, missing, rolesOf, type Step, stepOf } from '../../../web/src/views/step/rows.ts';
import { findingTexts } from '../../../web/src/views/step/sentences.ts';
import { pathThrough } from '../../../web/src/views/step/spark.ts';
import { fetchBytes } from '../../../web/src/worker/source.ts';
import { catalog } from '../support/module.ts';

const surroundings = { dataUrl: new URL('file:///none/'), read: fetchBytes, files: [], workers: 1 };

/** Both coordinates of a lane's step, and what its rule is. */
async function stepsOf(lane: string, at: number, problem = 'rosenbrock') {
  const { config } = parseLink(`#v=2&p=${problem}&o=${lane}&steps=99`, catalog as Catalog);
  const [host] = await startHosts(config!, catalog, surroundings);
  const { run } = await startLane(host!, config!, 0, 1, false);
  await run.runTo(() => at, 0);
  const [told] = await host!.explain(run.id, [0, 1], [at]);
  const rule = optimizerOf(catalog, config!.lanes[0]!.optimizer)!;
  const steps = told!.map((one, i) => stepOf(one, rule, 'xy'[i]!, { digits: 4 })) as [Step, Step];
  return { steps, rule, config: config!, told: told! };
}

const around = (all: readonly Step[] = [], losses: [number, number] = [Number.NaN, Number.NaN]) => ({ all, losses });

describe('rows', () => {
  it('have the same role for what rules call otherwise', async () => {
    const [adam, momentum, rms] = await Promise.all(
      ['adam,lr=.2', 'sgd,momentum=.9', 'rmsprop'].map(async (lane) => (await stepsOf(lane, 10)).steps[0]),
    );
    expect(adam!.quantities.get('memory')?.symbol).toBe('m');
    expect(momentum!.quantities.get('memory')?.symbol).toBe('b');
    expect(rms!.quantities.get('squares')?.symbol).toBe('v');
    expect(rms!.quantities.has('memory')).toBe(false);
    expect(rolesOf([adam!, rms!])).toEqual([
      'gradient',
      'memory',
      'squares',
      'memoryCorrected',
      'squaresCorrected',
      'rate',
      'step',
      'after',
    ]);
    expect([missing('memory', rms!), missing('squaresCorrected', rms!), missing('squares', momentum!)]).toEqual([
      'noMemory',
      'noCorrection',
      'noSquares',
    ]);
  });

  it('have a rate of what leads alone, and a row that the lane goes on with', async () => {
    const its = async (lane: string) => (await stepsOf(lane, 2)).steps[0];
    const leads = async (lane: string) => (await its(lane)).quantities.get('rate')?.tex.split(' / ')[1];
    expect(await leads('rmsprop,centered=1,momentum=.9')).toBe('b');
    expect(await leads('rmsprop,centered=1')).toBe('g');
    expect(await leads('adam')).toBe('\\hat m');
    expect(await leads('adadelta')).toBe('g');
    for (const none of ['lion', 'nadam', 'rprop', 'sgd,momentum=.9,nesterov=1'])
      expect(await leads(none)).toBeUndefined();
    const decayed = (await its('sgd,lr=.001,clipNorm=1,weightDecay=.1')).quantities;
    expect(decayed.get('rate')!.value).toBeCloseTo(0.001, 9);
    expect(goesOnWith(await its('sgd,lr=.001'))).toBe('after');
    expect(goesOnWith((await stepsOf('sgd,lr=.001,lookahead=5', 4)).steps[0])).toBe('lookahead');
  });

  it('tell where a number came from, in four digits', async () => {
    const { steps } = await stepsOf('adam,lr=.2', 10);
    expect(steps[0].numbers).toBe('x \\leftarrow -0.9618 - \\frac{0.2}{\\sqrt{11640} + 10^{-8}}\\cdot (-18.4)');
    expect(steps[0].quantities.get('memory')).toMatchObject({ from: '0.9\\cdot (-18.58) + (1 - 0.9)\\cdot 41.01' });
    const { steps: small } = await stepsOf('radam,lr=.001', 5);
    expect(small[0].quantities.get('step')?.from).toBe('-0.95583445 - (-0.95582507)');
    expect(steps[0].quantities.get('step')?.value).toBe(steps[0].told.next - steps[0].told.w);
    expect(numberTex(-0.0001234567, 4)).toBe('-1.235\\times 10^{-4}');
    expect(numberTex(1e-8, 4)).toBe('10^{-8}');
  });

  it('name what is lost, and what was clipped or decayed', async () => {
    const lost = await stepsOf('sgd,lr=1e300', 0);
    const value = lostAt(lost.steps[0])?.value;
    expect(value === undefined || !Number.isFinite(value)).toBe(true);
    const { steps } = await stepsOf('sgd,weightDecay=.1,clipNorm=1', 0);
    expect(rolesOf(steps)).toEqual(['gradient', 'clipped', 'decayed', 'rate', 'step', 'after']);
  });

  it('keep the order of a rule that moves parameters together', async () => {
    const { steps } = await stepsOf('lbfgs', 2);
    expect(steps[0].quantities.get('own slot direction')?.symbol).toBe('p');
    expect([...steps[0].quantities.keys()].at(-1)).toBe('after');
    expect(steps[0].told.trials.length).toBeGreaterThan(0);
  });
});

describe('sentences', () => {
  it('say that a memory outweighs a gradient only where it does', async () => {
    const climbing = await stepsOf('adam,lr=.2', 10);
    expect(findingsOf(climbing.steps[0], around()).map(({ key }) => key)).toEqual(['climbs']);
    const falling = await stepsOf('adam,lr=.2', 0);
    expect(findingsOf(falling.steps[0], around()).map(({ key }) => key)).toEqual([]);
  });

  it('say that first steps are equally long, and how long', async () => {
    const { steps } = await stepsOf('rmsprop,lr=.02,rho=.99', 0);
    const [found] = findingsOf(steps[0], around(steps));
    expect(found).toMatchObject({ key: 'equal' });
    expect(found!.values.length).toBeCloseTo(0.02 / Math.sqrt(1 - 0.99), 6);
    const sgd = await stepsOf('sgd', 0);
    expect(findingsOf(sgd.steps[0], around(sgd.steps))).toEqual([]);
  });

  it('say that a loss rises only where both are known', async () => {
    const { steps } = await stepsOf('adam,lr=.2', 0);
    const keys = (losses: [number, number]) => findingsOf(steps[0], around([], losses)).map(({ key }) => key);
    expect(keys([5, 7])).toEqual(['rises']);
    expect(keys([7, 5])).toEqual([]);
    expect(keys([5, Number.NaN])).toEqual([]);
  });

  it('say that nothing moves', async () => {
    const { steps } = await stepsOf('sgd,lr=0', 0);
    expect(findingsOf(steps[0], around())).toEqual([{ key: 'still', values: {} }]);
  });
});

it('tells first of the lane in the picture, also where only the other one has something to tell', async () => {
  await Promise.all([loadLanguage('en'), loadWords('step')]);
  const column = async (lane: string, name: string): Promise<Column> => {
    const { steps, rule, told } = await stepsOf(lane, 10);
    const its = { lane: 0, at: 10, size: 2, parameters: [0, 1], told, holds: true, losses: around().losses };
    return { lane: 0, swatch: 0, series: null, name, rule, step: steps[0], told: its };
  };
  const [sgd, adam] = await Promise.all([column('sgd,lr=.001', 'SGD'), column('adam,lr=.2', 'Adam')]);
  const climbs = 'Adam moves uphill here: its momentum outweighs the current gradient.';
  const of = (...columns: Column[]) => findingTexts(columns, () => [], 'x');
  expect(of(sgd, adam)).toEqual(['SGD changes x by 7.82×10⁻⁴ in this step.', climbs]);
  expect(of(adam, sgd)).toEqual([climbs]);
  expect([of(sgd), of(sgd, sgd), of()]).toEqual([[], [], []]);
});

describe('the picture', () => {
  it('has a box that holds the step, a square where all rates are one', async () => {
    const { steps, config } = await stepsOf('sgd,lr=.001', 3);
    const arrows = arrowsOf(steps);
    expect(arrows.box![0]).toBeCloseTo(arrows.box![1], 12);
    expect(Math.abs(arrows.step[0])).toBeLessThanOrEqual(arrows.box![0] * 1.000001);
    expect(arrows.memory).toBeNull();
    const problem = catalog.problems.find(({ id }) => id === 'rosenbrock')!;
    const { x, y } = loupeBox(arrows, { problem, config });
    expect(x[1] - x[0]).toBeCloseTo(y[1] - y[0], 12);
    const [wx] = arrows.w;
    expect(wx + arrows.step[0]).toBeGreaterThan(x[0]);
    expect(wx + arrows.step[0]).toBeLessThan(x[1]);
  });

  it('draws a curve with a gap where a number is lost', () => {
    const points = [1, 2, Number.NaN, 3, 4].map((value, step) => ({ step, value }));
    expect(pathThrough(points).d.match(/M/g)).toHaveLength(2);
  });
});

it('tells the last step of a race that is over, and of a lane that is lost', () => {
  const stage = (at: number, status: string, step: number) =>
    ({ at, config: { steps: 60 }, lanes: [{ status, step }] }) as never;
  expect(stepOfLane(stage(60, 'finished', 60), 0)).toBe(59);
  expect(stepOfLane(stage(60, 'diverged', 5), 0)).toBe(4);
  expect(stepOfLane(stage(3, 'running', 3), 0)).toBe(3);
});

describe('copies', () => {
  it('have every line with all digits', async () => {
    const { told, rule } = await stepsOf('adam,lr=.2', 10);
    const copied = { title: 'Adam, x. Step 10 to 11.', coordinate: 'x', rule, told: told[0]! };
    const text = stepAsText(copied);
    expect(text).toContain(`x: ${told[0]!.next}`.replace('-', '−'));
    expect(text).toMatch(/m = 0\.9 · \(−18\.58\d+\) \+ \(1 − 0\.9\) · 41\.0\d+ = −12\.6\d+|m ← /);
    const tex = stepAsTex(copied);
    expect(tex).toMatch(/^% Adam, x\. Step 10 to 11\.\n\\begin\{align\*\}/);
    expect(tex.match(/\\\\\n/g)!.length).toBe(told[0]!.lines.length + 1);
    expect(tex).not.toContain('\\at');
  });
});

it('says when a rule takes the way that it took', async () => {
  const conditionAt = async (at: number) => (await stepsOf('radam', at)).steps[0].condition;
  expect(await conditionAt(4)).toBe('\\rho_t \\le 5');
  expect(await conditionAt(5)).toBe('\\rho_t > 5');
  expect((await stepsOf('adam', 4)).steps[0].condition).toBe('');
});
