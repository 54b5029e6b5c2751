import factory from '#wasm/sidestep.mjs';
import { within } from '../core/limit.ts';
import {
  failureOf,
  isFailure,
  type LaneSpec,
  type ModuleDataset,
  type ModuleFactory,
  type ModuleLane,
  SidestepError,
  type SidestepModule,
} from '../core/module.ts';
import { type Fetch, fetchBytes, loadDataset, ownReader } from './data.ts';
import type { Answer, Arguments, CallName, Calls, DataSource, LaneHashes } from './protocol.ts';
import { TrailRows } from './trail-rows.ts';

/** What asks for many steps at once gives way to other messages now and then: a worker that answers nothing is given up. */
const SLICE_MILLIS = 200;
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Data in a module, or on their way there. */
interface Held {
  key: string;
  dataset: Promise<ModuleDataset>;
}

type Async<N extends CallName> = (...args: Arguments<N>) => Promise<Answer<N>> | Answer<N>;

/** The lanes of one thread, in one instance of the module, which share one copy of the data. Lanes whose rule the module is without are in an instance of another, with a copy of their own. */
export class Host implements Record<CallName, unknown> {
  #module: SidestepModule | null = null;
  /** The module with every rule: loaded for the first lane that needs it. */
  #all: Promise<SidestepModule> | null = null;
  #lanes = new Map<number, ModuleLane>();
  /** Of lanes with more steps than rows, what chooses these. */
  #rows = new Map<number, TrailRows>();
  #data: Held | null = null;
  #allData: Held | null = null;
  #source: DataSource | null = null;

  constructor(
    private readonly onBytes: (done: number, total: number) => void = () => {},
    private readonly read: Fetch = fetchBytes,
  ) {}

  get module(): SidestepModule {
    if (!this.#module) throw new SidestepError({ code: 'internal', at: '', message: 'the module has not been made' });
    return this.#module;
  }

  init: Async<'init'> = async (compiled, fused) => {
    const glue = fused ? (await within(import('#wasm-relaxed/sidestep.mjs'))).default : factory;
    const make = glue as unknown as ModuleFactory;
    this.#module = await (compiled ? instantiated(make, compiled) : make());
  };

  ping: Async<'ping'> = () => {};

  build: Async<'build'> = () => this.module.build();

  load: Async<'load'> = async (source) => {
    this.#source = source;
    this.#data = this.#held(this.#data, this.module, source);
    const { key, dataset } = this.#data;
    try {
      await dataset;
    } catch (error) {
      if (this.#data?.key === key) this.#data = null; // another try may do better
      throw error;
    }
  };

  inspect: Async<'inspect'> = async (files, column, wanted) => (await ownReader()).inspectOwn(files, column, wanted);

  describe: Async<'describe'> = (net, shape) => {
    const described = this.module.describeNetwork({ net, shape });
    if (isFailure(described)) throw new SidestepError(described);
    return described;
  };

  create: Async<'create'> = async (lane, { path, ...spec }, useData) => {
    const made = await this.#make(path ? { ...spec, every: 1 } : spec, useData);
    this.drop(lane);
    this.#lanes.set(lane, made);
    if (path) this.#rows.set(lane, new TrailRows(made.columns(), spec.every, spec.steps));
    return { columns: made.columns(), hashes: hashesOf(made) };
  };

  run: Async<'run'> = (lane, to, millis) => {
    const it = this.#lane(lane);
    const chosen = this.#rows.get(lane);
    const parts: Float64Array[] = [];
    const end = performance.now() + millis;
    let left = millis;
    // At least one turn: at step 0 it records the start. A full buffer of rows ends a turn before its time.
    do {
      it.run(Math.max(0, to - it.step()), left);
      const rows = it.rows();
      if (rows.length > 0) parts.push(chosen ? chosen.of(rows) : rows.slice());
      left = millis > 0 ? end - performance.now() : 0;
    } while (it.step() < to && it.status() === 'running' && (millis === 0 || left > 0));
    const stands = it.step() >= to || it.status() === 'diverged';
    return { rows: joined(parts), step: it.step(), status: it.status(), params: stands ? it.hash('params') : '' };
  };

  startFrom: Async<'startFrom'> = (lane, params) => {
    const it = this.#lane(lane);
    const failure = it.startFrom(params);
    this.#rows.get(lane)?.reset();
    if (failure) throw new SidestepError(failure);
    return hashesOf(it);
  };

  reset: Async<'reset'> = (lane) => {
    this.#rows.get(lane)?.reset();
    return this.#lane(lane).reset();
  };

  snapshot: Async<'snapshot'> = (lane) => {
    const bytes = this.#lane(lane).snapshot();
    if (isFailure(bytes)) throw new SidestepError(bytes);
    return bytes.slice();
  };

  restore: Async<'restore'> = (lane, snapshot) => {
    const failure = this.#lane(lane).restore(snapshot);
    if (failure) throw new SidestepError(failure);
    this.#rows.get(lane)?.reset();
  };

  drop: Async<'drop'> = (lane) => {
    this.#lanes.get(lane)?.delete();
    this.#lanes.delete(lane);
    this.#rows.delete(lane);
  };

  peek: Async<'peek'> = (lane, array) => this.#lane(lane).peek(array).slice();

  decide: Async<'decide'> = (lane, x, y, n) => {
    const values = this.#lane(lane).sample(x[0], x[1], n, y[0], y[1], n);
    if (isFailure(values)) throw new SidestepError(values);
    return values.slice();
  };

  points: Async<'points'> = (lane) => this.#lane(lane).points().slice();

  replay: Async<'replay'> = async (spec, to, columns, useData) => {
    const lane = await this.#make({ ...spec, every: 1 }, useData);
    const names = lane.columns();
    const from = columns.map((name) => names.indexOf(name));
    const parts: Float64Array[] = [];
    do {
      lane.run(to - lane.step(), SLICE_MILLIS);
      const rows = lane.rows();
      const part = new Float64Array((rows.length / names.length) * from.length);
      for (let at = 0, next = 0; at < rows.length; at += names.length)
        for (const column of from) part[next++] = column < 0 ? Number.NaN : rows[at + column]!;
      parts.push(part);
      await nextTask();
    } while (lane.step() < to && lane.status() === 'running');
    lane.delete();
    return joined(parts);
  };

  rates: Async<'rates'> = async (spec, steps) => {
    const lane = await this.#make({ ...spec, every: Number.MAX_SAFE_INTEGER }, false);
    const size = lane.peek('params').length;
    const rates = new Float64Array(steps.length * size).fill(Number.NaN);
    for (const [k, step] of steps.entries()) {
      do {
        lane.run(Math.max(0, step - lane.step()), SLICE_MILLIS);
        await nextTask();
      } while (lane.step() < step && lane.status() === 'running');
      if (lane.step() < step || lane.status() !== 'running') break;
      const [gradient, before] = [lane.peek('gradient').slice(), lane.peek('params').slice()];
      lane.run(1, 0);
      const after = lane.peek('params');
      for (let i = 0; i < size; i++) {
        if (gradient[i] !== 0) rates[k * size + i] = Math.abs((after[i]! - before[i]!) / gradient[i]!);
      }
    }
    lane.delete();
    return rates;
  };

  describeFormula: Async<'describeFormula'> = (problem) => {
    const described = this.module.describeFormula({ problem });
    if (isFailure(described)) throw new SidestepError(described);
    return described;
  };

  sample: Async<'sample'> = (problem, x, nx, y, ny) => {
    const values = this.module.sampleSurface({ problem }, x[0], x[1], nx, y[0], y[1], ny);
    if (isFailure(values)) throw new SidestepError(values);
    return values.slice();
  };

  /** A lane, in the module that has its rule. */
  async #make(spec: Omit<LaneSpec, 'data'>, useData: boolean): Promise<ModuleLane> {
    const source = useData ? this.#source : null; // others may load theirs while this waits
    const first = useData ? await this.#data?.dataset : undefined;
    let made = this.module.createLane({ ...spec, ...(first && { data: first }) });
    if (isFailure(made) && made.code === 'unknown-id' && /^(lane\.optimizer|problem\.id)$/.test(made.at)) {
      const module = await this.#everyRule();
      if (source) this.#allData = this.#held(this.#allData, module, source);
      const data = source ? await this.#allData?.dataset : undefined;
      made = module.createLane({ ...spec, ...(data && { data }) });
    }
    if (isFailure(made)) throw new SidestepError(made);
    return made;
  }

  #everyRule(): Promise<SidestepModule> {
    this.#all ??= within(import('#wasm/sidestep-all.mjs'))
      .then(({ default: make }) => (make as unknown as ModuleFactory)())
      .catch((error) => {
        this.#all = null; // another try may do better
        const message = `the module with this rule cannot be loaded: ${failureOf(error).message}`;
        throw new SidestepError({ code: 'no-module', at: 'lane.optimizer', message });
      });
    return this.#all;
  }

  /** The data of that source in a module, which may hold them already. */
  #held(now: Held | null, module: SidestepModule, source: DataSource): Held {
    const key = keyOf(source);
    if (now?.key === key) return now;
    // Lanes keep the memory of what they use; this gives up our own hold on it.
    void now?.dataset.then((unused) => unused.delete()).catch(() => {});
    return { key, dataset: loadDataset(module, source, this.onBytes, this.read) };
  }

  #lane(lane: number): ModuleLane {
    const found = this.#lanes.get(lane);
    if (!found) throw new SidestepError({ code: 'internal', at: '', message: `there is no lane ${lane}` });
    return found;
  }
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

/** A call of a host by its name; rejects with what it throws. */
export async function callHost<N extends CallName>(host: Host, name: N, args: Arguments<N>): Promise<Answer<N>> {
  return (host[name] as unknown as (...args: Arguments<N>) => Promise<ReturnType<Calls[N]>>)(...args);
}

/** After a trap the module's memory cannot be trusted: nothing of this host may be used again. */
export const hasTrapped = (error: unknown): boolean => error instanceof WebAssembly.RuntimeError;

const hashesOf = (lane: ModuleLane): LaneHashes => ({
  initial: lane.hash('initial'),
  order: lane.hash('order'),
  noise: lane.hash('noise'),
});

const keyOf = ({ base, id, train, test, own }: DataSource): string =>
  JSON.stringify([base, id, train, test, own?.file, own?.seed, own?.files.length]);

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
