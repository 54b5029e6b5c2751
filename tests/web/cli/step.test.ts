// `sidestep-race step`: what it tells comes next is what the lane then does, in the module that browsers run.
import { describe, expect, it } from 'vitest';
import { run } from '../../../web/src/cli/run.ts';
import { step } from '../../../web/src/cli/step.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { fetchBytes } from '../../../web/src/worker/source.ts';
import { catalog } from '../support/module.ts';
import { call, good } from '../support/terminal.ts';
import { compute } from '../support/tex.ts';

interface Told {
  step: number;
  parameters: {
    parameter: number;
    gradient: number;
    clipped?: number;
    values: { symbol: string; tex: string; numbers: string; value: number }[];
    next: number;
  }[];
  next?: number[];
  trials?: { length: number; loss: number; bound: number; descends: boolean }[];
}

const configOf = (link: string) => parseLink(link, catalog).config!;
const surroundings = { dataUrl: new URL('file:///none/'), read: fetchBytes, files: [] };

async function told(link: string, more: { lane?: number; at?: number; parameters?: number[] } = {}): Promise<Told> {
  let text = '';
  const print = async (part: string) => {
    text += part;
  };
  await step(configOf(link), catalog, {
    lane: 0,
    at: 0,
    parameters: [],
    format: 'json',
    ...more,
    ...surroundings,
    print,
  });
  return JSON.parse(text);
}

/** The parameters of a lane's rows. */
async function rowsOf(link: string): Promise<number[][]> {
  const rows: number[][] = [];
  const print = async (part: string) => {
    for (const line of part.trimEnd().split('\n')) {
      const row = JSON.parse(line);
      if (row.lane === 0) rows[row.step] = row.params;
    }
  };
  await run(configOf(link), catalog, { ...surroundings, every: 1, workers: 1, format: 'json', print });
  return rows;
}

/** What is computed of all parameters together is told in words and matrices, which the reader of formulas does not know. */
const together = /pmatrix|\\min\\\{|\^\{-1/;

it.each(catalog.optimizers)('tells what $id does next, with numbers that add up', async ({ id, needsObjective }) => {
  // A line search takes neither noise nor a schedule.
  const noise = needsObjective ? '' : ',noise=.1';
  const around = ['', needsObjective ? ',clipNorm=.5' : ',clipNorm=.5,schedule=cosine', ',lookahead=2,clipValue=.3'];
  for (const more of around) {
    const link = `#v=2&p=rosenbrock${noise}&o=${id}${more}&steps=6`;
    const rows = await rowsOf(link);
    for (const at of [0, 1, 5].filter((at) => rows[at + 1])) {
      const { parameters, next } = await told(link, { at });
      expect(next).toEqual(rows[at + 1]);
      expect(parameters.map((it) => it.next)).toEqual(rows[at + 1]);
      for (const { values } of parameters)
        for (const { symbol, numbers, value } of values) {
          if (together.test(numbers)) continue;
          const computed = compute(numbers, [], new Map());
          // What is printed has all digits; what is computed in another order differs in the last ones.
          const close = Math.abs(computed - value) <= 1e-9 * Math.max(1, Math.abs(value));
          expect(close, `${link} at ${at}: ${symbol} = ${numbers} = ${computed}, told ${value}`).toBe(true);
        }
    }
  }
});

it('tells of a network the weights that move most, or those that are asked for', async () => {
  const link = '#v=2&p=xor&o=adam,lr=.1&steps=5';
  const most = await told(link, { at: 2 });
  expect(most.parameters.length).toBeGreaterThan(0);
  const asked = await told(link, { at: 2, parameters: [3, 1] });
  expect(asked.parameters.map(({ parameter }) => parameter)).toEqual([3, 1]);
});

it('tells the points that a search along a line tried', async () => {
  const { trials } = await told('#v=2&p=rosenbrock&o=newton&steps=9', { at: 1 });
  const taken = trials!.pop()!;
  expect(taken).toMatchObject({ length: 0.125, descends: true });
  expect(taken.loss).toBeLessThan(taken.bound);
  expect(trials!.map(({ length, descends }) => [length, descends])).toEqual([
    [1, false],
    [0.5, false],
    [0.25, false],
  ]);
});

it('says which lane, step or parameter is not there', async () => {
  const link = '#v=1&p=rosenbrock&o=adam&o=lbfgs&o=sgd,lr=1000&steps=50';
  await expect(told(link, { lane: 3 })).rejects.toThrow('--lane: must be below 3');
  await expect(told(link, { parameters: [2] })).rejects.toThrow('parameter: must be below 2');
  await expect(told(link, { lane: 2, at: 40 })).rejects.toThrow('the lane diverged at step');
});

describe('in a terminal', () => {
  const LINK = '#v=2&p=rosenbrock&o=adam,lr=.05&steps=50';

  it('a step is lines that are read as they are, with all digits, of the parameters that are asked for', async () => {
    const text = await good('step', LINK, '--at', '1', '--parameter', '1');
    expect(text.split('\n').slice(0, 3)).toEqual([
      'lane 0, adam: the update at step 1 (t = 2)',
      expect.stringMatching(/^parameter 1: w = 1\.0\d{10,}, g = −\d+\.\d{10,}$/),
      expect.stringMatching(
        /^ {2}m ← β₁ m \+ \(1 − β₁\) g = 0\.9 · \(−\d+\.\d+\) \+ \(1 − 0\.9\) · \(−\d+\.\d+\) = −\d+\.\d+$/,
      ),
    ]);
    expect(text).not.toContain('parameter 0');
    expect(await good('step', LINK, '--parameter', '0', '--tex')).toContain(
      '\\frac{\\eta}{\\sqrt{\\hat v} + \\epsilon}\\,\\hat m',
    );
    const both = JSON.parse(await good('step', LINK, '--parameter', '1,0', '--json'));
    expect(both.parameters.map(({ parameter }: { parameter: number }) => parameter)).toEqual([1, 0]);
    for (const wrong of ['-1', '1.5', 'x'])
      expect((await call('step', LINK, `--parameter=${wrong}`)).err).toMatch(
        /^usage --parameter must be whole numbers/,
      );
  });

  it('a rate of the step alone has a line that says how it comes about, and a number in JSON', async () => {
    const of = (lane: string, ...more: string[]) =>
      good('step', `#v=2&p=rosenbrock&o=${lane}&steps=50`, '--at', '5', '--parameter', '0', ...more);
    const [, line, ...rest] = (await of('adam,schedule=cosine')).split('\n');
    const [, rate] = /^j = t − 1, p = min\(1, j \/ T\), F = .*, ηₜ = η F = ([\d.]+)$/.exec(line!)!;
    expect(Number(rate)).toBeCloseTo((0.001 * (1 + Math.cos((Math.PI * 5) / 50))) / 2, 15);
    expect(rest.join()).toContain(`− ${rate} / (√`);
    expect(JSON.parse(await of('adam,schedule=cosine', '--json'))).toMatchObject({ rate: Number(rate) });
    expect(await of('adam,schedule=step', '--tex')).toContain(String.raw`\eta_t = \eta\,F = 0.001`);
    expect(await of('adam;3,schedule=linear')).toContain(', with t and T counted from step 3\n');
    expect(await of('adam')).not.toContain('ηₜ');
    expect(JSON.parse(await of('adam', '--json'))).not.toHaveProperty('rate');
  });

  it('what moves a lane after its rule has lines of its own', async () => {
    const ahead = await good('step', '#v=2&p=rosenbrock&o=sgd,lr=.001,lookahead=5&steps=9', '--at', '4');
    expect(ahead).toMatch(/w ← w − η g = .*\n {2}w, after lookahead = −1\.\d+\n/);
    const averaged = await good('step', '#v=2&p=rosenbrock&o=adam,average=ema&steps=9', '--at', '4');
    expect(averaged).toMatch(/ {2}the average of w, where the loss is measured = −1\.\d+\n/);
    const kept = await good('step', '#v=1&p=reddi_online&o=sgd,lr=1&steps=9', '--at', '3');
    expect(kept).toMatch(/= 11\n {2}w, limited to the domain = 1\n/);
    expect(await good('step', '#v=2&p=rosenbrock&o=lion&steps=9')).not.toContain('not moved');
  });

  it('a search says why it left each point, and that it took none', async () => {
    const left = await good('step', '#v=2&p=ackley&o=lbfgs&steps=60', '--at', '2');
    expect(left).toMatch(/^trial 2: .*, above an earlier point$/m);
    expect(left).toMatch(/^trial \d+: .*, accepted$/m);
    const none = await good('step', '#v=2&p=styblinski_tang&o=cg&steps=60', '--at', '3');
    expect(none).toMatch(/^no trial was accepted$/m);
    expect(none).not.toMatch(/accepted$.*accepted$/s);
  });

  it('only an update that is made is told', async () => {
    expect((await call('step', LINK, '--at', '50')).err).toMatch(/--at must be .* 49/);
    const lost = ['step', '#v=1&p=rosenbrock&o=sgd,lr=.1&steps=50', '--at'];
    expect((await call(...lost, '5')).err).toBe(
      'out-of-range --at the lane diverged at step 5, so its last update is 4\n',
    );
    await good(...lost, '4');
  });
});
