// What follows from what happens to a race: no workers, no frames, no browser. Lanes here do at once what a command says.
import { expect, it } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import type { LaneView } from '../../../web/src/engine/lane.ts';
import {
  begun,
  type Command,
  isCatchingUp,
  type RaceEvent,
  reduce,
  type State,
  shown,
} from '../../../web/src/engine/state.ts';
import { catalog } from '../support/module.ts';

const configOf = (input: object): Config => normalize({ steps: 600, ...input }, catalog).config;
const toy = (rest: object = {}, lr = 0.05): Config =>
  configOf({ problem: { id: 'rosenbrock' }, lanes: [{ optimizer: 'sgd' }, { optimizer: 'adam', lr }], ...rest });
const digits = (rest: object = {}): Config =>
  configOf({ problem: { id: 'network' }, lanes: [{ optimizer: 'adam' }], ...rest });

type Lane = { -readonly [K in 'config' | 'step' | 'status' | 'error']?: LaneView[K] } & Pick<LaneView, 'step'>;

class Stand {
  state: State;
  lanes: Lane[] = [];
  commands: readonly Command[] = [];

  constructor(config: Config, known: Partial<State> = {}) {
    this.state = begun(config, known);
    this.#replace(true);
    for (const lane of this.lanes) lane.status = 'running';
  }

  happens(event: RaceEvent): this {
    [this.state, this.commands] = reduce(this.state, event, this.lanes as LaneView[]);
    if (this.commands.includes('replace')) this.#replace(false);
    if (this.commands.includes('restart')) this.#replace(true);
    return this;
  }

  edit(config: Config, swatches?: number[]): this {
    const quick = config.problem.id !== 'network';
    return this.happens({ type: 'edit', config, ...(swatches && { swatches }), quick, reducedMotion: false });
  }

  load(config: Config, play = true, view = {}): this {
    return this.happens({ type: 'load', config, notices: [], published: 'abc', view, play });
  }

  /** Lanes that are behind the target are there, as far as `most` allows. */
  arrive(most = Number.POSITIVE_INFINITY): this {
    for (const lane of this.lanes) this.#at(lane, Math.max(lane.step, Math.min(this.state.target, most)));
    return this;
  }

  /** It has played to there. */
  played(...steps: number[]): this {
    for (const [i, lane] of this.lanes.entries()) this.#at(lane, steps[i] ?? steps[0]!);
    return this;
  }

  get steps(): number[] {
    return this.lanes.map(({ step }) => step);
  }

  get shown(): number[] {
    return shown(this.state, this.lanes as LaneView[]).map(({ step }) => step);
  }

  get waits(): boolean {
    return isCatchingUp(this.state, this.lanes as LaneView[]);
  }

  #at(lane: Lane, step: number): void {
    lane.step = Math.min(step, this.state.config.steps);
    lane.status = lane.step === this.state.config.steps ? 'finished' : 'running';
  }

  #replace(anew: boolean): void {
    const { config } = this.state;
    const key = (lane: object) => JSON.stringify([config.problem, config.seed, config.batch, config.steps, lane]);
    const kept = new Map(anew ? [] : this.lanes.map((lane) => [this.keys.get(lane), lane]));
    this.lanes = config.lanes.map((its) => {
      const old = kept.get(key(its));
      const lane: Lane = old && !old.error ? old : { config: its, step: 0, status: 'loading' };
      this.keys.set(lane, key(its));
      return lane;
    });
  }

  readonly keys = new WeakMap<Lane, string>();
}

const playing = (config: Config, ...steps: number[]) => new Stand(config).happens({ type: 'play' }).played(...steps);

it('a quick race changed in mid-run returns to where it stood, and then plays on', () => {
  const it = playing(toy(), 300, 290).edit(toy({ seed: 2 }));
  expect([it.state.playing, it.state.goal, it.steps, it.waits]).toEqual([true, 300, [0, 0], true]);
  expect(it.commands).toEqual(['replace', 'run', 'play', 'wait']);
  expect(it.shown).toEqual([300, 290]);
  it.arrive();
  expect([it.steps, it.waits, it.shown, it.state.playing]).toEqual([[300, 300], false, [300, 300], true]);
});

it('a quick race that stands is changed, and stands there again', () => {
  const it = playing(toy(), 300)
    .happens({ type: 'pause' })
    .edit(toy({ seed: 2 }))
    .arrive();
  expect([it.state.playing, it.steps]).toEqual([false, [300, 300]]);
});

it('a long race that is changed plays from its start, and what was there stays until lanes run', () => {
  const it = new Stand(digits()).played(50).edit(digits({ seed: 2 }));
  expect([it.state.playing, it.state.goal, it.waits, it.shown]).toEqual([true, 0, true, [50]]);
  it.played(1);
  expect([it.waits, it.shown]).toEqual([false, [1]]);
});

it('one lane that is changed catches up alone; the others stay where they are', () => {
  const it = playing(toy(), 300, 290).edit(toy({}, 0.1));
  expect([it.steps, it.state.goal, it.state.playing, it.shown]).toEqual([[300, 0], 300, true, [300, 290]]);
  expect(it.arrive().steps).toEqual([300, 300]);
});

it('of two changes in a row the second returns to where the race stood before the first', () => {
  const it = playing(toy(), 300)
    .edit(toy({ seed: 2 }))
    .arrive(40)
    .edit(toy({ seed: 3 }));
  expect([it.state.goal, it.state.playing, it.steps, it.shown]).toEqual([300, true, [0, 0], [300, 300]]);
  expect(it.arrive().steps).toEqual([300, 300]);
});

it('a shorter race stands at its end', () => {
  const it = new Stand(toy())
    .played(300)
    .edit(toy({ steps: 100, seed: 2 }))
    .arrive();
  expect([it.steps, it.state.goal]).toEqual([[100, 100], 100]);
});

it('a reader who waits too long sees what there is', () => {
  const it = playing(toy(), 300)
    .edit(toy({ seed: 2 }))
    .arrive(40);
  expect(it.shown).toEqual([300, 300]);
  expect([it.happens({ type: 'waited' }).shown, it.waits, it.commands]).toEqual([[40, 40], false, ['tell']]);
});

it('lanes that failed are not kept on show, and what fails is tried again when it is changed', () => {
  const it = new Stand(toy()).played(0);
  it.lanes[1] = { ...it.lanes[1]!, status: 'failed', error: { code: 'x', at: 'lane.lr', message: '' } };
  it.edit(toy({}, 0.1));
  expect([[...it.state.held!.keys()], it.state.playing]).toEqual([[0], true]);
});

it('another problem is looked at anew and plays from its start, unless nothing is to move', () => {
  const other = toy({ problem: { id: 'beale' } });
  const it = new Stand(toy(), { view: { at: 20 } }).played(300).edit(other);
  expect([it.state.playing, it.state.goal, it.state.view, it.state.until]).toEqual([
    true,
    0,
    {},
    Number.POSITIVE_INFINITY,
  ]);
  expect([it.waits, it.shown]).toEqual([true, [0, 0]]); // nothing of the last one is on show
  const calm = new Stand(toy()).played(300).happens({ type: 'edit', config: other, quick: true, reducedMotion: true });
  expect([calm.state.playing, calm.state.target]).toEqual([false, 0]);
});

it('pressing pause while it returns: it comes back to where it stood, and stays there', () => {
  const it = playing(toy(), 300)
    .edit(toy({ seed: 2 }))
    .arrive(40)
    .happens({ type: 'toggle' });
  expect([it.state.playing, it.commands]).toEqual([false, ['settle']]);
  it.happens({ type: 'settled' }).arrive();
  expect([it.steps, it.state.playing]).toEqual([[300, 300], false]);
  it.happens({ type: 'toggle' });
  expect([it.state.playing, it.commands]).toEqual([true, ['play']]);
});

it('a link that is loaded while a race returns begins at step 0, with nothing of the race before', () => {
  const it = playing(toy(), 300)
    .edit(toy({ seed: 2 }))
    .arrive(40)
    .load(toy({ seed: 2 }));
  expect(it.commands).toEqual(['restart', 'play']);
  expect([it.steps, it.state.goal, it.state.target, it.state.held]).toEqual([[0, 0], 0, 0, null]);
  expect([it.state.playing, it.state.published, it.state.edited]).toEqual([true, 'abc', false]);
});

it('stops at `at`, plays on from there, and stands there when it does not play', () => {
  const it = new Stand(toy()).load(toy(), true, { at: 25 });
  expect([it.state.until, it.state.target]).toEqual([25, 0]);
  it.played(25).happens({ type: 'pause' }).happens({ type: 'toggle' });
  expect([it.state.playing, it.state.until]).toEqual([true, Number.POSITIVE_INFINITY]);
  it.load(toy(), false, { at: 25 });
  expect([it.state.playing, it.commands, it.arrive().steps]).toEqual([false, ['restart', 'run'], [25, 25]]);
  it.load(toy(), true, { at: 0 });
  expect([it.state.playing, it.state.target]).toEqual([false, 0]);
});

it('a pause ends a run to some step, but not what catches up', () => {
  const it = new Stand(toy()).played(100).edit(toy({}, 0.1)).happens({ type: 'run', to: 500 }).arrive(200);
  expect(it.steps).toEqual([200, 200]);
  it.happens({ type: 'pause' });
  expect([it.state.target, it.state.goal]).toEqual([100, 100]);
});

it('takes a step beyond the furthest lane, once slices under way are over', () => {
  const it = playing(toy(), 300, 290).happens({ type: 'pause' }).happens({ type: 'step', n: 5 });
  expect([it.commands, it.state.target]).toEqual([['settle'], 0]);
  it.played(304, 290).happens({ type: 'settled' }).arrive();
  expect(it.steps).toEqual([309, 309]);
  expect(it.happens({ type: 'settled' }).commands).toEqual([]); // that was it
});

it('a pause takes back a step that has not begun', () => {
  const it = new Stand(toy()).played(10).happens({ type: 'step', n: 5 }).happens({ type: 'pause' });
  expect([it.happens({ type: 'settled' }).commands, it.state.target]).toEqual([[], 0]);
});

it('a reset after a failure begins anew, and forgets workers that stalled', () => {
  const it = playing(toy(), 300);
  const failure = { code: 'stalled', at: '', message: '' };
  for (let i = 0; i < 3; i++) it.happens({ type: 'stalled', failure });
  it.lanes[0] = { ...it.lanes[0]!, status: 'failed', error: failure };
  it.happens({ type: 'reset' });
  expect(it.commands).toEqual(['restart']);
  expect([it.steps, it.state]).toMatchObject([[0, 0], { playing: false, goal: 0, stalls: 0, stalled: null }]);
});

it('lanes of a worker that fell silent begin anew and catch up while the race plays on; twice', () => {
  const it = playing(toy(), 300, 290);
  const failure = { code: 'stalled', at: '', message: '' };
  it.lanes[1] = { ...it.lanes[1]!, status: 'failed', error: failure };
  it.happens({ type: 'stalled', failure });
  expect([it.commands, it.steps, it.state.playing, it.state.stalled]).toEqual([
    ['replace', 'run'],
    [300, 0],
    true,
    failure,
  ]);
  expect([it.state.goal, it.state.target]).toEqual([300, 300]);
  expect(it.arrive().steps).toEqual([300, 300]);
  expect(it.happens({ type: 'stalled', failure }).commands).toEqual(['replace', 'run']);
  expect(it.happens({ type: 'stalled', failure }).commands).toEqual([]);
  expect(it.happens({ type: 'dismiss' }).state.stalled).toBeNull();
});

it('an edit that is taken back has its colours again, and what is published is no longer so', () => {
  const two = toy();
  const it = new Stand(two, { swatches: [0, 3], published: 'abc' }).played(100);
  it.edit({ ...two, lanes: two.lanes.slice(1) }, [3]);
  expect([it.state.swatches, it.state.published, it.state.edited]).toEqual([[3], undefined, true]);
  it.edit(two, [0, 3]).arrive();
  expect([it.state.swatches, it.steps]).toEqual([
    [0, 3],
    [100, 100],
  ]);
  expect(it.edit(two, []).state.swatches).toEqual([0, 1]); // nobody knows them any more
});

it('pressing play at the end begins again', () => {
  const it = playing(toy(), 600).happens({ type: 'pause' }).happens({ type: 'toggle' });
  expect([it.commands, it.steps, it.state.playing]).toEqual([['restart', 'play'], [0, 0], true]);
});

it('looking and pointing change nothing of the race', () => {
  const it = playing(toy(), 30);
  const { view: _view, hover: _hover, ...race } = it.state;
  it.happens({ type: 'look', change: { quantity: 'x0' } }).happens({ type: 'point', hover: { lane: 0, row: 3 } });
  expect(it.state).toMatchObject({ ...race, view: { quantity: 'x0' }, hover: { lane: 0, row: 3 } });
  expect(it.commands).toEqual([]);
});

it('looks back at a step while its lanes stay, and goes on from there to where they are', () => {
  const race = new Stand(toy()).played(300);
  race.happens({ type: 'turn', to: 120 });
  expect(race.state).toMatchObject({ past: 120, playing: false });
  expect(race.lanes.map(({ step }) => step)).toEqual([300, 300]);
  race.happens({ type: 'step', n: -20 });
  expect(race.state.past).toBe(100);
  race.happens({ type: 'toggle' });
  expect(race.state).toMatchObject({ past: 100, playing: true });
  race.happens({ type: 'turn', to: 299, plays: true });
  expect(race.state).toMatchObject({ past: 299, playing: true });
  race.happens({ type: 'turn', to: 310, plays: true });
  expect(race.state).toMatchObject({ past: null, playing: true });
});

it('runs on where the step that is looked at has not come yet', () => {
  const race = new Stand(toy()).played(300);
  race.happens({ type: 'turn', to: 100 }).happens({ type: 'turn', to: 400 });
  expect(race.state).toMatchObject({ past: null, target: 400 });
  race.arrive().happens({ type: 'step', n: -1 });
  expect(race.state.past).toBe(399);
});

it('keeps the step that is looked at when a lane is changed, and not when it begins anew', () => {
  const race = new Stand(toy()).played(300).happens({ type: 'turn', to: 100 });
  expect(race.edit(toy({}, 0.1)).state.past).toBe(100);
  expect(race.edit(toy({ steps: 50 }, 0.1)).state.past).toBeNull();
  race.edit(toy()).played(300).happens({ type: 'turn', to: 100 });
  expect(race.happens({ type: 'reset' }).state.past).toBeNull();
});

it('plays a race that is over from where it was turned back to', () => {
  const race = new Stand(toy()).played(600);
  race.happens({ type: 'turn', to: 10 }).happens({ type: 'toggle' });
  expect(race.state).toMatchObject({ past: 10, playing: true });
  expect(race.commands).not.toContain('restart');
});

it('a slice that goes beyond the step that was turned to is not on show', () => {
  const race = new Stand(toy()).played(10).happens({ type: 'turn', to: 30 }).happens({ type: 'turn', to: 20 });
  expect([race.state.target, race.commands]).toEqual([20, ['run', 'settle']]);
  race.played(30, 14).happens({ type: 'settled' }).arrive();
  expect([race.steps, race.state.past]).toEqual([[30, 20], 20]);
});

it('a lane that is behind the step that was turned to comes there', () => {
  const race = playing(toy(), 300, 290).happens({ type: 'turn', to: 295 }).arrive();
  expect([race.steps, race.state.past]).toEqual([[300, 295], 295]);
});
