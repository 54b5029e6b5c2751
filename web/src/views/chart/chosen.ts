import { sameValue } from '../../core/value.ts';
import type { Stage } from '../../reader/stage.ts';
import { hasData, isTested } from '../../reader/traits.ts';
import type { Axes } from './curves.ts';
import {
  accuracies,
  accuraciesOf,
  coordinateOf,
  explained,
  isCoordinate,
  losses,
  ownQuantities,
  progress,
  type Quantity,
  rate,
} from './quantities.ts';
import { coordinateRates } from './rates.ts';

/** Whether some lane's learning rate changes on the way. */
const scheduled = (stage: Stage): boolean =>
  stage.config.lanes.some((lane) =>
    stage.optimizer(lane).fields.some((f) => f.group === 'schedule' && !sameValue(lane[f.id]!, f.default)),
  );

const fitting = (all: readonly Quantity[], { problem, config }: Stage): Quantity[] =>
  all.filter((quantity) => quantity.fits(problem, config));

/** The quantities that a race has: those that its chart offers, and the one that is asked for. */
export function quantitiesOf(stage: Stage, asked = stage.view.quantity): Quantity[] {
  const [lane] = stage.lanes;
  const { problem } = stage;
  const own = ownQuantities(lane?.trace, problem);
  const all = [
    ...losses,
    ...accuraciesOf(lane?.trace, problem),
    explained,
    ...own,
    ...coordinateRates,
    ...(scheduled(stage) ? [rate] : []),
  ];
  const more = asked !== undefined && !all.some(({ id }) => id === asked) && coordinateOf(lane?.trace, asked);
  return fitting(more ? [...all, more] : all, stage);
}

/** What can stand below the curves. */
export const progressOf = (stage: Stage): Quantity[] => fitting(progress, stage);

const choose = (among: readonly Quantity[], id: string | undefined): Quantity =>
  among.find((quantity) => quantity.id === id) ?? among[0]!;

/** The scale that suits a quantity. */
export const suitsLog = ({ problem }: Stage, y: Quantity): boolean =>
  !accuracies.includes(y) && !isCoordinate(y) && (problem.logLevels || y.id === 'gap' || coordinateRates.includes(y));

/** What a chart of the race shows: what its view state asks for, else what suits the problem. */
export function axesOf(stage: Stage, id = stage.view.quantity): Axes {
  const { view, problem } = stage;
  const y = choose(quantitiesOf(stage, id), id);
  const share = accuracies.includes(y);
  return {
    y,
    x: choose(progressOf(stage), view.against),
    logX: view.xaxis === 'log',
    logY: !share && (view.axis === undefined ? suitsLog(stage, y) : view.axis === 'log'),
    smooth: (view.smooth ?? true) && y.id === 'loss' && hasData(problem),
    share,
    markers: y.isRare === true && isTested(problem),
    falls: losses.includes(y),
  };
}
