import type { Trace } from '../../core/trace.ts';
import { effectiveRates } from '../../engine/readings.ts';
import type { Stage } from '../../reader/stage.ts';
import { known } from './rates.ts';

/** Rows of a trace at which the rates are asked for; a replay is exact at each. */
const SAMPLES = 240;

/** Asks for the rates of every lane that has gone on since; `done` is called when there is more to draw. */
export function askForRates(stage: Stage, done: () => void): void {
  for (const [index, { trace, status }] of stage.lanes.entries()) {
    const entry = known.get(trace) ?? { rows: 0, asking: false, values: [] };
    known.set(trace, entry);
    // While it runs only now and then: each time the whole way is asked for again.
    const due = stage.playing ? entry.rows * 1.2 + 20 : entry.rows;
    if (entry.asking || status === 'failed' || status === 'crashed' || trace.length <= due) continue;
    void ask(stage, index, trace, entry).then(done);
  }
}

async function ask(
  stage: Stage,
  lane: number,
  trace: Trace,
  entry: { rows: number; asking: boolean; values: Float64Array[] },
) {
  const { length } = trace;
  const every = Math.max(1, Math.ceil(length / SAMPLES));
  const rows = Array.from({ length: Math.ceil(length / every) }, (_, k) => k * every);
  const steps = rows.map((row) => trace.column('step')[row]!);
  entry.asking = true;
  try {
    const rates = await effectiveRates(stage.race.queries, lane, steps);
    const coordinates = rates.length / steps.length;
    entry.values = Array.from({ length: coordinates }, (_, i) => {
      const values = new Float64Array(length).fill(Number.NaN);
      for (const [k, row] of rows.entries()) values[row] = rates[k * coordinates + i]!;
      return values;
    });
  } catch {
    // The lane has gone: nobody looks at its rates any more.
  }
  entry.rows = length;
  entry.asking = false;
}
