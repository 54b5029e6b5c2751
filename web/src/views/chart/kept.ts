import type { Trace } from '../../core/trace.ts';
import type { RunView } from '../../run/run.ts';
import type { Curve } from './data.ts';
import { curveOf, type Quantity, type Setting } from './quantities.ts';

interface Kept {
  of: readonly unknown[];
  curve: Curve;
}

const kept = new WeakMap<Trace, Map<string, Kept>>();

/** As `curveOf`: the same curve as the last time while nothing of it has changed, with all that was made of it (data.ts). */
export function keptCurve(run: Pick<RunView, 'trace'>, axes: { x: Quantity; y: Quantity }, race: Setting): Curve {
  const { trace } = run;
  const { x, y } = axes;
  const of = [trace.length, trace.cuts, race.problem, race.config.problem, race.config.batch, y.measured?.(trace)];
  const curves = kept.get(trace) ?? new Map<string, Kept>();
  kept.set(trace, curves);
  const last = curves.get(`${x.id} ${y.id}`);
  if (last && same(last.of, of)) return last.curve;
  const curve = curveOf(run, axes, race);
  curves.set(`${x.id} ${y.id}`, { of, curve });
  return curve;
}

export const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
