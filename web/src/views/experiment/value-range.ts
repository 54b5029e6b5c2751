import { type Axis, axisOf, roomy, widened } from '../chart/axis.ts';
import { shareRange } from '../chart/range.ts';
import { kindOf, type Tally, type What } from './tally.ts';

/** So many times the value before training what goes on rising is still shown. */
const ABOVE_START = 4;
/** Positive values that span more are shown on a logarithmic axis. */
const WIDE = 20;

/** The numbers that an axis of these tallies is chosen by. */
function numbersOf(tallies: readonly Tally[]): { own: number[]; start: number } {
  const own = tallies
    .filter((tally) => kindOf(tally) !== 'open')
    .flatMap(({ median, q1, q3 }) => [median, q1, q3])
    .filter(Number.isFinite);
  const starts = tallies.map(({ start }) => start).filter(Number.isFinite);
  return { own, start: Math.max(...starts, Number.NEGATIVE_INFINITY) };
}

/** Whether a logarithmic axis suits them. */
export function suitsLog(tallies: readonly Tally[]): boolean {
  const { own, start } = numbersOf(tallies);
  const least = Math.min(...own);
  return least > 0 && Math.max(Math.min(Math.max(...own), start > 0 ? start : Number.POSITIVE_INFINITY)) / least > WIDE;
}

/**
 * The axis of values. What ends far above the value before training does not flatten the others: the axis ends soon above that. While runs come
 * in, it only grows (`before`), so that nothing jumps.
 */
export function valueAxis(tallies: readonly Tally[], what: What, share: boolean, log: boolean, before?: Axis): Axis {
  const { own, start } = numbersOf(tallies);
  const shown = own.filter((v) => !log || v > 0);
  if (shown.length === 0) return axisOf(log ? 0.1 : 0, log ? 10 : 1, log);
  let [low, high] = [Math.min(...shown), Math.max(...shown)];
  if (share) [low, high] = shareRange([{ last: low, least: low, most: high }]);
  else {
    if (what === 'final' && start > 0) high = Math.max(low, Math.min(high, ABOVE_START * start));
    if (what === 'final' && start > low) high = Math.max(high, log ? start * 1.5 : start * 1.08);
    const rise = log ? 10 ** Math.max(0.06, 0.04 * Math.log10(high / low)) : 1;
    [low, high] = log
      ? [low / rise, high * rise]
      : roomy(low >= 0 && low < high / 3 ? 0 : low, high, low < high / 3 ? 0 : 0.05, 0.05);
  }
  if (before?.log === log) [low, high] = [Math.min(low, before.low), Math.max(high, before.high)];
  return axisOf(...widened(low, high, log), log);
}
