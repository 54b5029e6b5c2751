import type { Trace } from '../core/trace.ts';
import type { LaneView } from './lane.ts';

/** A trace as it was at some step. */
export class PastTrace {
  #rows = 0;
  constructor(private readonly whole: Trace) {}
  get columns(): readonly string[] {
    return this.whole.columns;
  }
  get length(): number {
    return this.#rows;
  }
  column(name: string): Float64Array {
    return this.whole.column(name).subarray(0, this.#rows);
  }
  last(name: string): number {
    return this.column(name)[this.#rows - 1] ?? Number.NaN;
  }
  indexOfStep(step: number): number {
    return Math.min(this.#rows - 1, this.whole.indexOfStep(step));
  }
  to(step: number): void {
    this.#rows = this.whole.indexOfStep(step) + 1;
  }
  get complete(): boolean {
    return this.#rows === this.whole.length;
  }
}

class PastLane {
  readonly trace: Trace;
  step = 0;
  constructor(
    private readonly lane: LaneView,
    private readonly past: PastTrace,
  ) {
    this.trace = past as unknown as Trace;
  }
  get config() {
    return this.lane.config;
  }
  get status() {
    return this.past.complete || this.lane.status === 'loading' ? this.lane.status : 'running';
  }
  get error() {
    return this.lane.error!;
  }
  get hashes() {
    return this.lane.hashes && { ...this.lane.hashes, params: '' };
  }
  to(step: number): this {
    this.step = Math.min(step, this.lane.step);
    this.past.to(this.step);
    return this;
  }
}

const known = new WeakMap<Trace, PastLane>();

/** Lanes as they were at a step: of each, one object that stays the same. */
export function pastLanes(lanes: readonly LaneView[], step: number): readonly LaneView[] {
  return lanes.map((lane) => {
    const past = known.get(lane.trace) ?? new PastLane(lane, new PastTrace(lane.trace));
    known.set(lane.trace, past);
    return past.to(step) as LaneView;
  });
}
