import type { Problem } from '../../core/catalog.ts';
import type { Config } from '../../core/config.ts';
import { type Trace, told } from '../../core/trace.ts';
import { trainTested } from '../../core/validation.ts';
import { hasEpochs, isSurface, isTested, tellsNumbers } from '../../reader/traits.ts';
import type { RunView } from '../../run/run.ts';
import { count } from '../../toolkit/format.ts';
import { type Key, t } from '../../toolkit/i18n.ts';
import { knownLeast, placedMinima } from '../plane/placement.ts';
import type { Curve } from './data.ts';

/** What a race knows about itself beside the rows. */
export interface Setting {
  problem: Problem;
  config: Config;
}

/** A quantity that can be drawn: how it is read from a lane's trace. */
export interface Quantity {
  id: string;
  label(): string;
  /** What it is, where the label does not say. */
  doc?(setting: Setting): string;
  fits(problem: Problem, config: Config): boolean;
  /** What is drawn under it, pale. */
  under?: Quantity;
  /** Whether it is measured now and then: each place where it was is marked. */
  isRare?: boolean;
  /** Of one that is not in the rows: what it is read from, another object whenever that has changed. */
  measured?(trace: Trace): unknown;
  /** Reads rows; undefined when the trace has no such column. */
  read(trace: Trace, setting: Setting): ((row: number) => number) | undefined;
}

/** What a run shows of a quantity against another; nothing where it does not measure them. */
export function curveOf(
  { trace }: Pick<RunView, 'trace'>,
  { x, y }: { x: Quantity; y: Quantity },
  race: Setting,
): Curve {
  const [xs, ys] = [x.read(trace, race), y.read(trace, race)];
  return xs && ys ? { length: trace.length, x: xs, y: ys } : { length: 0, x: () => 0, y: () => 0 };
}

const column = (name: string, by: (setting: Setting) => (value: number) => number = () => (value) => value) => {
  return (trace: Trace, setting: Setting): ((row: number) => number) | undefined => {
    if (!trace.columns.includes(name)) return undefined;
    const values = trace.column(name);
    const change = by(setting);
    return (row) => change(values[row]!);
  };
};

const always = (): boolean => true;

const loss: Quantity = {
  id: 'loss',
  label: () => t('metric.loss'),
  fits: (problem) => !isTested(problem),
  read: column('loss'),
};

/** The same of what is also tested on items that it does not learn from. */
const trainLoss: Quantity = { ...loss, label: () => t('metric.trainLoss'), fits: isTested };

const testLoss: Quantity = {
  id: 'testLoss',
  label: () => t('metric.testLoss'),
  doc: () => t('metric.testLoss.doc'),
  fits: isTested,
  under: trainLoss,
  isRare: true,
  read: column('testLoss'),
};

/** The loss above the least value that is known: a straight line on a logarithmic axis where convergence is linear. */
const gap: Quantity = {
  id: 'gap',
  label: () => t('metric.gap'),
  fits: (problem, config) => isSurface(problem) && (knownLeast(problem, config) ?? 0) !== 0,
  read: column('loss', ({ problem, config }) => {
    const least = knownLeast(problem, config) ?? 0;
    return (value) => value - least;
  }),
};

const gradient: Quantity = {
  id: 'gradNorm',
  label: () => t('metric.gradNorm'),
  fits: always,
  read: column('gradNorm'),
};

/** The distance to the nearest known minimum. */
const distance: Quantity = {
  id: 'distance',
  label: () => t('metric.distance'),
  fits: (problem, config) => isSurface(problem) && placedMinima(problem, config).length > 0,
  read: (trace, { problem, config }) => {
    const spots = placedMinima(problem, config);
    const columns = Array.from({ length: problem.dim }, (_, i) => trace.column(told(trace, `x${i}`)));
    return (row) => Math.min(...spots.map(({ at }) => Math.hypot(...columns.map((xs, i) => xs[row]! - at[i]!))));
  },
};

const accuracy: Quantity = {
  id: 'accuracy',
  label: () => t('metric.accuracy'),
  fits: (problem, config) => !tellsNumbers(problem, config.problem),
  isRare: true,
  read: column('accuracy'),
};

/** The share of the variance of numbers that is explained: no share, as it may be below 0. */
export const explained: Quantity = {
  id: 'r2',
  label: () => t('metric.r2'),
  fits: (problem, config) => tellsNumbers(problem, config.problem),
  isRare: true,
  read: column('r2'),
};

const trainAccuracy: Quantity = {
  id: 'trainAccuracy',
  label: () => t('metric.trainAccuracy'),
  doc: ({ config }) => t('metric.trainAccuracy.doc', { n: count(trainTested(config.problem)) }),
  fits: (problem, config) => trainTested(config.problem) > 0 && !tellsNumbers(problem, config.problem),
  under: accuracy,
  isRare: true,
  read: column('trainAccuracy'),
};

export const losses: readonly Quantity[] = [loss, trainLoss, testLoss, gap, gradient, distance];
export const accuracies: readonly Quantity[] = [accuracy, trainAccuracy];

/** Those that a race measures. */
export const accuraciesOf = (trace: Trace | undefined, problem: Problem): readonly Quantity[] =>
  accuracies.filter(({ id }) => isTested(problem) || trace?.columns.includes(id));

const KNOWN = /^(step|loss|gradNorm|millis|evaluations|accuracy|trainAccuracy|lr)$/;
const coordinate = /^x(\d+)$/;
const toldPlace = /^shown\d+$/; // where the map shows a lane
const FEW = 4; // coordinates worth a curve each
const labels: Partial<Record<string, Key>> = {
  loss: 'metric.loss',
  gradNorm: 'metric.gradNorm',
  accuracy: 'metric.accuracy',
  trainAccuracy: 'metric.trainAccuracy',
  evaluations: 'axis.evaluations',
  averageLoss: 'metric.averageLoss',
  averageRegret: 'metric.averageRegret',
  move: 'metric.move',
  rareError: 'metric.rareError',
  best: 'metric.best',
  testLoss: 'metric.testLoss',
  r2: 'metric.r2',
  trainR2: 'metric.trainR2',
};

/** What a column of a trace is called: in words where we have them, else by its own name. */
export const columnLabel = (name: string): string => {
  const key = labels[name];
  if (key) return t(key);
  const axis = coordinate.exec(name)?.[1];
  return axis ? (['x', 'y', 'z'][Number(axis)] ?? name) : name.replace(/([A-Z])/g, ' $1').toLowerCase();
};

/** What a problem measures of its own: the columns of its traces that others do not have. */
export const ownColumns = (trace: Trace | undefined): string[] =>
  (trace?.columns ?? []).filter((name) => !KNOWN.test(name) && !coordinate.test(name) && !toldPlace.test(name));

/** These, and for a problem that is no surface its coordinates, as quantities. */
export const ownQuantities = (trace: Trace | undefined, problem: Problem): Quantity[] => {
  const places = isSurface(problem) ? [] : (trace?.columns ?? []).filter((name) => coordinate.test(name));
  const own = ownColumns(trace).filter((id) => id !== explained.id && !(id === testLoss.id && isTested(problem)));
  return [...own, ...(places.length > FEW ? [] : places)].map((id) => ({
    id,
    label: () => columnLabel(id),
    fits: always,
    read: column(id),
  }));
};

export const isCoordinate = ({ id }: Quantity): boolean => coordinate.test(id);

/** A coordinate as a quantity, where the trace has it. */
export const coordinateOf = (trace: Trace | undefined, id: string): Quantity | undefined =>
  coordinate.test(id) && trace?.columns.includes(id)
    ? { id, label: () => columnLabel(id), fits: always, read: column(id) }
    : undefined;

/** The learning rate, worth a look where some lane's changes. */
export const rate: Quantity = { id: 'lr', label: () => t('metric.lr'), fits: always, read: column('lr') };

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** What the curves can be drawn against. */
export const progress: readonly Quantity[] = [
  { id: 'step', label: () => t('axis.step'), fits: always, read: column('step') },
  {
    id: 'epoch',
    label: () => t('axis.epoch'),
    fits: hasEpochs,
    read: column('step', ({ config }) => {
      // An epoch ends with the last whole batch.
      const batches = Math.max(
        1,
        Math.ceil(number(config.problem.train, 1) / number(config.problem.batch ?? config.batch, 1)),
      );
      return (step) => step / batches;
    }),
  },
  {
    id: 'evaluations',
    label: () => t('axis.evaluations'),
    fits: (problem) => !hasEpochs(problem),
    read: column('evaluations'),
  },
  { id: 'seconds', label: () => t('axis.seconds'), fits: always, read: column('millis', () => (ms) => ms / 1000) },
];
