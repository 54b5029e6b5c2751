import factory from '#wasm/sidestep-all.mjs';
import { catalog } from '../../../web/src/core/catalog-data.ts';
import {
  type Failure,
  type InstrumentConfig,
  isFailure,
  type LaneSpec,
  type ModuleFactory,
  type ModuleLane,
  type Reading,
  SidestepError,
  type SidestepModule,
  type Subject,
} from '../../../web/src/core/module.ts';
import { Trace } from '../../../web/src/core/trace.ts';
import type { Queries } from '../../../web/src/engine/queries.ts';
import type { Host } from '../../../web/src/worker/host.ts';

export { catalog };

/** The real module; a test file fails where it has not been built. */
export const makeModule = (): Promise<SidestepModule> => (factory as unknown as ModuleFactory)();

let tickets = 0;

/** What measures problems on this host, as a race's queries do. */
export const queriesOf = (host: Host): Queries =>
  ({ measure: async (instrument, of) => host.measure(tickets++, instrument, of as Subject<number>) }) as Queries;

/** What an instrument reads of a lane or a problem. */
export function measured(
  module: SidestepModule,
  instrument: InstrumentConfig,
  of: Subject<ModuleLane>,
): Reading | Failure {
  const measurement = module.measure({ instrument, ...of });
  if (isFailure(measurement)) return measurement;
  measurement.advance(0);
  const { values, shape, labels } = measurement.reading();
  const reading = { values: values.slice(), shape: [...shape], labels };
  measurement.delete();
  return reading;
}

export type PartialSpec = Partial<LaneSpec> & { problem: LaneSpec['problem']; lane: LaneSpec['lane'] };

/** A lane of the module, with the defaults of what is not given. Throws what the module refuses. */
export function makeLane(module: SidestepModule, spec: PartialSpec): ModuleLane {
  const made = module.createLane({ seed: 1, batch: 32, steps: 10_000_000, every: 1, ...spec });
  if (isFailure(made)) throw new SidestepError(made);
  return made;
}

/** Runs a lane to a step in turns of at most `turn` steps; gives all its rows. */
export function runTo(lane: ModuleLane, to: number, turn = to): Trace {
  const trace = new Trace(lane.columns());
  do {
    lane.run(Math.min(turn, to - lane.step()), 0);
    trace.append(lane.rows());
  } while (lane.step() < to && lane.status() === 'running');
  return trace;
}
