// Lanes that change on the way, from a terminal and from a program.
import { expect, it } from 'vitest';
import { link, race, verify } from '../../../web/src/api/node.ts';
import { formulaLines } from '../../../web/src/cli/formula.ts';
import { type RunOptions, run } from '../../../web/src/cli/run.ts';
import { step } from '../../../web/src/cli/step.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { fetchBytes } from '../../../web/src/worker/source.ts';
import { catalog } from '../support/module.ts';

const LINK = '#v=1&p=himmelblau&o=adam,lr=.05;5,lr=.01;10,o=adamw,lr=.02;15,o=sgd,lr=.001&o=sgd,lr=.003&steps=20';
const configOf = (text: string) => parseLink(text, catalog).config!;
const surroundings = { dataUrl: new URL('file:///none/'), read: fetchBytes, files: [] };

async function printed(text: string, more: Partial<RunOptions> = {}): Promise<{ out: string; notes: string[] }> {
  let out = '';
  const notes: string[] = [];
  const print = async (part: string) => {
    out += part;
  };
  const note = (text: string) => notes.push(text);
  const options = { ...surroundings, every: 1, workers: 1, format: 'json' as const, print, note, ...more };
  await run(configOf(text), catalog, options);
  return { out, notes };
}

it('tells of each row the rule that made it, and of each change what is kept', async () => {
  const lines = (await printed(LINK)).out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const rules = lines.filter(({ lane }) => lane === 0).map(({ optimizer }) => optimizer);
  expect(rules).toEqual([...Array(11).fill('adam'), ...Array(5).fill('adamw'), ...Array(5).fill('sgd')]);
  expect(lines.at(-1).changes).toEqual([
    { lane: 0, at: 5, optimizer: 'adam', kept: ['m', 'v', 'vMax'], begun: [] },
    { lane: 0, at: 10, optimizer: 'adamw', kept: ['m', 'v', 'vMax'], begun: [] },
    { lane: 0, at: 15, optimizer: 'sgd', kept: [], begun: ['velocity'] },
  ]);
  expect(lines.at(-1).link).toBe(`${LINK}&checksum=${lines.at(-1).checksum}`);
});

it('says beside a table what begins anew', async () => {
  const { out, notes } = await printed(LINK, { format: 'csv' });
  expect(notes).toEqual(['lane 0 goes on as sgd from step 15; new: velocity']);
  expect(out.split('\n').filter((line) => line.startsWith('0,sgd,'))).toHaveLength(5);
  expect((await printed('#v=1&p=himmelblau&o=adam;5,fresh=1&steps=9', { format: 'csv' })).notes).toEqual([
    'lane 0 goes on as adam from step 5; new: m, v, vMax',
  ]);
});

it('is the race that a program gets, which verifies', async () => {
  const { checksum, lanes, link: its } = await race(LINK);
  const { out } = await printed(LINK);
  expect(JSON.parse(out.trimEnd().split('\n').at(-1)!).checksum).toBe(checksum);
  expect(lanes[0]!.trace.step).toHaveLength(21);
  expect(lanes.map(({ changes }) => changes?.map(({ at, kept }) => [at, kept.length]))).toEqual([
    [
      [5, 3],
      [10, 3],
      [15, 0],
    ],
    undefined,
  ]);
  expect(await verify(its)).toMatchObject({ ok: true });
  const config = {
    problem: { id: 'himmelblau' },
    steps: 20,
    lanes: [
      {
        optimizer: 'adam',
        lr: 0.05,
        changes: [
          { at: 5, lr: 0.01 },
          { at: 10, optimizer: 'adamw', lr: 0.02 },
          { at: 15, optimizer: 'sgd', lr: 0.001 },
        ],
      },
      { optimizer: 'sgd', lr: 0.003 },
    ],
  };
  expect(link(config)).toBe(LINK);
  expect((await race(config)).checksum).toBe(checksum);
});

it('names a change that cannot be made by its place', async () => {
  const bad = '#v=1&p=himmelblau,noise=.1&o=sgd&o=adam;5,lr=.1;7,o=newton&steps=9';
  await expect(printed(bad)).rejects.toMatchObject({
    failure: { code: 'unsupported', at: 'lanes.1.changes.1.optimizer' },
  });
});

it('tells a step with the settings that its update has', async () => {
  let text = '';
  const print = async (part: string) => {
    text += part;
  };
  const told = async (at: number) => {
    text = '';
    await step(configOf(LINK), catalog, { lane: 0, at, parameters: [], format: 'json', ...surroundings, print });
    return JSON.parse(text);
  };
  const rows = (await printed(LINK)).out.split('\n').filter((line) => line.startsWith('{"lane":0')).map((line) => JSON.parse(line)); // biome-ignore format: one line
  for (const at of [4, 5, 9, 10, 14, 15, 19]) {
    const its = await told(at);
    expect(its.next).toEqual(rows[at + 1].params);
    expect(its.optimizer).toBe(at < 10 ? 'adam' : at < 15 ? 'adamw' : 'sgd');
  }
});

it('prints the rule from each change on', () => {
  const config = configOf('#v=1&p=ravine&o=sgd,momentum=.9;50,lr=.1,momentum=0;70,o=rprop&o=sgd&steps=99');
  const lines = formulaLines(config, new Map()).split('\n');
  expect(lines.filter((line) => line.startsWith('%'))).toEqual([
    '% from step 50 on: lr=.1,momentum=0',
    '% from step 70 on: o=rprop',
  ]);
  expect(lines[0]).toContain(String.raw`\mu\,b`);
  expect(lines[2]).toBe(String.raw`w \leftarrow w - \eta\,g`);
  expect(lines).toHaveLength(7);
});
