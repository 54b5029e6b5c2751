import type { Trace } from '../../core/trace.ts';
import type { LaneView } from '../../engine/race.ts';

/** What a figure needs of a lane. */
export type Recorded = Pick<LaneView, 'trace' | 'status'>;

/** A trace as it was at some step. */
class Until {
  rows = 0;
  constructor(private readonly whole: Trace) {}
  get columns(): readonly string[] {
    return this.whole.columns;
  }
  get length(): number {
    return this.rows;
  }
  column(name: string): Float64Array {
    return this.whole.column(name).subarray(0, this.rows);
  }
  indexOfStep(step: number): number {
    return Math.min(this.rows - 1, this.whole.indexOfStep(step));
  }
  to(step: number): void {
    this.rows = this.whole.indexOfStep(step) + 1;
  }
  get complete(): boolean {
    return this.rows === this.whole.length;
  }
}

/** Lanes that ran, to be looked at as they were at one step after another. */
export class Replay {
  readonly lanes: readonly Recorded[];
  readonly #traces: Until[];

  constructor(private readonly ran: readonly LaneView[]) {
    this.#traces = ran.map(({ trace }) => new Until(trace));
    this.lanes = ran.map(({ status }, i) => {
      const trace = this.#traces[i]!;
      return {
        trace: trace as unknown as Trace,
        get status() {
          return trace.complete ? status : 'running';
        },
      };
    });
  }

  get last(): number {
    return this.ran.reduce((most, { trace }) => Math.max(most, trace.last('step') || 0), 0);
  }

  to(step: number): void {
    for (const trace of this.#traces) trace.to(step);
  }
}
