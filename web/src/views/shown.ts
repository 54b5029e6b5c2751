import { type Notice, quoted } from '../core/notices.ts';
import type { Stage } from '../ui/stage.ts';
import { views } from './all.ts';
import { quantitiesOf } from './chart/chosen.ts';
import { accuracies } from './chart/quantities.ts';
import { quantityCurves } from './quantity-curves.ts';
import type { View } from './view.ts';

/** Short names for views, so that an author need not know which picture a problem has. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map([
  ['trajectory', ['map', 'graph', 'regions']],
  ['loss', ['curves']],
]);

const isView = (name: string): boolean => aliases.has(name) || views.some(({ id }) => id === name);
/** Some problems have no such view, but measure what it shows. */
const isQuantity = (name: string): boolean => !isView(name) || accuracies.some(({ id }) => id === name);

const viewsCalled = (name: string, { problem }: Stage): View[] => {
  const ids = aliases.get(name) ?? [name];
  return views.filter((view) => ids.includes(view.id) && view.fits(problem));
};

/** What a race has is known once one of its lanes is made. */
const made = ({ lanes }: Stage): boolean => lanes.some(({ status }) => status !== 'loading' && status !== 'failed');

const has = (stage: Stage, id: string): boolean => quantitiesOf(stage, id).some((quantity) => quantity.id === id);

/** A quantity that is asked for as a picture has a chart of its own. */
const chartOf = (quantity: string): View => ({
  id: quantity,
  title: 'view.curves',
  fits: () => true,
  render: (stage) => quantityCurves(stage, quantity),
});

/** The pictures of a race in the order in which they are asked for; where none that fits is, all that fit. */
export function shownViews(stage: Stage, asked: readonly string[] | undefined): View[] {
  const all = views.filter((view) => view.fits(stage.problem));
  const found = (asked ?? []).flatMap((name) => {
    const fit = viewsCalled(name, stage);
    const measured = made(stage) ? has(stage, name) : isQuantity(name);
    return fit.length === 0 && measured ? [chartOf(name)] : fit;
  });
  const [first] = found;
  return first ? [...new Map(found.map((view) => [view.id, view])).values()] : all;
}

/** Names in the view state that this race has nothing for; none as long as nobody knows. */
export function unknownNames(stage: Stage): Notice[] {
  if (!made(stage)) return [];
  const { quantity, views: asked = [] } = stage.view;
  const wrong = (name: string, at: string): Notice[] =>
    has(stage, name) ? [] : [{ code: 'unknown-id', at, message: `there is no ${quoted(name)}` }];
  return [
    ...(quantity === undefined ? [] : wrong(quantity, 'view.quantity')),
    ...asked
      .filter((name) => isQuantity(name) && !viewsCalled(name, stage).length)
      .flatMap((name) => wrong(name, 'view.views')),
  ];
}

/** Calls `tell` with the names that mean nothing, once it is known, whenever the race is looked at in another way. */
export function watchNames(stage: Stage, tell: (notices: Notice[]) => void): () => void {
  let seen: unknown;
  const look = (): void => {
    if (seen === stage.view || !made(stage)) return;
    seen = stage.view;
    const notices = unknownNames(stage);
    if (notices.length > 0) tell(notices);
  };
  const offs = [stage.on('numbers', look), stage.on('view', look)];
  return () => {
    for (const off of offs) off();
  };
}
