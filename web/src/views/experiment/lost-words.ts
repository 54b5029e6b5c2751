import { t } from '../../toolkit/i18n.ts';
import type { AtValue } from './good.ts';

/** Where along an axis runs of a lane are lost, as far as few words can say it. */
export type LostWords =
  | { id: 'none' }
  /** Every run at every value. */
  | { id: 'everywhere' }
  /** From a value on, or up to it, all runs; before that (`some`) a part of them, at one value or from one on. */
  | { id: 'from' | 'to'; all: number; some: { lost: number; runs: number; value: number; more: boolean } | null }
  | { id: 'some'; lost: number; runs: number; value: number }
  | { id: 'scattered'; lost: number; runs: number };

export function lostWords(points: readonly AtValue[]): LostWords {
  const known = points.filter(({ tally }) => tally.runs > 0);
  const isAll = ({ tally: { lost, runs } }: AtValue): boolean => lost === runs;
  const some = known.filter((point) => point.tally.lost > 0 && !isAll(point));
  const all = known.filter(isAll);
  if (some.length + all.length === 0) return { id: 'none' };
  if (all.length === known.length) return { id: 'everywhere' };
  const part = ({ tally: { lost, runs }, value }: AtValue, more: boolean) => ({ lost, runs, value, more });
  for (const [id, line] of [
    ['from', known],
    ['to', known.toReversed()],
  ] as const) {
    const tail = line.length - all.length;
    if (all.length === 0 || !line.slice(tail).every(isAll)) continue;
    const before = some.map((point) => line.indexOf(point)).sort((a, b) => a - b);
    const first = before[0];
    // What is lost in part has to lead up to it.
    if (first !== undefined && before.length < tail - first) break;
    return { id, all: line[tail]!.value, some: first === undefined ? null : part(line[first]!, before.length > 1) };
  }
  const sum = (of: 'lost' | 'runs'): number => known.reduce((total, { tally }) => total + tally[of], 0);
  if (all.length === 0 && some.length === 1) return { id: 'some', ...part(some[0]!, false) };
  return { id: 'scattered', lost: sum('lost'), runs: sum('runs') };
}

/** The same as text: `1 of 10 at 0.0032, all from 0.0042`. */
export function sayLost(words: LostWords, settingOf: (value: number) => string): string {
  switch (words.id) {
    case 'none':
      return '';
    case 'everywhere':
      return t('sweep.lost.everywhere');
    case 'some':
      return t('sweep.lost.some', { lost: words.lost, runs: words.runs, value: settingOf(words.value) });
    case 'scattered':
      return t('sweep.lost.scattered', { lost: words.lost, runs: words.runs });
    default: {
      const all = t(words.id === 'from' ? 'sweep.lost.from' : 'sweep.lost.to', { value: settingOf(words.all) });
      const { some } = words;
      if (!some) return all;
      const [values, from] = [
        { lost: some.lost, runs: some.runs, value: settingOf(some.value), all },
        words.id === 'from',
      ];
      return t(some.more ? (from ? 'sweep.lost.more' : 'sweep.lost.less') : 'sweep.lost.both', values);
    }
  }
}
