import { EXPERIMENT_VIEWS, type Stage } from '../reader/stage.ts';
import { views } from './all.ts';
import { quantitiesOf } from './chart/chosen.ts';
import { accuracies } from './chart/quantities.ts';
import { networkParts } from './network.ts';
import { quantityChart } from './quantity-chart.ts';
import type { View } from './view.ts';

/** Short names for views, so that an author need not know which picture a problem has. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map([
  ['trajectory', ['map', 'graph', 'regions']],
  ['loss', ['curves']],
  ['pair', ['pair', 'map']], // of two parameters the map is the picture
  networkParts,
  ['digits', ['items']],
]);

const isView = (name: string): boolean => aliases.has(name) || views.some(({ id }) => id === name);
/** Some problems have no such view, but measure what it shows. */
export const isQuantity = (name: string): boolean => !isView(name) || accuracies.some(({ id }) => id === name);

export const viewsCalled = (name: string, stage: Stage): View[] => {
  const ids = aliases.get(name) ?? [name];
  return views.filter((view) => ids.includes(view.id) && view.fits(stage.problem) && (view.has?.(stage) ?? true));
};

/** What a race has is known once one of its lanes is made. */
export const made = ({ lanes }: Stage): boolean =>
  lanes.some(({ status }) => status !== 'loading' && status !== 'failed');

export const has = (stage: Stage, id: string): boolean =>
  quantitiesOf(stage, id).some((quantity) => quantity.id === id);

/** A quantity that is asked for as a picture has a chart of its own. */
const chartOf = (quantity: string): View => ({
  id: quantity,
  title: 'view.curves',
  fits: () => true,
  render: (stage) => quantityChart(stage, quantity),
});

/** A race's own pictures, which are shown when nothing is asked for. */
export const ownViews = ({ problem }: Stage): View[] =>
  views.filter((view) => !view.apart && !view.optional && view.fits(problem));

/** The pictures of a race in the order in which they are asked for; where none that fits is, all that fit. */
export function shownViews(stage: Stage, asked: readonly string[] | undefined): View[] {
  const all = ownViews(stage);
  const found = (asked ?? []).flatMap((name) => {
    const fit = viewsCalled(name, stage);
    const measured = made(stage) ? has(stage, name) : isQuantity(name);
    return fit.length === 0 && measured ? [chartOf(name)] : fit;
  });
  if (stage.experimenting) {
    const parts = found.filter(({ apart }) => apart);
    return parts.length > 0 ? parts : views.filter(({ id }) => id === EXPERIMENT_VIEWS[0]);
  }
  const [first] = found;
  return first ? [...new Map(found.map((view) => [view.id, view])).values()] : all;
}
