import type { Trace } from '../../core/trace.ts';
import { runsOf } from '../../engine/runs.ts';
import type { Recorded } from '../recorded.ts';

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
  /** The last step of all. */
  readonly last: number;
  readonly #traces: Until[] = [];

  constructor(ran: readonly Recorded[]) {
    this.lanes = ran.map((lane) => Object.assign(this.#past(lane), { runs: lane.runs?.map((run) => this.#past(run)) }));
    this.last = runsOf<Recorded>(ran).reduce((most, { run }) => Math.max(most, run.trace.last('step') || 0), 0);
  }

  to(step: number): void {
    for (const trace of this.#traces) trace.to(step);
  }

  #past({ trace: whole, status }: Recorded): Recorded {
    const trace = new Until(whole);
    this.#traces.push(trace);
    return {
      trace: trace as unknown as Trace,
      get status() {
        return trace.complete ? status : 'running';
      },
    };
  }
}
