import type { Config, Notice } from '../core/config.ts';
import type { Failure } from '../core/module.ts';
import { type ViewState, withView } from '../core/view-state.ts';
import type { Design } from '../experiment/spec.ts';
import type { LaneView } from './lane.ts';

/** How many workers that fall silent are replaced; then the lanes say so, and wait for somebody to try again. */
const STALLS = 2;

/** A recorded row that the reader points at. */
export interface Hover {
  lane: number;
  /** Which of the lane's runs; by default its first. */
  run?: number;
  row: number;
  /** Every lane is shown at that row's step. */
  all?: boolean;
}

/** What has become of a race, and of how it is looked at, as one value. What its lanes have come to is theirs. */
export interface State {
  readonly config: Config;
  /** What makes an experiment of it, of which the race is the first cell; null: it is one race. */
  readonly design: Design | null;
  readonly playing: boolean;
  /** Where the race stands: lanes that begin anew run there at once, whether it plays or not. */
  readonly goal: number;
  /** Where it runs to at once; no less than `goal`. A pause ends what is more. */
  readonly target: number;
  /** Steps that it takes beyond its furthest lane, when slices under way are over and it is known which that is. */
  readonly steps: number | null;
  /** How far it plays this time. */
  readonly until: number;
  /** The step that the reader has turned back to, which everything shows; null: where the lanes stand. They stay there. */
  readonly past: number | null;
  /** The step that was turned to, while slices under way may go beyond it. */
  readonly turning: number | null;
  /** Of a worker that fell silent since the last reset, and was replaced; and how many did. */
  readonly stalled: Failure | null;
  readonly stalls: number;
  /** What was on show before the last edit, by swatch, for as long as a reader waits for lanes to run to where they stood. */
  readonly held: ReadonlyMap<number, LaneView> | null;
  /** Which colour and dash each lane has. */
  readonly swatches: readonly number[];
  readonly view: ViewState;
  readonly notices: readonly Notice[];
  /** The checksum of the link that was followed, until something is changed. */
  readonly published: string | undefined;
  /** The config came of an edit, and not from elsewhere. */
  readonly edited: boolean;
  readonly hover: Hover | null;
}

/** Something that happens to a race. */
export type RaceEvent =
  /** The reader changes the race. `quick`: it is over in a moment; `reducedMotion`: nothing is to move by itself. */
  | {
      type: 'edit';
      config: Config;
      swatches?: readonly number[];
      design?: Design | null;
      quick: boolean;
      reducedMotion: boolean;
    }
  /** A whole race from elsewhere: a link, a preset. */
  | {
      type: 'load';
      config: Config;
      design?: Design | null;
      notices: readonly Notice[];
      published: string | undefined;
      view: ViewState;
      play: boolean;
    }
  /** Another config alone; by default where the last one stood, unless it is another race. */
  | { type: 'replace'; config: Config; goal?: number }
  /** It plays, or stands where it is to be seen. */
  | { type: 'begin'; play: boolean }
  | { type: 'look'; change: ViewState }
  | { type: 'point'; hover: Hover | null }
  | { type: 'notices'; notices: readonly Notice[] }
  /** Another step is looked at; further than the lanes have come, they run there. `plays`: it comes there by itself. */
  | { type: 'turn'; to: number; plays?: boolean }
  | { type: 'step'; n: number }
  | { type: 'run'; to: number }
  /** A worker fell silent, and its lanes are lost. */
  | { type: 'stalled'; failure: Failure }
  /** `settled`: no slice is under way any more; `waited`: the reader has waited long enough; `dismiss`: has read of a worker that stalled. */
  | { type: 'play' | 'pause' | 'toggle' | 'reset' | 'settled' | 'waited' | 'dismiss' };

/**
 * What is to be done about it. `replace`: the lanes are those of the config, of which the ones that stay as they are go on; `restart`: the
 * same, and all begin anew; `run`: lanes go to the target; `play`: frames come; `settle` and `wait`: an event when it is so.
 */
export type Command = 'replace' | 'restart' | 'run' | 'play' | 'settle' | 'wait' | 'tell';

type Next = readonly [State, readonly Command[]];

export const begun = (config: Config, known: Partial<State> = {}): State => ({
  config,
  design: null,
  playing: false,
  goal: 0,
  target: 0,
  steps: null,
  until: Number.POSITIVE_INFINITY,
  past: null,
  turning: null,
  stalled: null,
  stalls: 0,
  held: null,
  swatches: [...config.lanes.keys()],
  view: {},
  notices: [],
  published: undefined,
  edited: false,
  hover: null,
  ...known,
});

export const furthest = (lanes: readonly LaneView[]): number =>
  lanes.reduce((most, { step }) => Math.max(most, step), 0);

/** Whether every lane has ended in some way. */
export const isOver = (lanes: readonly LaneView[]): boolean =>
  lanes.every(({ status }) => status !== 'running' && status !== 'loading');

/** For a moment after an edit, while lanes run to where they stood. */
export const isCatchingUp = ({ held, goal }: State, lanes: readonly LaneView[]): boolean =>
  held !== null && lanes.some(({ status, step }) => status === 'loading' || (status === 'running' && step < goal));

/** The lanes on show: while changed ones run to where they stood, all are as they were before, rather than half of them empty. */
export const shown = (state: State, lanes: readonly LaneView[]): readonly LaneView[] =>
  isCatchingUp(state, lanes) ? lanes.map((lane, i) => state.held!.get(state.swatches[i]!) ?? lane) : lanes;

/** What all lanes share: a race with another one begins anew. */
const sharedKey = ({ lanes: _lanes, steps: _steps, ...shared }: Config): string => JSON.stringify(shared);
const sameRace = (a: Config, b: Config): boolean => sharedKey(a) === sharedKey(b);

/** It plays on from a step: to where it is to stop, or, from there on, to its end. */
function playing(state: State, from: number): State {
  const { at = Number.POSITIVE_INFINITY } = state.view;
  return { ...state, playing: true, turning: null, until: from < at ? at : Number.POSITIVE_INFINITY };
}

/** Back to a step that lanes have been at, or on to one that they have not; those that are behind it run there. */
function turned(state: State, to: number, lanes: readonly LaneView[], plays?: boolean): Next {
  const step = Math.max(0, Math.min(to, state.config.steps));
  const past = step < Math.max(furthest(lanes), state.goal) ? step : null;
  if (plays && step < state.until) return [{ ...state, past }, ['tell']];
  return [{ ...paused(state), past, turning: step, target: Math.max(state.goal, step) }, ['run', 'settle']];
}

const paused = (state: State): State => ({ ...state, playing: false, target: state.goal, steps: null, turning: null });

function replaced(state: State, config: Config, goal: number, plays: boolean): Next {
  const stands = Math.min(goal, config.steps);
  const fits = state.swatches.length === config.lanes.length;
  const swatches = fits ? state.swatches : [...config.lanes.keys()];
  const past = state.past !== null && state.past < stands ? state.past : null;
  const next = { ...paused(state), config, goal: stands, target: stands, past, swatches, hover: null };
  if (plays) return [playing(next, stands), ['replace', 'run', 'play']];
  // Lanes that stay as they are may be amid a slice that goes further: the others follow.
  return [{ ...next, steps: 0 }, ['replace', 'run', 'settle']];
}

const reset = (state: State): State => ({
  ...paused(state),
  goal: 0,
  target: 0,
  past: null,
  stalls: 0,
  stalled: null,
});

/** What was computed stays on show: a race over in a moment runs at once to where it stood, one that takes longer plays there again. */
function edited(
  state: State,
  { config, swatches = state.swatches, design = state.design, quick, reducedMotion }: RaceEvent & { type: 'edit' },
  lanes: readonly LaneView[],
  stood: number,
): Next {
  const last = state.config;
  const another = config.problem.id !== last.problem.id;
  const restarts = !sameRace(last, config) && stood > 0;
  const goal = another || (restarts && !quick) ? 0 : stood;
  const failed = lanes.some(({ status }) => status === 'failed');
  const plays = another ? !reducedMotion : state.playing || (restarts ? !quick : failed);
  const kept = another ? [] : shown(state, lanes);
  const reader: Partial<State> = {
    held: new Map(kept.flatMap((lane, i) => (lane.error ? [] : [[state.swatches[i]!, lane]]))),
    swatches,
    design,
    edited: true,
    published: undefined,
    ...(another && { view: {} }), // another race is looked at anew
  };
  const [next, commands] = replaced({ ...state, ...reader }, config, goal, plays);
  return [next, [...commands, 'wait']];
}

function began(state: State, plays: boolean, from: number): Next {
  const { at } = state.view;
  if (plays && at !== 0) return [playing(state, from), ['play']];
  return [{ ...state, target: Math.max(state.target, at ?? 0) }, ['run']];
}

/** What follows an event, given what the lanes have come to. */
export function reduce(state: State, event: RaceEvent, lanes: readonly LaneView[]): Next {
  const { past, turning, steps, target } = state;
  const stood = Math.max(furthest(lanes), state.goal);
  /** As far as a lane has come, or all are on their way to. */
  const stands = Math.max(stood, turning ?? 0);
  const on: Next = [playing(state, past ?? stands), ['play']];
  switch (event.type) {
    case 'edit':
      return edited(state, event, lanes, stood);
    case 'load': {
      const { config, design = null, notices, published, view } = event;
      const [next, commands] = began(begun(config, { design, notices, published, view }), event.play, 0);
      return [next, ['restart', ...commands]];
    }
    case 'replace': {
      const { config, goal = sameRace(state.config, config) ? stands : 0 } = event;
      return replaced({ ...state, held: null }, config, goal, state.playing);
    }
    case 'begin':
      return began(state, event.play, stands);
    case 'look':
      return [{ ...state, view: withView(state.view, event.change) }, []];
    case 'point':
      return [{ ...state, hover: event.hover }, []];
    case 'notices':
      return [{ ...state, notices: event.notices }, []];
    case 'play':
      return state.playing ? [state, []] : on;
    case 'pause':
      return [paused(state), ['tell']];
    case 'toggle':
      // In the end all stand at one step, however they ran.
      if (state.playing) return [{ ...paused(state), steps: 0 }, ['settle']];
      if (past === null && isOver(lanes)) return [playing(reset(state), 0), ['restart', 'play']];
      return on;
    case 'reset':
      return [reset(state), ['restart']];
    case 'turn':
      return turned(state, event.to, lanes, event.plays);
    case 'step': {
      // From the step that is looked at, or from where steps that were asked for before will have led.
      const n = (steps ?? 0) + event.n;
      const looked = past ?? turning;
      if (looked === null && event.n >= 0) return [{ ...state, steps: n }, ['settle']];
      return turned(state, (looked ?? stands) + n, lanes);
    }
    case 'settled':
      if (turning !== null) return [{ ...state, turning: null, past: turning < stands ? turning : null }, ['tell']];
      if (steps === null) return [state, []];
      return [{ ...state, steps: null, target: Math.max(target, stands + steps) }, ['run']];
    case 'run':
      return [{ ...state, past: null, turning: null, target: Math.max(target, event.to) }, ['run']];
    case 'stalled': {
      if (state.stalls >= STALLS) return [state, []];
      const next = { ...state, stalled: event.failure, stalls: state.stalls + 1 };
      return [{ ...next, goal: stood, target: Math.max(target, stands) }, ['replace', 'run']];
    }
    case 'dismiss':
      return [{ ...state, stalled: null }, ['tell']];
    case 'waited':
      return [{ ...state, held: null }, ['tell']];
  }
}
