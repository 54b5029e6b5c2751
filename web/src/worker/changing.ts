import {
  type Failure,
  isFailure,
  type LaneSpec,
  type ModuleLane,
  SidestepError,
  type SidestepModule,
} from '../core/module.ts';
import { succeeded } from './outcome.ts';

/** The lane as it begins, and after each of its changes, as specs of the module. */
const phasesOf = ({ changes = [], ...spec }: LaneSpec): LaneSpec[] => [
  spec,
  ...changes.map(({ at: _at, ...phase }) => ({ ...spec, ...phase })),
];

/** What is the same of a lane wherever it stands. */
interface Whole {
  module: SidestepModule;
  phases: readonly LaneSpec[];
  /** The steps of its changes. */
  turns: readonly number[];
  columns: readonly string[];
  /** Of each change, the slots that the rule keeps. */
  kept: readonly (readonly string[])[];
}

/** Makes a lane that changes on the way, where each of its phases can be made. */
export function changingLane(module: SidestepModule, spec: LaneSpec): ModuleLane | Failure {
  const phases = phasesOf(spec);
  const columns = new Set<string>();
  const kept: string[][] = [];
  let last: ModuleLane | null = null;
  for (const [i, phase] of phases.entries()) {
    const made = module.createLane(phase);
    const adopted = isFailure(made) || !last ? '' : made.adopt!(last);
    last?.delete();
    if (isFailure(made)) return i === 0 ? made : { ...made, at: made.at.replace(/^lane\b/, `lane.changes.${i - 1}`) };
    if (typeof adopted !== 'string') throw new SidestepError(adopted);
    if (i > 0) kept.push(adopted.split(' ').filter(Boolean));
    for (const name of made.columns()) columns.add(name);
    last = made;
  }
  last!.delete();
  const turns = spec.changes!.map(({ at }) => at);
  return new ChangingLane({ module, phases, turns, columns: [...columns], kept });
}

/** Where a column stands among others: what is shown stands where the parameters are, where nothing tells otherwise. */
const placeOf = (name: string, columns: readonly string[]): number =>
  columns.includes(name) ? columns.indexOf(name) : columns.indexOf(name.replace(/^shown(?=\d+$)/, 'x'));

/** Milliseconds; 0 would be no limit. */
const SOON = 0.01;

const WRONG = {
  code: 'bad-snapshot',
  at: 'snapshot',
  message: 'belongs to another lane, or to another build of this page',
};

/**
 * A lane that goes on otherwise from some steps on: one lane of the module after the other, each of which takes over where the last one stands. Its rows have the columns
 * of all of them. At the step of a change it is already the next one, whose settings the next update has.
 */
class ChangingLane implements ModuleLane {
  now: ModuleLane;
  #phase = 0;
  #rows: Float64Array[] = [];
  #fetched = false;
  #places: readonly number[] | null = null;
  #hashes: Record<string, string> = {};
  /** Where it was told to begin. */
  #start: Float64Array | null = null;

  constructor(
    private readonly whole: Whole,
    from?: { lane: ModuleLane; phase: number; hashes: Record<string, string>; start: Float64Array | null },
  ) {
    this.now = from?.lane ?? this.#made(0);
    if (from) [this.#hashes, this.#start] = [from.hashes, from.start];
    this.#stand(from?.phase ?? 0);
  }

  get kept(): Whole['kept'] {
    return this.whole.kept;
  }

  run(maxSteps: number, maxMillis: number): number {
    if (this.#fetched) this.#forget();
    const from = this.step();
    const to = from + maxSteps;
    const end = performance.now() + maxMillis;
    for (let left = maxMillis; ; left = maxMillis > 0 ? Math.max(SOON, end - performance.now()) : 0) {
      const turn = this.whole.turns[this.#phase] ?? Number.POSITIVE_INFINITY;
      this.now.run(Math.max(0, Math.min(to, turn) - this.step()), left);
      this.#take();
      const late = this.step() >= to || (maxMillis > 0 && end <= performance.now());
      if (!this.#turn() || late) return this.step() - from;
    }
  }

  rows(): Float64Array {
    const all = new Float64Array(this.#rows.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const rows of this.#rows) {
      all.set(rows, at);
      at += rows.length;
    }
    this.#forget();
    this.#fetched = true;
    return all;
  }

  columns = (): string[] => [...this.whole.columns];
  step = (): number => this.now.step();
  status = (): 'running' | 'diverged' => this.now.status();
  peek = (array: string): Float64Array | Float32Array => this.now.peek(array);
  hash = (what: Parameters<ModuleLane['hash']>[0]): string =>
    what === 'params' ? this.now.hash(what) : this.#hashes[what]!;

  startFrom(params: ArrayLike<number>): Failure | null {
    const made = succeeded(this.whole.module.createLane(this.whole.phases[0]!));
    const failure = made.startFrom(params);
    if (failure) made.delete();
    else {
      this.#start = Float64Array.from(params);
      this.#replace(made, 0);
    }
    return failure;
  }

  reset(): void {
    this.#replace(this.#made(0), 0);
  }

  /** Before its first change a lane has the snapshots that it has without any; after it these follow a byte that says the phase. */
  snapshot(): Uint8Array | Failure {
    const inner = this.now.snapshot();
    if (isFailure(inner) || this.#phase === 0) return inner;
    const bytes = new Uint8Array(inner.length + 1);
    bytes[0] = this.#phase;
    bytes.set(inner, 1);
    return bytes;
  }

  restore(snapshot: Uint8Array): Failure | null {
    const first = snapshot[0] ?? 0;
    const phase = first < 32 ? first : 0; // a letter begins the others
    const { turns, phases } = this.whole;
    if (phase >= phases.length) return WRONG;
    const made = this.#made(phase);
    const failure = made.restore(phase > 0 ? snapshot.subarray(1) : snapshot);
    const step = failure ? 0 : made.step();
    const elsewhere = step < (turns[phase - 1] ?? 0) || step > (turns[phase] ?? Number.POSITIVE_INFINITY);
    if (failure || elsewhere) {
      made.delete();
      return failure ?? WRONG;
    }
    this.#replace(made, phase);
    this.#turn();
    return null;
  }

  fork(): ModuleLane | Failure {
    const lane = this.now.fork();
    if (isFailure(lane)) return lane;
    return new ChangingLane(this.whole, { lane, phase: this.#phase, hashes: this.#hashes, start: this.#start });
  }

  delete(): void {
    this.now.delete();
  }

  #made(phase: number): ModuleLane {
    const made = succeeded(this.whole.module.createLane(this.whole.phases[phase]!));
    if (phase === 0 && this.#start) made.startFrom(this.#start);
    return made;
  }

  #replace(lane: ModuleLane, phase: number): void {
    this.now.delete();
    this.now = lane;
    this.#forget();
    this.#stand(phase);
  }

  /** The lane that it is now is that of this phase. */
  #stand(phase: number): void {
    this.#phase = phase;
    const { columns } = this.whole;
    const its = this.now.columns();
    this.#places = its.length === columns.length ? null : columns.map((name) => placeOf(name, its));
    if (phase === 0)
      for (const what of ['initial', 'order', 'noise'] as const) this.#hashes[what] = this.now.hash(what);
  }

  /** At a change the next lane takes over. Whether it did. */
  #turn(): boolean {
    if (this.step() !== this.whole.turns[this.#phase] || this.status() !== 'running') return false;
    const next = this.#made(this.#phase + 1);
    const kept = next.adopt!(this.now);
    if (typeof kept !== 'string') throw new SidestepError(kept);
    this.now.delete();
    this.now = next;
    this.#stand(this.#phase + 1);
    return true;
  }

  #forget(): void {
    this.#rows = [];
    this.#fetched = false;
  }

  /** The rows that are new, in the columns of all phases. */
  #take(): void {
    const rows = this.now.rows();
    if (rows.length === 0) return;
    const places = this.#places;
    if (!places) {
      this.#rows.push(rows.slice());
      return;
    }
    const width = this.now.columns().length;
    const all = new Float64Array((rows.length / width) * places.length);
    for (let from = 0, to = 0; from < rows.length; from += width, to += places.length)
      for (const [k, place] of places.entries()) all[to + k] = place < 0 ? Number.NaN : rows[from + place]!;
    this.#rows.push(all);
  }
}
