import { t } from '../../toolkit/i18n.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

/** A duration in a reader's words, to the unit that matters: `0.4 s`, `12 s`, `3 min`, `5 h`. */
export function duration(millis: number): string {
  if (millis < 10 * SECOND) return t('time.seconds', { n: Math.max(0.1, Number((millis / SECOND).toFixed(1))) });
  if (millis < 2 * MINUTE) return t('time.seconds', { n: Math.round(millis / SECOND) });
  if (millis < 2 * HOUR) return t('time.minutes', { n: Math.round(millis / MINUTE) });
  if (millis < 2 * DAY) return t('time.hours', { n: Math.round(millis / HOUR) });
  return t('time.days', { n: Math.round(millis / DAY) });
}
