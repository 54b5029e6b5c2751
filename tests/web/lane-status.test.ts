import { expect, it } from 'vitest';
import { Trace } from '../../web/src/core/trace.ts';
import type { LaneView } from '../../web/src/engine/race.ts';
import { isUnsupported, laneStatus, troubled } from '../../web/src/reader/lane-status.ts';
import { locale } from '../../web/src/toolkit/i18n.ts';

const lane = (over: Partial<LaneView>): LaneView => ({
  config: { optimizer: 'x' },
  trace: new Trace(['step', 'loss']),
  step: 12345,
  status: 'running',
  ...over,
});

it('says nothing of a lane that runs, and what is wrong with one that does not', async () => {
  await locale.set('en');
  expect(laneStatus(lane({}))).toBe('');
  expect(laneStatus(lane({ status: 'diverged' }))).toBe('diverged at step 12,345');
  const error = { code: 'out-of-range', at: 'lane.lr', message: 'is too large' };
  expect(laneStatus(lane({ status: 'failed', error }))).toBe('cannot run: is too large');
  expect(['running', 'finished', 'failed'].map((status) => troubled(lane({ status } as LaneView)))).toEqual([
    false,
    false,
    true,
  ]);
});

it('leaves it to the page to say which data is not there', () => {
  const error = { code: 'no-data', at: 'problem.data', message: "this copy has no 'cifar10'" };
  expect(laneStatus(lane({ status: 'failed', error }))).toBe('data not loaded');
});

it('tells an optimizer that is not for this problem from a race that cannot run', () => {
  const error = { code: 'unsupported', at: 'lane.optimizer', message: 'needs the whole objective' };
  const it = lane({ status: 'failed', error });
  expect(isUnsupported(it)).toBe(true);
  expect(laneStatus(it)).toBe('cannot run on this problem: needs the whole objective');
  expect(isUnsupported(lane({ status: 'failed', error: { ...error, at: 'lane.schedule' } }))).toBe(false);
  expect(isUnsupported(lane({ status: 'failed', error: { ...error, code: 'unknown-id' } }))).toBe(false);
  expect(isUnsupported(lane({}))).toBe(false);
});
