import { isShare } from '../../experiment/sample.ts';
import { count, num, percent } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { type Along, widthOf } from './along.ts';
import { rangeText } from './numbers.ts';
import type { Asked, Tally } from './tally.ts';

/** A value of a run as people read it: 0.0123, 89.3%, 1200 steps; what half of the runs never come to in a word. */
export function sayValue(value: number, { what, measure }: Pick<Asked, 'what' | 'measure'>): string {
  if (Number.isNaN(value)) return '–';
  if (what === 'steps') return Number.isFinite(value) ? count(Math.round(value)) : t('sweep.never');
  if (isShare(measure)) return percent(value, 1);
  return Number.isFinite(value) ? num(value, 3) : t('sweep.diverged');
}

/** Between which values the middle half of the runs lies; signs of unit stand once. */
export const sayHalf = (
  { q1, q3 }: Pick<Tally, 'q1' | 'q3'>,
  { what, measure }: Pick<Asked, 'what' | 'measure'>,
): string => rangeText([q1, q3], what === 'steps' ? 'steps' : measure);

/** How wide a range of settings is: in decades and as a factor, or as a difference. */
export function sayWidth(along: Along, from: number, to: number): string {
  const width = widthOf(along, from, to);
  if (typeof width === 'number') return t('sweep.width', { width: num(width, 3) });
  const { decades, factor } = width;
  const said = num(decades, 2);
  return t(said === '1' ? 'sweep.decade' : 'sweep.decades', {
    decades: said,
    factor: num(factor, factor < 100 ? 2 : 3),
  });
}
