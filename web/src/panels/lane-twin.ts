import { laneNames } from '../reader/lane-names.ts';
import { troubled } from '../reader/lane-status.ts';
import type { Stage } from '../reader/stage.ts';
import { count, num } from '../toolkit/format.ts';
import { listed, said, sentences, t } from '../toolkit/i18n.ts';
import { agreement, apart, twinOf } from './twin.ts';

const MOST = 3; // settings that are named
const SAME = 1e-100; // parameters no farther apart stand in one place

/** What a lane's settings change, in words: against the lane before it that is most like it. Empty when there is none. */
export function laneTwin(stage: Stage, index: number): string {
  const { config, lanes } = stage;
  const lane = config.lanes[index];
  const twin = lane && twinOf(config.lanes, index, stage.optimizer(lane));
  const [mine, other] = [lanes[index], twin && lanes[twin.index]];
  if (!twin || !mine || !other || troubled(mine) || troubled(other)) return '';
  const now = apart(mine.trace, other.trace);
  const name = laneNames(stage)[twin.index]!;
  if (!now || now.step === 0) return '';
  const met = now.loss === now.other && !(now.distance > SAME);
  const agreed = met ? agreement(mine.trace, other.trace) : 0;
  if (agreed > 0) return t('lane.same', { name, n: count(agreed) });
  const names = listed(twin.fields.slice(0, MOST).map((field) => said(field.name)));
  const what = twin.fields.length > MOST ? `${names} …` : names;
  // Two ways to one place are no proof that the settings do the same.
  if (met) return what ? t('lane.met', { name, what, step: count(now.step), loss: num(now.loss) }) : '';
  const digits = num(now.loss) === num(now.other) ? 8 : 4;
  const distance = now.distance > 0 ? t('lane.apart', { distance: num(now.distance, 3) }) : '';
  const values = {
    name,
    what,
    step: count(now.step),
    loss: num(now.loss, digits),
    other: num(now.other, digits),
  };
  return sentences(t(twin.fields.length === 1 ? 'lane.twin' : 'lane.twins', values), distance);
}
