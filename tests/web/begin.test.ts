// The races that problems begin with: what a reader sees first must be a race.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { normalize } from '../../web/src/core/config.ts';
import { laneSpec } from '../../web/src/core/module.ts';
import { catalog, makeLane, makeModule, runTo } from './support/module.ts';

const races = JSON.parse(readFileSync(new URL('../../web/presets/begin.json', import.meta.url), 'utf8')) as object[];
const read = races.map((race) => normalize(race, catalog));
const byProblem = read.map(({ config, notices }) => [config.problem.id, config, notices] as const);
const module = await makeModule();

it.each(byProblem)('the first race on %s is written without mistakes', (_id, config, notices) => {
  expect(notices).toEqual([]);
  expect(config.lanes.length).toBeGreaterThanOrEqual(4);
});

it.each(byProblem.filter(([id]) => id !== 'network'))('all lanes of the first race on %s descend', (_id, config) => {
  for (const lane of config.lanes) {
    const it = makeLane(module, laneSpec(config, lane, 1));
    const trace = runTo(it, config.steps);
    expect([it.status(), it.step()], lane.optimizer).toEqual(['running', config.steps]);
    expect(trace.last('loss'), lane.optimizer).toBeLessThan(trace.column('loss')[0]!);
    it.delete();
  }
});

it('a problem has one first race at most', () => {
  const problems = read.map(({ config }) => config.problem.id);
  expect(new Set(problems).size).toBe(problems.length);
});
