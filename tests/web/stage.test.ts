// What the parts of the page share.
import { expect, it, vi } from 'vitest';
import { normalize } from '../../web/src/core/config.ts';
import type { LaneStatus, Race } from '../../web/src/engine/race.ts';
import { begun } from '../../web/src/engine/state.ts';
import { Stage } from '../../web/src/reader/stage.ts';
import { underWay } from '../../web/src/reader/under-way.ts';
import { catalog } from './support/module.ts';

const at = (...lanes: [step: number, status?: LaneStatus][]) => {
  const { config } = normalize({ v: 2, lanes: lanes.map(() => ({ optimizer: 'adam' })) }, catalog);
  const race = Object.assign(new EventTarget(), {
    config,
    state: begun(config),
    lanes: lanes.map(([step, status = 'running']) => ({ step, status })),
  });
  return new Stage(catalog, race as unknown as Race, false);
};

it('counts the steps that all have made, not those of the furthest, nor of lanes that are out', () => {
  expect(at([365], [300], [331])).toMatchObject({ reached: 300, step: 365 });
  expect(at([600, 'finished'], [20, 'diverged'], [0, 'failed'], [540]).reached).toBe(540);
  expect(at([600, 'finished'], [600, 'finished']).reached).toBe(600);
  expect(at([20, 'diverged'], [35, 'diverged']).reached).toBe(35);
  expect(at([0, 'loading'], [40]).reached).toBe(0);
});

it('is under way for parts that come after the last figures, and not before the first', async () => {
  vi.stubGlobal('window', globalThis);
  const stage = at([0]);
  let early = false;
  const first = underWay(stage).then(() => {
    early = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(early).toBe(false);
  stage.race.dispatchEvent(new Event('change'));
  await first;
  await underWay(stage); // nothing changes any more
});
