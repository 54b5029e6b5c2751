import type { Trace } from '../../core/trace.ts';
import { isSurface } from '../../reader/traits.ts';
import { t } from '../../toolkit/i18n.ts';
import type { Quantity } from './quantities.ts';

/** By trace: for each coordinate a value for each row, NaN where it was not asked for. A replay gives the same for ever. */
export const known = new WeakMap<Trace, { rows: number; asking: boolean; values: Float64Array[] }>();

const NAMES = ['x', 'y'];

/**
 * How far a coordinate moves for its gradient, |Δwᵢ|/|gᵢ|: with AdaGrad and RMSprop the η/√v of that coordinate. It is measured on
 * a replay, so it needs no formula of any optimizer, and holds for those to come.
 */
export const coordinateRates: readonly Quantity[] = NAMES.map((name, i) => ({
  id: `rate${i}`,
  label: () => t('metric.coordinateRate', { name }),
  doc: () => t('metric.coordinateRate.doc', { name }),
  fits: (problem) => isSurface(problem) && problem.dim > i,
  measured: (trace) => known.get(trace)?.values,
  read: (trace) => (row) => known.get(trace)?.values[i]?.[row] ?? Number.NaN,
}));
