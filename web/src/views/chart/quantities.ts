import type { Problem } from '../../core/catalog.ts';
import type { Config } from '../../core/config.ts';
import type { Trace } from '../../core/trace.ts';
import type { Key } from '../../ui/i18n.ts';
import { knownLeast, placedMinima } from '../plane/placement.ts';

/** What a race knows about itself beside the rows. */
export interface Setting {
  problem: Problem;
  config: Config;
}

/** A quantity that can be drawn: how it is read from a lane's trace. */
export interface Quantity {
  id: string;
  label: Key;
  fits(problem: Problem): boolean;
  /** Reads rows; undefined when the trace has no such column. */
  read(trace: Trace, setting: Setting): ((row: number) => number) | undefined;
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
const surface = ({ kind }: Problem): boolean => kind === 'surface';

const loss: Quantity = { id: 'loss', label: 'metric.loss', fits: always, read: column('loss') };

/** The loss above the least value that is known: a straight line on a logarithmic axis where convergence is linear. */
const gap: Quantity = {
  id: 'gap',
  label: 'metric.gap',
  fits: (problem) => surface(problem) && (knownLeast(problem) ?? 0) !== 0,
  read: column('loss', ({ problem }) => {
    const least = knownLeast(problem) ?? 0;
    return (value) => value - least;
  }),
};

const gradient: Quantity = { id: 'gradNorm', label: 'metric.gradNorm', fits: always, read: column('gradNorm') };

/** The distance to the nearest known minimum. */
const distance: Quantity = {
  id: 'distance',
  label: 'metric.distance',
  fits: (problem) => surface(problem) && problem.minima.length > 0,
  read: (trace, { problem, config }) => {
    const spots = placedMinima(problem, config);
    const columns = Array.from({ length: problem.dim }, (_, i) => trace.column(`x${i}`));
    return (row) => Math.min(...spots.map(({ at }) => Math.hypot(...columns.map((xs, i) => xs[row]! - at[i]!))));
  },
};

const accuracy: Quantity = {
  id: 'accuracy',
  label: 'metric.accuracy',
  fits: (problem) => !surface(problem),
  read: column('accuracy'),
};

export const losses: readonly Quantity[] = [loss, gap, gradient, distance];
export const accuracies: readonly Quantity[] = [accuracy];

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** What the curves can be drawn against. */
export const progress: readonly Quantity[] = [
  { id: 'step', label: 'axis.step', fits: always, read: column('step') },
  {
    id: 'epoch',
    label: 'axis.epoch',
    fits: (problem) => !surface(problem),
    read: column('step', ({ config }) => {
      // An epoch ends with the last whole batch.
      const batches = Math.max(1, Math.ceil(number(config.problem.train, 1) / number(config.batch, 1)));
      return (step) => step / batches;
    }),
  },
  { id: 'evaluations', label: 'axis.evaluations', fits: surface, read: column('evaluations') },
  { id: 'seconds', label: 'axis.seconds', fits: always, read: column('millis', () => (ms) => ms / 1000) },
];
