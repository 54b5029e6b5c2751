import { type Catalog, optimizerOf, type Value } from '../core/catalog.ts';
import { type Change, changesOf, laneAt, withChanges } from '../core/changes.ts';
import { type Config, type LaneConfig, VERSION } from '../core/config.ts';
import { Notices } from '../core/notices.ts';
import { readChanges } from '../core/read-changes.ts';
import { sameValue } from '../core/value.ts';
import { withLane } from './edits.ts';
import type { Stage } from './stage.ts';

/** A setting of a lane was changed in mid-race: it may hold from the start, or from where the race stood. */
export interface Offer {
  lane: number;
  at: number;
  before: LaneConfig;
  after: LaneConfig;
}

/** The changes as a config has them, by what differs from what holds before. */
export const withChangesOf = (lane: LaneConfig, changes: readonly Change[], catalog: Catalog): LaneConfig =>
  withChanges(
    lane,
    readChanges(
      changes.toSorted((a, b) => a.at - b.at),
      withChanges(lane, []),
      'changes',
      catalog,
      VERSION,
      new Notices(),
    ),
  );

/** The lane that from a step on has these settings, too; what it sets at that step already stays. */
export function withSettingsFrom(
  lane: LaneConfig,
  at: number,
  set: Record<string, Value>,
  catalog: Catalog,
): LaneConfig {
  const all = changesOf(lane);
  const there = all.find((change) => change.at === at) ?? { at };
  return withChangesOf(lane, [...all.filter((change) => change.at !== at), { ...there, ...set }], catalog);
}

/** A lane with the same past, which goes on from a step with a tenth of the rate. */
export function branched(lane: LaneConfig, at: number, catalog: Catalog): LaneConfig {
  const past = withChanges(
    lane,
    changesOf(lane).filter((change) => change.at < at),
  );
  const held = laneAt(past, at);
  const [main] = optimizerOf(catalog, held.optimizer)!.fields;
  const value = held[main!.id];
  const set = typeof value === 'number' ? { [main!.id]: Number((value / 10).toPrecision(12)) } : {};
  return withSettingsFrom(past, at, set, catalog);
}

/** The settings in which two lanes of a rule differ. */
function apart(before: LaneConfig, after: LaneConfig, catalog: Catalog): Record<string, Value> {
  const fields = optimizerOf(catalog, after.optimizer)!.fields;
  return Object.fromEntries(
    fields.flatMap(({ id }) => (sameValue(before[id]!, after[id]!) ? [] : [[id, after[id]!] as const])),
  );
}

/** The one lane in which two races differ, by its settings alone; −1 where that is not all. */
function changedLane(a: Config, b: Config): number {
  if (a.lanes.length !== b.lanes.length) return -1;
  const [{ lanes: before, ...first }, { lanes: after, ...second }] = [a, b];
  if (JSON.stringify(first) !== JSON.stringify(second)) return -1;
  const others = after.flatMap((lane, i) => (JSON.stringify(lane) === JSON.stringify(before[i]) ? [] : [i]));
  const [i] = others;
  if (i === undefined || others.length > 1 || before[i]!.optimizer !== after[i]!.optimizer) return -1;
  return JSON.stringify(changesOf(before[i]!)) === JSON.stringify(changesOf(after[i]!)) ? i : -1;
}

/** So many are remembered. */
const MOST_KNOWN = 200;

const known = new WeakMap<Stage, FromHere>();

/** Watches a race for settings that are changed in mid-race. */
export class FromHere {
  offer: Offer | null = null;
  #config: Config;
  #at: number;
  #choosing = false;
  /** Races that were described before: who takes an edit back wants no other reading of it. */
  readonly #known = new Set<string>();

  static of(stage: Stage): FromHere {
    const it = known.get(stage) ?? new FromHere(stage);
    known.set(stage, it);
    return it;
  }

  private constructor(private readonly stage: Stage) {
    this.#config = stage.config;
    this.#at = stage.at;
    stage.on('config', () => this.#look());
    stage.on('rows', () => {
      if (stage.catchingUp || stage.race.lanes.some(({ status }) => status === 'loading')) return;
      this.#at = stage.at;
      if (this.#at === 0) this.offer = null;
    });
  }

  /** Whether the setting holds from where the race stood. */
  get here(): boolean {
    const { offer, stage } = this;
    return offer !== null && changesOf(stage.config.lanes[offer.lane]!).some(({ at }) => at === offer.at);
  }

  choose(here: boolean): void {
    const { offer, stage } = this;
    if (!offer) return;
    const { lane, at, before, after } = offer;
    const { catalog } = stage;
    const next = here ? withSettingsFrom(before, at, apart(before, after, catalog), catalog) : after;
    this.#choosing = true;
    stage.edit(withLane(stage.config, lane, next));
    this.#choosing = false;
  }

  #look(): void {
    const [last, now] = [this.#config, this.stage.config];
    this.#config = now;
    const back = this.#known.has(JSON.stringify(now));
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
    this.#known.add(JSON.stringify(last));
    if (this.#choosing) return;
    const lane = changedLane(last, now);
    const goesOn = this.offer?.lane === lane && !this.here;
    const [before, after] = [goesOn ? this.offer!.before : last.lanes[lane], now.lanes[lane]];
    const at = goesOn ? this.offer!.at : this.#at;
    const isOne = before && after && at > 0 && at < now.steps;
    const differs = isOne && Object.keys(apart(before, after, this.stage.catalog)).length > 0;
    this.offer = differs && !back ? { lane, at, before, after } : null;
  }
}
