import factory from '#wasm/sidestep.mjs';
import { within } from '../core/limit.ts';
import {
  type Failure,
  failureOf,
  type InstrumentConfig,
  isFailure,
  type LaneSpec,
  type ModuleBundle,
  type ModuleDataset,
  type ModuleFactory,
  type ModuleLane,
  type ModuleMeasurement,
  type Reading,
  SidestepError,
  type SidestepModule,
  type StepTold,
} from '../core/module.ts';
import { makeLane, ownLane } from './make-lane.ts';
import { CANCELLED, nextTask, restored, snapshotOf, succeeded } from './outcome.ts';
import type { Past } from './past.ts';
import type { Answer, Arguments, CallName, DataSource, LaneHashes } from './protocol.ts';
import { dataReader, type Fetch, fetchBytes, ownReader } from './source.ts';
import type { TrailRows } from './trail-rows.ts';

/** Data of a source in the first module, or on their way there, and the copies in others. */
interface Held {
  key: string;
  dataset: Promise<ModuleDataset>;
  copies: Map<SidestepModule, ModuleDataset>;
  /** Settled when no lane is being made of them. */
  inUse?: Promise<unknown>;
}

/** Modules that come when somebody asks for what they know; which field asks, and what a reader calls them. */
const OTHERS = {
  everyRule: {
    glue: () => import('#wasm/sidestep-all.mjs'),
    at: 'lane.optimizer',
    what: 'the module with all rules and layers',
  },
  steps: { glue: () => import('#wasm/sidestep-step.mjs'), at: 'step', what: 'the module that explains steps' },
};
type OtherModule = keyof typeof OTHERS;

/** What the module with all rules and layers may know. */
const isElsewhere = ({ code, at }: Failure): boolean =>
  code === 'unknown-id' && /^(lane\.(changes\.\d+\.)?optimizer|(problem|instrument)\.id|problem\.net)$/.test(at);

type Async<N extends CallName> = (...args: Arguments<N>) => Promise<Answer<N>> | Answer<N>;

/** Milliseconds of work after which a lane keeps snapshots. */
const LONG = 250;
/** How long a host works at a time on what may take long: a page that is the host stays alive, and a worker's lanes go on. */
export const SLICE_MILLIS = 4;

/** The lanes of one thread, in one instance of the module, which share one copy of the data. Lanes whose rule, problem or layers the module is without are in an instance of another, with a copy of their own. */
export class Host implements Record<CallName, unknown> {
  #module: SidestepModule | null = null;
  readonly #others = new Map<OtherModule, Promise<SidestepModule>>();
  #urls: Partial<Record<OtherModule, string | undefined>> = {};
  #fused: boolean | undefined;
  #lanes = new Map<number, ModuleLane>();
  /** What each was made of. */
  #specs = new Map<number, { spec: Omit<LaneSpec, 'data'>; held: Held | null }>();
  /** Of lanes with more steps than rows, what chooses these. */
  #rows = new Map<number, TrailRows>();
  /** Of lanes that have worked for a while, or that somebody has turned back. */
  #pasts = new Map<number, Past>();
  #worked = new Map<number, number>();
  #bundles = new Map<number, ModuleBundle>();
  #data: Held | null = null;
  /** What is being measured, by ticket, and of which lane. */
  #measuring = new Map<number, number | undefined>();

  constructor(
    private readonly onBytes: (done: number, total: number) => void = () => {},
    private readonly read: Fetch = fetchBytes,
    private readonly readModule: Fetch = fetchBytes,
  ) {}

  get module(): SidestepModule {
    if (!this.#module) throw new SidestepError({ code: 'internal', at: '', message: 'the module has not been made' });
    return this.#module;
  }

  init: Async<'init'> = async (compiled, fused, everyRule, steps) => {
    this.#urls = { everyRule, steps };
    this.#fused = fused;
    const glue = fused ? (await within(import('#wasm-relaxed/sidestep.mjs'))).default : factory;
    const make = glue as unknown as ModuleFactory;
    this.#module = await (compiled ? instantiated(make, compiled) : make());
  };

  ping: Async<'ping'> = () => {};

  build: Async<'build'> = () => this.module.build();

  load: Async<'load'> = async (source) => {
    const [now, next] = [this.#data, keyOf(source)];
    if (now?.key !== next) {
      // Lanes keep the memory of what they use; this gives up our own hold on it.
      if (now) void this.#release(now);
      const { module } = this;
      const dataset = dataReader().then(({ loadDataset }) => loadDataset(module, source, this.onBytes, this.read));
      this.#data = { key: next, dataset, copies: new Map() };
    }
    const held = this.#data!;
    try {
      await held.dataset;
    } catch (error) {
      if (this.#data === held) this.#data = null; // another try may do better
      throw error;
    }
  };

  inspect: Async<'inspect'> = async (files, column, wanted, numbers) =>
    (await ownReader()).inspectOwn(files, column, wanted, numbers);

  published: Async<'published'> = async (files, hashes) => (await ownReader()).findPublished(files, hashes);

  create: Async<'create'> = async (lane, { path, ...spec }, useData) => {
    const held = useData ? this.#data : null; // others may load theirs while this waits
    const chosen = path ? await within(import('./trail-rows.ts')) : null;
    const made = await this.#make(path ? { ...spec, every: 1 } : spec, held);
    this.drop(lane);
    this.#lanes.set(lane, made);
    this.#specs.set(lane, { spec, held });
    if (chosen) this.#rows.set(lane, new chosen.TrailRows(made.columns(), spec.every, spec.steps));
    return { columns: made.columns(), hashes: hashesOf(made), ...(made.kept && { kept: made.kept }) };
  };

  run: Async<'run'> = (lane, to, millis) => {
    const it = this.#lane(lane);
    const chosen = this.#rows.get(lane);
    const parts: Float64Array[] = [];
    const begun = performance.now();
    let left = millis;
    // At least one slice: at step 0 it records the start. A full buffer of rows ends a slice before its time.
    do {
      it.run(Math.max(0, to - it.step()), left);
      const rows = it.rows();
      if (rows.length > 0) parts.push(chosen ? chosen.of(rows) : rows.slice());
      left = millis > 0 ? begun + millis - performance.now() : 0;
    } while (it.step() < to && it.status() === 'running' && (millis === 0 || left > 0));
    this.#work(lane, performance.now() - begun);
    const stands = it.step() >= to || it.status() === 'diverged';
    return { rows: joined(parts), step: it.step(), status: it.status(), params: stands ? it.hash('params') : '' };
  };

  startFrom: Async<'startFrom'> = (lane, params) => {
    const it = this.#lane(lane);
    const failure = it.startFrom(params);
    this.#begun(lane);
    if (failure) throw new SidestepError(failure);
    return hashesOf(it);
  };

  reset: Async<'reset'> = (lane) => {
    this.#begun(lane);
    return this.#lane(lane).reset();
  };

  snapshot: Async<'snapshot'> = (lane) => snapshotOf(this.#lane(lane));

  restore: Async<'restore'> = (lane, snapshot) => {
    restored(this.#lane(lane), snapshot);
    this.#begun(lane);
  };

  bundle: Async<'bundle'> = async (bundle, spec) => {
    // The second module, which alone has bundles, would give other bits.
    if (this.#fused)
      throw new SidestepError({
        code: 'unsupported',
        at: 'bundle',
        message: 'cannot be computed with fused arithmetic, which the lanes use',
      });
    const made = succeeded((await this.#other('everyRule')).createBundle!(spec));
    this.drop(bundle);
    this.#bundles.set(bundle, made);
  };

  runBundle: Async<'runBundle'> = (bundle, to, millis) => {
    const it = found(this.#bundles, bundle, 'bundle');
    if (!it.run(to, millis)) return null;
    const [steps, diverged] = [it.steps().slice(), it.diverged().slice()];
    return { steps, diverged, losses: it.losses().slice(), trace: it.trace().slice(), hashes: it.hashes() };
  };

  explain: Async<'explain'> = async (lane, parameters, steps) => {
    if (this.#fused)
      throw new SidestepError({
        code: 'unsupported',
        at: 'step',
        message: 'cannot be computed with fused arithmetic, which the lanes use',
      });
    const at = steps ?? [this.#lane(lane).step()];
    const [module, copy] = await this.#like(lane, 'steps');
    try {
      const told: StepTold[][] = [];
      for (const step of at) {
        restored(copy, await (await this.#past(lane)).at(step, snapshotOf));
        told.push(parameters.map((parameter) => succeeded(module.explain!(ownLane(copy), parameter))));
      }
      return told;
    } finally {
      copy.delete();
    }
  };

  drop: Async<'drop'> = (lane) => {
    for (const [ticket, measured] of this.#measuring) if (measured === lane) this.cancel(ticket);
    this.#lanes.get(lane)?.delete();
    this.#lanes.delete(lane);
    this.#specs.delete(lane);
    this.#pasts.get(lane)?.forget();
    this.#pasts.delete(lane);
    this.#worked.delete(lane);
    this.#rows.delete(lane);
    this.#bundles.get(lane)?.delete();
    this.#bundles.delete(lane);
  };

  peek: Async<'peek'> = async (lane, array, at) =>
    at === undefined
      ? this.#lane(lane).peek(array).slice()
      : (await this.#past(lane)).at(at, (it) => it.peek(array).slice());

  measure: Async<'measure'> = (ticket, instrument, of) =>
    this.#unlessCancelled(ticket, 'lane' in of ? of.lane : undefined, () =>
      this.#read(
        ticket,
        'lane' in of
          ? this.#begin(ticket, instrument, of.lane, of.at)
          : this.#whereKnown((module) => module.measure({ instrument, ...of })),
      ),
    );

  series: Async<'series'> = (ticket, instrument, lane, steps) =>
    this.#unlessCancelled(ticket, lane, async () => {
      const readings: Reading[] = [];
      for (const step of steps) readings.push(await this.#read(ticket, this.#begin(ticket, instrument, lane, step)));
      return readings;
    });

  cancel: Async<'cancel'> = (ticket) => {
    this.#measuring.delete(ticket);
  };

  /**
   * A measurement of a lane, where it stands or at a step that it has been at: in its own module or, where that is without the instrument,
   * of a copy in the one that has all of them.
   */
  async #begin(
    ticket: number,
    instrument: InstrumentConfig,
    id: number,
    at: number | undefined,
  ): Promise<ModuleMeasurement> {
    const of = async <T>(use: (lane: ModuleLane) => T): Promise<T> =>
      at === undefined ? use(this.#lane(id)) : (await this.#past(id)).at(at, use, () => this.#measuring.has(ticket));
    const its = ownLane(this.#lane(id)) instanceof this.module.Lane ? this.module : await this.#other('everyRule');
    const made = await of((lane) => its.measure({ instrument, lane: ownLane(lane) }));
    if (!isFailure(made) || !isElsewhere(made)) return succeeded(made);
    const [module, copy] = await this.#like(id, 'everyRule');
    try {
      restored(copy, await of(snapshotOf));
      return succeeded(module.measure({ instrument, lane: ownLane(copy) })); // which forks what it needs
    } finally {
      copy.delete();
    }
  }

  /** A lane like one, in another module. */
  async #like(id: number, name: OtherModule): Promise<[SidestepModule, ModuleLane]> {
    const { spec, held } = found(this.#specs, id, 'lane');
    const module = await this.#other(name);
    const data = held ? await this.#copied(held, module) : undefined;
    return [module, succeeded(await makeLane(module, { ...spec, ...(data && { data }) }))];
  }

  /** Something is measured, of a lane perhaps, until it is cancelled. */
  async #unlessCancelled<T>(ticket: number, lane: number | undefined, read: () => Promise<T>): Promise<T> {
    this.#measuring.set(ticket, lane);
    try {
      return await read();
    } finally {
      this.#measuring.delete(ticket);
    }
  }

  /** What a measurement comes to, in slices between which the host does other things. */
  async #read(ticket: number, begun: Promise<ModuleMeasurement>): Promise<Reading> {
    const measurement = await begun;
    try {
      while (this.#measuring.has(ticket)) {
        if (measurement.advance(SLICE_MILLIS)) {
          const { values, shape, labels } = measurement.reading();
          return { values: values.slice(), shape: [...shape], labels };
        }
        await nextTask();
      }
      throw new SidestepError(CANCELLED);
    } finally {
      measurement.delete();
    }
  }

  /** A lane begins anew, or goes on from elsewhere: what is known of it is another's. */
  #begun(lane: number): void {
    this.#rows.get(lane)?.reset();
    this.#pasts.get(lane)?.forget();
  }

  /** A lane as it was; what knows that comes when it is wanted. */
  async #past(lane: number): Promise<Past> {
    const it = this.#lane(lane);
    const { Past } = await within(import('./past.ts'));
    if (this.#lanes.get(lane) !== it) throw new SidestepError(CANCELLED); // another, meanwhile
    const past = this.#pasts.get(lane) ?? new Past(it);
    this.#pasts.set(lane, past);
    return past;
  }

  /** A lane has worked: before it has for long, its start is near enough. */
  #work(lane: number, millis: number): void {
    const past = this.#pasts.get(lane);
    if (past) past.worked(millis);
    else {
      const worked = (this.#worked.get(lane) ?? 0) + millis;
      this.#worked.set(lane, worked);
      if (worked > LONG) this.#past(lane).catch(() => {}); // who turns it back hears of it
    }
  }

  /** A lane, in the module that has its rule. */
  #make(spec: Omit<LaneSpec, 'data'>, held: Held | null): Promise<ModuleLane> {
    const made = this.#whereKnown(async (module) => {
      const data = await (held && module !== this.module ? this.#copied(held, module) : held?.dataset);
      return makeLane(module, { ...spec, ...(data && { data }) });
    });
    if (held) held.inUse = Promise.allSettled([held.inUse, made]).then(() => {}); // which keeps none of the lanes
    return made;
  }

  /** The data in another module than the first. */
  async #copied(held: Held, module: SidestepModule): Promise<ModuleDataset> {
    const [data, { copyDataset }] = await Promise.all([held.dataset, dataReader()]);
    const copy = held.copies.get(module) ?? copyDataset(data, module);
    held.copies.set(module, copy);
    return copy;
  }

  async #release(held: Held): Promise<void> {
    const unused = await held.dataset.catch(() => null);
    await held.inUse;
    unused?.delete();
    for (const copy of held.copies.values()) copy.delete();
  }

  /** What a module makes: the first one, or, where that is without the rule, problem, layer or instrument, the one with all of them. */
  async #whereKnown<T extends object>(
    make: (module: SidestepModule) => T | Failure | Promise<T | Failure>,
  ): Promise<T> {
    let made: T | Failure = await make(this.module);
    if (isFailure(made) && isElsewhere(made)) made = await make(await this.#other('everyRule', made.at));
    return succeeded(made);
  }

  /** Another module than the first; after a failure the next call tries again. */
  #other(name: OtherModule, at?: string): Promise<SidestepModule> {
    const loading = this.#others.get(name) ?? this.#load(name, at);
    this.#others.set(name, loading);
    loading.catch(() => this.#others.delete(name));
    return loading;
  }

  async #load(name: OtherModule, at: string = OTHERS[name].at): Promise<SidestepModule> {
    const { glue, what } = OTHERS[name];
    const url = this.#urls[name];
    try {
      const [{ default: make }, wasmBinary] = await Promise.all([
        within(glue()),
        url === undefined ? undefined : this.readModule(url),
      ]);
      return await (make as unknown as ModuleFactory)(wasmBinary && { wasmBinary });
    } catch (error) {
      const message = `${what} cannot be loaded: ${failureOf(error).message}`;
      throw new SidestepError({ code: 'no-module', at, message });
    }
  }

  #lane(lane: number): ModuleLane {
    return found(this.#lanes, lane, 'lane');
  }
}

function found<T>(all: ReadonlyMap<number, T>, id: number, what: string): T {
  const it = all.get(id);
  if (!it) throw new SidestepError({ code: 'internal', at: '', message: `there is no ${what} ${id}` });
  return it;
}

/** The module from what is already compiled. Emscripten's hook cannot report an error, so the promise does. */
const instantiated = (make: ModuleFactory, compiled: WebAssembly.Module): Promise<SidestepModule> =>
  new Promise((resolve, reject) => {
    make({
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(compiled, imports)
          .then((instance) => done(instance, compiled))
          .catch(reject);
        return {};
      },
    }).then(resolve, reject);
  });

/** After a trap the module's memory cannot be trusted: nothing of this host may be used again. */
export const hasTrapped = (error: unknown): boolean => error instanceof WebAssembly.RuntimeError;

const hashesOf = (lane: ModuleLane): LaneHashes => ({
  initial: lane.hash('initial'),
  order: lane.hash('order'),
  noise: lane.hash('noise'),
});

const keyOf = ({ base, id, train, test, validation, own, given }: DataSource): string =>
  JSON.stringify([
    [base, id, train, test, validation],
    [own?.file, own?.seed, own?.files.length],
    [given?.train.size, given?.test.size],
  ]);

function joined(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0] as Float64Array;
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
