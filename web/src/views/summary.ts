import { count, num } from '../ui/format.ts';
import { t } from '../ui/i18n.ts';
import { laneNames } from '../ui/lane-names.ts';
import { laneStatus, troubled } from '../ui/lane-status.ts';
import type { Stage } from '../ui/stage.ts';

/** The race in one sentence, for those who hear the page: who leads, and who fell out. */
export function summary(stage: Stage): string {
  const names = laneNames(stage);
  let best = -1;
  for (const [i, lane] of stage.lanes.entries()) {
    const loss = lane.trace.last('loss');
    if (troubled(lane) || loss === undefined || !Number.isFinite(loss)) continue;
    if (best < 0 || loss < stage.lanes[best]!.trace.last('loss')!) best = i;
  }
  const lead = stage.lanes[best];
  const parts = lead
    ? [t('summary.leads', { name: names[best]!, loss: num(lead.trace.last('loss'), 3), step: count(lead.step) })]
    : [];
  for (const [i, lane] of stage.lanes.entries()) {
    const status = laneStatus(lane);
    if (status) parts.push(t('summary.status', { name: names[i]!, status }));
  }
  return parts.join(' ');
}

/** The last accuracy that was measured on a lane. */
export function lastAccuracy(stage: Stage, lane: number): number | undefined {
  const trace = stage.lanes[lane]?.trace;
  if (!trace?.columns.includes('accuracy')) return undefined;
  const column = trace.column('accuracy');
  for (let row = trace.length - 1; row >= 0; row--) if (!Number.isNaN(column[row]!)) return column[row];
  return undefined;
}
