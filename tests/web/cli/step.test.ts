// `sidestep-race step`: what it tells comes next is what the lane then does, in the module that browsers run.
import { expect, it } from 'vitest';
import { run } from '../../../web/src/cli/run.ts';
import { step } from '../../../web/src/cli/step.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { fetchBytes } from '../../../web/src/worker/source.ts';
import { catalog } from '../support/module.ts';
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
  await step(configOf(link), catalog, { lane: 0, at: 0, parameters: [], json: true, ...more, ...surroundings, print });
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
