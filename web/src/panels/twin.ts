import type { Field, Optimizer, Value } from '../core/catalog.ts';
import { changesOf } from '../core/changes.ts';
import type { LaneConfig } from '../core/config.ts';
import type { Trace } from '../core/trace.ts';
import { sameValue } from '../core/value.ts';

/** The fields in which two lanes of one optimizer differ. */
export const differing = (a: LaneConfig, b: LaneConfig, { fields }: Optimizer): Field[] =>
  fields.filter(({ id }) => !sameValue(a[id] as Value, b[id] as Value));

const laterOf = (lane: LaneConfig): string => JSON.stringify(changesOf(lane));

/** The lane before this one that is most like it: of the same optimizer and changes, with the fewest settings that differ. */
export function twinOf(
  lanes: readonly LaneConfig[],
  index: number,
  optimizer: Optimizer,
): { index: number; fields: Field[] } | undefined {
  const lane = lanes[index];
  let best: { index: number; fields: Field[] } | undefined;
  for (let other = 0; lane && other < index; other++) {
    if (lanes[other]!.optimizer !== lane.optimizer || laterOf(lanes[other]!) !== laterOf(lane)) continue;
    const fields = differing(lane, lanes[other]!, optimizer);
    if (!best || fields.length < best.fields.length) best = { index: other, fields };
  }
  return best;
}

/** Two lanes at the last step that both have come to. The distance is NaN where a trace does not hold the parameters. */
export interface Apart {
  step: number;
  loss: number;
  other: number;
  distance: number;
}

/** How far two traces were found to agree. */
interface Agreement {
  other: Trace;
  row: number;
  steps: number;
  moved: boolean;
  differs: boolean;
}

const agreements = new WeakMap<Trace, Agreement>();

/**
 * The steps at which two traces were recorded and agree in every number but the time; 0 where they differ at any, or where nothing
 * has moved. The end alone tells nothing: many ways lead to one place. Rows that were compared are not compared again.
 */
export function agreement(trace: Trace, other: Trace): number {
  const last = agreements.get(trace);
  const fresh = !last || last.other !== other || last.row > trace.length;
  const found: Agreement = fresh ? { other, row: 0, steps: 0, moved: false, differs: false } : last;
  agreements.set(trace, found);
  const names = trace.columns.filter((name) => name !== 'millis');
  const [mine, its] = [trace, other].map((one) => names.map((name) => one.column(name))) as [
    Float64Array[],
    Float64Array[],
  ];
  const [steps, losses, end] = [trace.column('step'), trace.column('loss'), other.last('step')];
  for (; found.row < trace.length && !found.differs && steps[found.row]! <= end; found.row++) {
    const { row } = found;
    const there = other.indexOfStep(steps[row]!);
    if (other.column('step')[there] !== steps[row]) continue; // not recorded there
    found.differs = mine.some((column, k) => !Object.is(column[row], its[k]![there]));
    found.moved ||= losses[row] !== losses[0];
    if (steps[row]! > 0) found.steps++;
  }
  return found.moved && !found.differs ? found.steps : 0;
}

export function apart(trace: Trace, other: Trace): Apart | undefined {
  const [steps, otherSteps] = [trace.column('step'), other.column('step')];
  let [row, otherRow] = [steps.length - 1, otherSteps.length - 1];
  // A long race keeps of each lane other steps, beside those that all keep.
  while (row >= 0 && otherRow >= 0 && steps[row] !== otherSteps[otherRow]) {
    if (steps[row]! > otherSteps[otherRow]!) row--;
    else otherRow--;
  }
  const step = steps[Math.max(0, row)];
  if (step === undefined || row < 0 || otherRow < 0) return undefined;
  const places = trace.columns.filter((name) => /^x\d+$/.test(name));
  const gaps = places.map((name) => trace.column(name)[row]! - other.column(name)[otherRow]!);
  return {
    step,
    loss: trace.column('loss')[row]!,
    other: other.column('loss')[otherRow]!,
    distance: places.length > 0 ? Math.hypot(...gaps) : Number.NaN,
  };
}
