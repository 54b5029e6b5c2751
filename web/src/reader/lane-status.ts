import type { LaneView } from '../engine/race.ts';
import { count } from '../toolkit/format.ts';
import { labelled, t } from '../toolkit/i18n.ts';
import { reason } from '../toolkit/reasons.ts';

/** Why lanes diverged, each at a step, as far as it has been found out. */
const reasons = new WeakMap<LaneView, { step: number; say(): string }>();

export const keepReason = (lane: LaneView, step: number, say: () => string): unknown =>
  reasons.set(lane, { step, say });

function whyOf(lane: LaneView): string {
  const known = reasons.get(lane);
  return known?.step === lane.step ? known.say() : '';
}

/** What a lane is doing, in words; empty while it simply runs. */
export function laneStatus(lane: LaneView): string {
  const said = briefStatus(lane);
  const why = lane.status === 'diverged' ? whyOf(lane) : '';
  return why ? labelled(said, why) : said;
}

/** The same without why it diverged. */
export function briefStatus(lane: LaneView): string {
  switch (lane.status) {
    case 'diverged':
      return t('lane.diverged', { step: count(lane.step) });
    case 'failed':
      if (lane.error?.code === 'no-data') return t('lane.dataless'); // which, the page says once for all lanes
      return t(isUnsupported(lane) ? 'lane.unsupported' : 'lane.failed', { why: reason(lane.error?.message ?? '') });
    case 'crashed':
      return t('lane.crashed');
    default:
      return '';
  }
}

/** The problem is not for this optimizer: the lane's own matter, the race goes on. */
export const isUnsupported = ({ error }: Pick<LaneView, 'error'>): boolean =>
  error?.code === 'unsupported' && error.at === 'lane.optimizer';

export const troubled = (lane: LaneView): boolean =>
  lane.status === 'diverged' || lane.status === 'failed' || lane.status === 'crashed';
