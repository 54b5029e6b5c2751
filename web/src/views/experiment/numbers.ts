import type { Interval } from '../../experiment/resample.ts';
import { isShare, type Metric } from '../../experiment/sample.ts';
import { count, num, percent } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';

/** Numbers of a metric as people read them. */

export const isSpeed = (metric: Metric): boolean => metric === 'steps' || metric === 'millis';

/** A value: 89.3%, 0.0123, 500, 1.2 s; what no run reaches is never. */
export function valueText(value: number | null | undefined, metric: Metric): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return isSpeed(metric) ? t('compare.never') : num(value);
  if (isShare(metric)) return percent(value, 1);
  if (!isSpeed(metric)) return num(value, 3);
  if (metric === 'steps') return value < 1e4 ? num(value, 4) : count(Math.round(value));
  return t('compare.seconds', { n: num(value / 1000, 2) });
}

const plus = (value: number, text: string): string => (value > 0 && text !== '0' ? `+${text}` : text);

/** A difference: of accuracies in points, of times in seconds. */
export function differenceText(value: number | null, metric: Metric): string {
  if (value === null || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '+∞' : '−∞';
  if (isShare(metric)) return plus(value, num(Number((100 * value).toFixed(1)) + 0));
  if (metric === 'millis') return plus(value, num(value / 1000, 2));
  return plus(value, num(value, isSpeed(metric) ? 3 : 2));
}

/** From … to. Of percentages the sign stands once. */
export function rangeText(ends: Interval | null, metric: Metric): string {
  if (!ends) return '–';
  const [from, to] = ends.map((end) => valueText(end, metric));
  if (from === to) return from!;
  const unit = / ?[%\p{L}]+$/u;
  const alike = unit.exec(from!)?.[0] === unit.exec(to!)?.[0];
  return t('compare.range', { from: alike ? from!.replace(unit, '') : from!, to: to! });
}

/** Behind a difference, in brackets, the interval that it lies in; nothing where that is the difference itself. */
export function within(ends: Interval | null, metric: Metric): string {
  if (!ends) return '';
  const [from, to] = ends.map((end) => differenceText(end, metric).replace('+', ''));
  return from === to ? '' : t('compare.within', { from: from!, to: to! });
}

/** A width, q3 − q1: of accuracies in points. */
export const widthText = (value: number | null, metric: Metric): string =>
  isShare(metric) && value !== null && Number.isFinite(value) ? num(100 * value, 2) : valueText(value, metric);

/** The time of a step. */
export const stepTime = (millis: number): string => {
  if (!(millis > 0)) return '–'; // below what the browser's clock tells
  return millis < 0.01 ? t('compare.micros', { n: num(1000 * millis, 2) }) : t('compare.millis', { n: num(millis, 2) });
};

/** P(A beats B): two decimals. */
export const chanceText = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
