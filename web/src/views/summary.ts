import { laneNames } from '../reader/lane-names.ts';
import { briefStatus, troubled } from '../reader/lane-status.ts';
import type { Stage } from '../reader/stage.ts';
import { count, num, percent } from '../toolkit/format.ts';
import { enumerated, sentences, t } from '../toolkit/i18n.ts';
import { type Lead, leader, measure } from './leader.ts';

export { leader };

/** A lead in one sentence. */
export function sayLead(lead: Lead, names: readonly string[]): string {
  const { lanes, column, value, step } = lead;
  return t(lanes.length > 1 ? 'summary.lead.many' : 'summary.leads', {
    name: enumerated(lanes.map((lane) => names[lane]!)),
    what: measure(lead),
    value: column === 'accuracy' ? percent(value) : num(value, 3),
    step: count(step),
  });
}

/** Where the lanes are, in one sentence: who leads, if anybody does. */
function standing(stage: Stage, names: readonly string[]): string {
  const lead = leader(stage);
  if (lead) return sayLead(lead, names);
  const running = stage.lanes.filter((lane) => !troubled(lane) && lane.trace.length > 0);
  if (running.length === 0) return '';
  const step = count(stage.reached);
  if (stage.lanes.length > 1) return t('summary.open', { step });
  return t('summary.alone', { name: names[0]!, loss: num(running[0]!.trace.last('loss'), 3), step });
}

/** The race in one sentence, for those who hear the page: who leads, and who fell out. */
export function summary(stage: Stage): string {
  const names = laneNames(stage);
  const parts = [standing(stage, names)].filter(Boolean);
  for (const [i, lane] of stage.lanes.entries()) {
    const status = briefStatus(lane);
    if (status) parts.push(t('summary.status', { name: names[i]!, status }));
  }
  return sentences(...parts);
}
