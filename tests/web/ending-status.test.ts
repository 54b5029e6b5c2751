// Why a lane diverged is said where its status is, in the reader's language, until it begins anew.
import { expect, it } from 'vitest';
import { Trace } from '../../web/src/core/trace.ts';
import type { LaneView } from '../../web/src/engine/race.ts';
import { keepReason, laneStatus } from '../../web/src/reader/lane-status.ts';
import { lang, locale } from '../../web/src/toolkit/i18n.ts';

it('follows the step at which a lane diverged', async () => {
  await locale.set('en');
  const lane = { config: { optimizer: 'x' }, trace: new Trace(['step']), step: 7, status: 'diverged' } as LaneView;
  keepReason(lane, 7, () => ({ en: '0/0', zh: '零除以零' })[lang()]);
  expect(laneStatus(lane)).toBe('diverged at step 7: 0/0');
  await locale.set('zh');
  expect(laneStatus(lane)).toBe('在第 7 步发散：零除以零');
  await locale.set('en');
  expect(laneStatus(Object.assign(lane, { step: 3 }))).toBe('diverged at step 3');
  expect(laneStatus(Object.assign(lane, { step: 7, status: 'running' }))).toBe('');
});
