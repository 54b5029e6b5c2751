// Why a lane diverged: which of its numbers was the first that is none, and what would have kept it. All of it is measured on replays of
// the lane, so it holds for any rule and any problem; what is not certain is not said.
import type { Field, Optimizer, Value } from '../core/catalog.ts';
import type { LaneConfig } from '../core/config.ts';
import type { LaneSpec } from '../core/module.ts';
import { type Numbers, Replay, TooLong } from './replay.ts';
import type { Runner } from './run.ts';

/** What the catalog calls a slot or a setting. */
export type Named = Pick<Field, 'id' | 'symbol'>;

export interface Ending {
  /** The update that did it; 0: the start itself. */
  step: number;
  /** The step at which the lane diverged: later where nothing read what was lost. */
  end: number;
  /**
   * What was no finite number first: the loss or the gradient, at finite parameters; a slot; or a parameter. `zero`: a parameter, by a
   * division in which a slot and a setting are 0.
   */
  what: 'loss' | 'gradient' | 'slot' | 'parameter' | 'zero';
  /** ∞ or −∞, and not NaN. */
  infinite: boolean;
  float32: boolean;
  /** How many parameters there are. */
  size: number;
  /** All of them where they are few and it is the loss or the gradient: where that was measured. */
  point: readonly number[];
  /** The coordinate, the first of several; of the loss, that of the largest parameter. */
  index: number;
  /** The parameter there, before the update; of loss and gradient, where they were measured. */
  parameter: number;
  /** The gradient there before the update; where it was the loss or the gradient, after it. */
  gradient: number;
  /** There after the update, where coordinates do not mix: of `slot` the one, of `zero` those that are 0, of `parameter` all. */
  slots: readonly (Named & { value: number })[];
  /** A setting that is 0, and a value with which this update is finite. */
  cure: (Named & { value: number }) | null;
  /** A smaller rate, or a norm to clip gradients to, that takes the lane past this step, or even to its last. */
  help: { id: 'lr' | 'clipNorm'; value: number; whole: boolean } | null;
}

export interface Ended {
  host: Runner;
  spec: LaneSpec;
  useData: boolean;
  optimizer: Pick<Optimizer, 'slots' | 'fields' | 'elementwise'>;
  /** The step at which it diverged. */
  step: number;
  /** The hash of its parameters at step 0. */
  initial: string;
}

/** How long replays may take. */
const PATIENCE_MILLIS = 5000;
/** So few parameters can be told in a line. */
const FEW = 2;
const TIMES = [10, 100, 1e3, 1e4];

const isBad = (x: number): boolean => !Number.isFinite(x);

interface State {
  step: number;
  params: Numbers;
  gradient: Numbers;
  slots: (Named & { values: Numbers })[];
}

/** Null where it cannot be told, or not in that time. */
export async function endingOf(lane: Ended, millis = PATIENCE_MILLIS): Promise<Ending | null> {
  const search = new Search(lane, performance.now() + millis);
  try {
    return await search.ending();
  } catch (error) {
    if (error instanceof TooLong) return null;
    throw error;
  } finally {
    search.drop();
  }
}

class Search {
  readonly #replays: Replay[] = [];

  constructor(
    private readonly lane: Ended,
    private readonly until: number,
  ) {}

  drop(): void {
    for (const replay of this.#replays) replay.drop();
  }

  async ending(): Promise<Ending | null> {
    const { lane } = this;
    const replay = await this.#replay();
    if (replay.initial !== lane.initial) return null; // it began elsewhere
    if (replay.diverged) return this.#told(null, await this.#stateOf(replay), replay.loss, null);
    const good = await this.#lastGood(replay);
    const before = await this.#stateOf(replay);
    await replay.to(good.step + 1);
    const after = await this.#stateOf(replay);
    const cure = await this.#cure(good);
    const found = this.#told(before, after, replay.loss, cure);
    return found && !cure ? { ...found, help: await this.#help().catch(none) } : found;
  }

  async #replay(change: Record<string, Value> = {}): Promise<Replay> {
    const { host, spec, useData } = this.lane;
    const replay = new Replay(host, { ...spec, lane: { ...spec.lane, ...change } as LaneConfig }, this.until);
    this.#replays.push(replay);
    await replay.begin(useData);
    return replay;
  }

  async #stateOf(replay: Replay): Promise<State> {
    const [params, gradient] = [await replay.peek('params'), await replay.peek('gradient')];
    const slots: State['slots'] = [];
    // After a change they may be another rule's.
    if (this.lane.optimizer.elementwise && !this.lane.spec.changes)
      for (const { id, symbol } of this.lane.optimizer.slots) slots.push({ id, symbol, values: await replay.peek(id) });
    return { step: replay.step, params, gradient, slots };
  }

  /** The last step at which all parameters are finite and the lane goes on: there the replay stands then, as a snapshot. */
  async #lastGood(replay: Replay): Promise<{ step: number; bytes: Uint8Array }> {
    let good = { step: 0, bytes: await replay.snapshot() };
    let bad = this.lane.step;
    // Mostly it is the last step but one; where there are many parameters a bad one may lie about until a batch reads it.
    for (let next = bad - 1; good.step < bad - 1; next = (good.step + bad) >> 1) {
      await replay.to(next);
      if (!replay.diverged && !(await replay.peek('params')).some(isBad))
        good = { step: next, bytes: await replay.snapshot() };
      else bad = next;
      await replay.restore(good.bytes, good.step);
    }
    return good;
  }

  /** What of the state after an update is no number; null where there is no such thing. */
  #told(
    before: State | null,
    { step, params, gradient, slots }: State,
    loss: number,
    cure: Ending['cure'],
  ): Ending | null {
    const common = {
      ...{ step, end: this.lane.step, size: params.length, float32: params instanceof Float32Array },
      ...{ point: params.length <= FEW ? [...params] : [], cure, help: null },
    };
    const bad = params.findIndex(isBad);
    if (bad < 0) {
      const what = isBad(loss) ? 'loss' : 'gradient';
      const first = what === 'loss' ? -1 : gradient.findIndex(isBad);
      const index = first >= 0 ? first : largest(what === 'loss' ? params : gradient);
      const infinite = !Number.isNaN(what === 'loss' ? loss : gradient[index]!);
      return { ...common, what, infinite, index, parameter: params[index]!, gradient: gradient[index]!, slots: [] };
    }
    if (!before) return null;
    const own = slots.map(({ values, ...named }) => ({ ...named, value: values[bad]! }));
    const place = { index: bad, parameter: before.params[bad]!, gradient: before.gradient[bad]! };
    const infinite = !Number.isNaN(params[bad]);
    const lost = own.find(({ value }) => isBad(value));
    // A slot that is 0 everywhere may be one that these settings make no use of.
    const zeros = own.filter(({ value }, k) => value === 0 && slots[k]!.values.some((other) => other !== 0));
    // 0/0 is NaN, and anything else divided by 0 infinite.
    const divided = infinite ? place.gradient !== 0 && zeros.length > 0 : place.gradient === 0 && own.some(isZero);
    if (cure && divided) return { ...common, ...place, what: 'zero', infinite, slots: zeros };
    if (!lost) return { ...common, ...place, what: 'parameter', infinite, slots: own };
    return { ...common, ...place, what: 'slot', infinite: !Number.isNaN(lost.value), slots: [lost] };
  }

  /** A setting that is 0, and with which value the update after that state is finite. */
  async #cure({ step, bytes }: { step: number; bytes: Uint8Array }): Promise<Ending['cure']> {
    const { spec, optimizer } = this.lane;
    if (spec.changes) return null; // a setting may stand in several places
    for (const { id, symbol, group, scale, default: usual } of optimizer.fields) {
      if (group || scale !== 'log' || spec.lane[id] !== 0 || typeof usual !== 'number' || !(usual > 0)) continue;
      const replay = await this.#replay({ [id]: usual });
      await replay.restore(bytes, step);
      await replay.to(step + 1);
      if (!replay.diverged && !(await replay.peek('params')).some(isBad)) return { id, symbol, value: usual };
    }
    return null;
  }

  /** What, from the start on, takes the lane past where it ended: as far as there is time to look. */
  async #help(): Promise<Ending['help']> {
    const { spec, step } = this.lane;
    if (spec.changes) return null;
    const { lr, clipNorm } = spec.lane;
    const rates = typeof lr === 'number' ? TIMES.map((times) => ({ id: 'lr' as const, value: lr / times })) : [];
    for (const one of [...rates, ...(clipNorm === 0 ? [{ id: 'clipNorm' as const, value: 1 }] : [])]) {
      const replay = await this.#replay({ [one.id]: one.value });
      await replay.to(spec.steps).catch(none);
      if (replay.diverged) continue;
      const whole = replay.step >= spec.steps;
      return replay.step > step || whole ? { id: one.id, value: Number(one.value.toPrecision(12)), whole } : null;
    }
    return null;
  }
}

/** Nothing is said of what takes too long to try. */
function none(error: unknown): null {
  if (error instanceof TooLong) return null;
  throw error;
}

const isZero = ({ value }: { value: number }): boolean => value === 0;

function largest(numbers: Numbers): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) if (Math.abs(numbers[i]!) > Math.abs(numbers[best]!)) best = i;
  return best;
}
