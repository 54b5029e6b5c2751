import type { Trace } from '../../core/trace.ts';
import { PastTrace } from '../../engine/past-lanes.ts';
import { runsOf } from '../../engine/runs.ts';
import type { Recorded } from '../recorded.ts';

/** Lanes that ran, to be looked at as they were at one step after another. */
export class Replay {
  readonly lanes: readonly Recorded[];
  /** The last step of all. */
  readonly last: number;
  readonly #traces: PastTrace[] = [];

  constructor(ran: readonly Recorded[]) {
    this.lanes = ran.map((lane) => Object.assign(this.#past(lane), { runs: lane.runs?.map((run) => this.#past(run)) }));
    this.last = runsOf<Recorded>(ran).reduce((most, { run }) => Math.max(most, run.trace.last('step') || 0), 0);
  }

  to(step: number): void {
    for (const trace of this.#traces) trace.to(step);
  }

  #past({ trace: whole, status }: Recorded): Recorded {
    const trace = new PastTrace(whole);
    this.#traces.push(trace);
    return {
      trace: trace as unknown as Trace,
      get status() {
        return trace.complete ? status : 'running';
      },
    };
  }
}
