import { dataItems, type Items, itemAnswers } from '../../engine/network-readings.ts';
import type { Stage } from '../../reader/stage.ts';
import { tellsNumbers } from '../../reader/traits.ts';
import { Emitter } from '../../toolkit/emitter.ts';
import { Answers, type Confused, confusedItems, type Filter, ordered, orderedByError } from './order.ts';
import { isThere, Watch } from './watch.ts';

/** Rows that are shown at first, and that come with each "more". */
export const ROWS = 8;
/** Items that are asked for at a time. */
const MOST_ITEMS = 256;

const sights = new WeakMap<Stage, Sight>();

/** What the parts of the view share: the lanes' answers, which items are on show, and which one is chosen. */
export class Sight extends Emitter<{ answers: undefined; choice: undefined }> {
  filter: Filter = 'mistakes';
  /** The cell of a confusion matrix whose items are shown. */
  confused: Confused | null = null;
  /** The lane whose confusion is shown. */
  lane = 0;
  rows = ROWS;
  /** The item that the reader chose. */
  chosen: number | null = null;
  readonly #watch: Watch<Answers>;
  #users = 0;
  #offs: (() => void)[] = [];
  #order: number[] = [];
  /** Whether the order is of what is on show: while the race runs, it holds still. */
  #stale = true;
  #data = '';
  #items = new Map<number, Float64Array>();
  #size: Items['size'] | null = null;
  #wanted = new Set<number>();
  #asking = false;

  static of(stage: Stage): Sight {
    const sight = sights.get(stage) ?? new Sight(stage);
    sights.set(stage, sight);
    return sight;
  }

  private constructor(readonly stage: Stage) {
    super();
    const { queries } = stage.race;
    this.#watch = new Watch(
      stage,
      async (lane, signal) => {
        const { values, width } = await itemAnswers(queries, lane, signal);
        return new Answers(values, width);
      },
      () => {
        this.#stale = true;
        this.emit('answers', undefined);
      },
    );
  }

  /** Somebody looks; returns what ends that. */
  join(): () => void {
    const { stage } = this;
    if (this.#users++ === 0) {
      let { playing } = stage;
      this.#offs = [
        stage.on('config', () => this.#renew()),
        stage.on('numbers', () => {
          if (playing !== stage.playing) this.emit('answers', undefined); // the list may be sorted anew
          ({ playing } = stage);
        }),
      ];
      this.#renew();
      this.#watch.start();
    }
    return () => {
      if (--this.#users > 0) return;
      this.#watch.stop();
      for (const off of this.#offs.splice(0)) off();
    };
  }

  /** Other data are other items. */
  #renew(): void {
    const { problem, seed } = this.stage.config;
    const data = JSON.stringify([problem, seed]);
    if (this.lane >= this.stage.config.lanes.length) this.lane = 0;
    if (data === this.#data) return;
    this.#data = data;
    this.#items.clear();
    this.#wanted.clear();
    [this.#size, this.chosen, this.confused, this.#order, this.#stale] = [null, null, null, [], true];
    this.emit('choice', undefined);
  }

  /** The network tells a number of each item. */
  get numbers(): boolean {
    return tellsNumbers(this.stage.problem, this.stage.config.problem);
  }

  /** Of each lane; undefined where none have come. */
  get answers(): (Answers | undefined)[] {
    return this.stage.config.lanes.map((_, i) => this.#watch.of(i));
  }

  /** Of the lanes that have any. */
  get told(): Answers[] {
    return this.answers.filter((it) => it !== undefined);
  }

  /** The step that the answers are of, as far as all have come. */
  get step(): number | undefined {
    const steps = this.stage.config.lanes.flatMap((_, i) => this.#watch.stepOf(i) ?? []);
    return steps.length > 0 ? Math.min(...steps) : undefined;
  }

  get settled(): boolean {
    return this.#watch.settled;
  }

  /** The items that are let through, in their order. While the race runs it is that of the last pause. */
  get order(): readonly number[] {
    const waits = this.stage.playing && this.#order.length > 0;
    if (this.#stale && !waits) {
      this.#order = this.#sorted();
      this.#stale = !this.settled;
    }
    return this.#order;
  }

  #sorted(): number[] {
    const { told } = this;
    if (this.numbers) return orderedByError(told, this.filter === 'disagree' ? 'spread' : 'error');
    if (this.confused) return confusedItems(this.answers, this.confused);
    return ordered(told, this.filter);
  }

  choose(change: Partial<Pick<Sight, 'filter' | 'confused' | 'lane' | 'rows' | 'chosen'>>): void {
    Object.assign(this, change);
    if ('filter' in change || 'confused' in change) {
      this.rows = ROWS;
      this.#order = [];
      this.#stale = true;
    }
    this.emit('choice', undefined);
  }

  get size(): Items['size'] | null {
    return this.#size;
  }

  /** The numbers of an item; undefined until they have come. */
  item(item: number): Float64Array | undefined {
    const known = this.#items.get(item);
    if (!known) {
      this.#wanted.add(item);
      if (!this.#asking) void this.#fetch();
    }
    return known;
  }

  async #fetch(): Promise<void> {
    this.#asking = true;
    await Promise.resolve(); // whoever draws asks for several
    const { race } = this.stage;
    const lane = race.lanes.findIndex(isThere);
    const list = [...this.#wanted].slice(0, MOST_ITEMS);
    const data = this.#data;
    try {
      if (lane < 0) return;
      const { size, values } = await dataItems(race.queries, lane, list);
      if (data !== this.#data) return;
      const each = values.length / list.length;
      this.#size = size;
      for (const [k, item] of list.entries()) {
        this.#items.set(item, values.subarray(k * each, (k + 1) * each));
        this.#wanted.delete(item);
      }
      this.emit('choice', undefined);
    } catch {
      this.#wanted.clear(); // whoever draws next asks again
    } finally {
      this.#asking = false;
    }
    if (this.#wanted.size > 0 && this.#users > 0) void this.#fetch();
  }
}
