// What is said of items, classes and certainties.
import type { Dataset } from '../../core/catalog.ts';
import { datasetOf } from '../../core/own.ts';
import { laneNames } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { count, num } from '../../toolkit/format.ts';
import { type Key, said, t } from '../../toolkit/i18n.ts';
import type { Answers } from './order.ts';
import { tally } from './order.ts';
import type { Sight } from './sight.ts';

/** What an item is: told by its shape. */
export function kindOf({ shape }: Stage): 'image' | 'sequence' | 'row' {
  const extents = shape?.length ?? 1;
  return extents === 3 ? 'image' : extents === 2 ? 'sequence' : 'row';
}

/** A published dataset of the race; what is told of it comes a little later than the rest of the catalog. */
const published = ({ catalog, config }: Stage): Dataset | undefined => datasetOf(catalog, config.problem.data);

/** What the items are called: digits, rows. */
export const itemsWord = (stage: Stage): string =>
  said(published(stage)?.noun) || t(`network.items.${kindOf(stage)}` as Key);

/** What a class is called: by the reader's own file or by the dataset, else by its number. */
export const className = (stage: Stage, label: number): string => {
  const { own, config } = stage;
  const mine = own?.reference === config.problem.file ? own?.classes[label]?.name : undefined;
  return mine ?? (said(published(stage)?.labels).split(', ')[label] || String(label));
};

/** Whether classes are told by words. */
export const hasWords = (stage: Stage): boolean =>
  Array.from({ length: Math.min(stage.classes ?? 0, 256) }, (_, c) => className(stage, c)).some(
    (name) => name.length > 2,
  );

/** A share without digits that nobody reads: 98%, 0.3%. */
export function sureText(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 1e-4) return '< 0.01%';
  return `${share >= 0.0995 ? Math.round(100 * share) : num(100 * share, share >= 0.00995 ? 2 : 1)}%`;
}

/** What stands in the place of many numbers. */
export const rowText = (values: ArrayLike<number>, most = 4): string => {
  const told = Array.from({ length: Math.min(most, values.length) }, (_, i) => num(values[i], 3)).join(' · ');
  return values.length > most ? `${told} · …` : told;
};

/** Numbers up to ten in words. */
const counted = (n: number): string => (n >= 2 && n <= 10 ? t(`network.n.${n}` as Key) : count(n));

/** What the answers of all lanes come to, in a sentence; empty where nothing follows. */
export function finding(sight: Sight): string {
  const { told, stage } = sight;
  const { items, lanes, divided, fooled } = tally(told);
  if (lanes === 0) return '';
  const values = {
    items: itemsWord(stage),
    of: count(items),
    divided: count(divided),
    fooled: count(fooled),
    all: lanes === 2 ? t('network.both') : t('network.all', { n: counted(lanes) }),
  };
  if (lanes === 1) return t('network.finding.one', values);
  if (divided === 0) return t(fooled === 0 ? 'network.finding.none' : 'network.finding.alike', values);
  return t(fooled === 0 ? 'network.finding.divided' : 'network.finding', values);
}

/** The same of numbers: how far off those are that the lanes tell. */
export function findingOfNumbers({ answers, stage }: Sight): string {
  const names = laneNames(stage);
  const errors = answers.flatMap((it, i) => (it && it.count > 0 ? [{ name: names[i]!, error: errorOf(it) }] : []));
  const told = errors.filter(({ error }) => Number.isFinite(error)).sort((a, b) => a.error - b.error);
  const [best, worst] = [told[0], told.at(-1)];
  if (!best || !worst) return '';
  const values = { best: best.name, least: num(best.error, 2), worst: worst.name, most: num(worst.error, 2) };
  return t(told.length === 1 ? 'network.finding.number' : 'network.finding.numbers', values);
}

/** The root of the mean squared error. */
export function errorOf(lane: Answers): number {
  let sum = 0;
  for (let item = 0; item < lane.count; item++) sum += lane.error(item) ** 2;
  return Math.sqrt(sum / lane.count);
}
