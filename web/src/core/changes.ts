import { type Catalog, optimizerOf, type Value } from './catalog.ts';
import type { LaneConfig } from './config.ts';

/**
 * What a lane sets differently from a step on: row `at` is still as without the change, update `at` + 1 is the first with it. A config keeps
 * them beside the lane's settings, `changes: [{ at: 150, lr: 0.01 }]`; whoever asks for them asks here.
 */
export interface Change {
  /** The step, above that of the change before. */
  at: number;
  /** Another optimizer, and then every field of it: what was left out has its default, as in a lane that begins so. */
  optimizer?: string;
  /** What the rule remembers is lost: it begins anew. */
  fresh?: true;
  /** What differs from what holds before; with `schedule`, even the same, the schedule begins anew. */
  [field: string]: Value | undefined;
}

export const changesOf = (lane: LaneConfig): readonly Change[] =>
  (lane as unknown as { changes?: readonly Change[] }).changes ?? [];

/** The lane with these changes alone; with none when there are none. */
export function withChanges({ changes: _old, ...lane }: LaneConfig, changes: readonly Change[]): LaneConfig {
  return (changes.length > 0 ? { ...lane, changes } : lane) as LaneConfig;
}

/** How a lane goes on from a step. */
export interface Phase {
  at: number;
  /** Every setting that holds. */
  lane: LaneConfig;
  /** The steps after which its schedule and its average begin to count. */
  scheduleFrom: number;
  averageFrom: number;
  fresh: boolean;
}

/** What holds after a change. A switch of the average begins another one. */
function changed({ lane, scheduleFrom, averageFrom }: Phase, { at, fresh, optimizer, ...set }: Change): Phase {
  const before = optimizer === undefined ? lane : { ...(lane.name !== undefined && { name: lane.name }), optimizer };
  return {
    at,
    lane: { ...before, ...set } as LaneConfig,
    scheduleFrom: 'schedule' in set ? at : scheduleFrom,
    averageFrom: 'average' in set && set.average !== lane.average ? at : averageFrom,
    fresh: fresh === true,
  };
}

/** How a lane begins, and how it goes on from each of its changes. */
export function phasesOf(lane: LaneConfig): [Phase, ...Phase[]] {
  let last: Phase = { at: 0, lane: withChanges(lane, []), scheduleFrom: 0, averageFrom: 0, fresh: false };
  const phases: [Phase, ...Phase[]] = [last];
  for (const change of changesOf(lane)) {
    last = changed(last, change);
    phases.push(last);
  }
  return phases;
}

/** The settings with which a lane goes on from a step, without its changes. */
export const laneAt = (lane: LaneConfig, step: number): LaneConfig =>
  phasesOf(lane).findLast(({ at }) => at <= step)!.lane;

/** Which of a lane's phases led to its state at a step. */
export const leadingTo = <P extends { at: number }>(phases: readonly P[], step: number): P =>
  phases.findLast(({ at }) => at < step) ?? phases[0]!;

/** What becomes of a rule's memory at a change. */
export interface Turn {
  at: number;
  optimizer: string;
  /** The ids of slots that go on, and of those that begin anew. */
  kept: readonly string[];
  begun: readonly string[];
}

/** Of each change of a lane that a run knows of: `kept`, as its host tells it. */
export const turnsOf = (lane: LaneConfig, kept: readonly (readonly string[])[], catalog: Catalog): Turn[] =>
  phasesOf(lane)
    .slice(1, kept.length + 1)
    .map(({ at, lane: { optimizer } }, i) => {
      const slots = optimizerOf(catalog, optimizer)?.slots.map(({ id }) => id) ?? [];
      return { at, optimizer, kept: kept[i]!, begun: slots.filter((id) => !kept[i]!.includes(id)) };
    });
