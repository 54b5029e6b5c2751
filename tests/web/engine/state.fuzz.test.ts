// Whatever happens to a race, in whatever order: when all has come to rest, it stands where it was told to stand.
import { expect, it } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import type { LaneView } from '../../../web/src/engine/lane.ts';
import {
  begun,
  type Command,
  furthest,
  isOver,
  type RaceEvent,
  reduce,
  type State,
  shown,
} from '../../../web/src/engine/state.ts';
import { catalog } from '../support/module.ts';
import { Seeded } from '../support/seeded.ts';

const STEPS = 600;
const failure = { code: 'stalled', at: '', message: '' };

function someConfig(random: Seeded): Config {
  const lanes = Array.from({ length: 1 + random.below(4) }, () => ({
    optimizer: random.pick(['sgd', 'adam']),
    lr: random.pick([0.001, 0.002, 0.004]),
  }));
  const steps = random.pick([STEPS, STEPS, 200]);
  return normalize(
    { problem: { id: random.pick(['rosenbrock', 'beale']) }, seed: random.below(2), steps, lanes },
    catalog,
  ).config;
}

const configs = Array.from({ length: 30 }, (_, i) => someConfig(new Seeded(i)));

/** `slice`: the step to which a slice is under way, whatever is asked for meanwhile. */
type Lane = { -readonly [K in keyof LaneView]?: LaneView[K] } & { key: string; step: number; slice?: number };

/** Lanes that go a part of the way at a time, and tell late that they stand. */
class Machine {
  state: State = begun(configs[0]!, { published: 'abc' });
  lanes: Lane[] = [];
  settling = false;
  frames = false;

  constructor(readonly random: Seeded) {
    this.replace(true);
  }

  happens(event: RaceEvent): readonly Command[] {
    const before = this.state;
    const [next, commands] = reduce(before, event, this.views);
    this.state = next;
    for (const command of commands) {
      if (command === 'replace' || command === 'restart') this.replace(command === 'restart');
      if (command === 'play') this.frames = true;
      if (command === 'settle') this.settling = true;
    }
    return commands;
  }

  get views(): LaneView[] {
    return this.lanes as unknown as LaneView[];
  }

  replace(anew: boolean): void {
    const { config } = this.state;
    const left = anew ? [] : this.lanes.filter(({ error }) => !error);
    this.lanes = config.lanes.map((lane) => {
      const key = JSON.stringify([config.problem, config.seed, config.steps, lane]);
      const at = left.findIndex((it) => it.key === key);
      return at >= 0 ? left.splice(at, 1)[0]! : { key, config: lane, step: 0, status: 'loading' };
    });
  }

  go(lane: Lane, to: number): void {
    lane.slice = undefined;
    if (lane.status !== 'running' && lane.status !== 'loading') return;
    lane.step = Math.max(lane.step, Math.min(to, this.state.config.steps));
    lane.status = lane.step >= this.state.config.steps ? 'finished' : 'running';
  }

  /** A slice that is under way ends, or another begins. */
  slice(lane: Lane, to: number, most: number): void {
    if (lane.slice !== undefined) this.go(lane, lane.slice);
    else if (lane.step < to || lane.status === 'loading')
      lane.slice = Math.min(to, lane.step + this.random.below(most));
  }

  settles(): void {
    for (const lane of this.lanes) if (lane.slice !== undefined) this.go(lane, lane.slice);
    if (this.settling) {
      this.settling = false;
      this.happens({ type: 'settled' });
    }
  }

  /** Some lanes go on, some slices end, a frame comes. */
  passes(): void {
    const { random, state } = this;
    for (const lane of this.lanes) if (random.below(2)) this.slice(lane, state.target, 200);
    if (this.settling && random.below(2)) this.settles();
    if (!this.frames) return;
    if (!this.state.playing) this.frames = false;
    else if (isOver(this.views) || this.lanes.every((lane) => lane.step >= this.state.until))
      this.happens({ type: 'pause' });
    else for (const lane of this.lanes) this.slice(lane, this.state.until, 30);
  }

  rests(): void {
    this.settles();
    for (const lane of this.lanes) this.go(lane, Math.max(lane.step, this.state.target));
  }

  /** What is shown of the lanes that run. */
  get shown(): number[] {
    const running = this.lanes.filter(({ status }) => status === 'running' || status === 'finished');
    return running.map(({ step }) => Math.min(step, this.state.past ?? step));
  }

  event(): RaceEvent {
    const { random } = this;
    const config = random.pick(configs);
    return random.pick<() => RaceEvent>([
      () => ({ type: 'edit', config, quick: true, reducedMotion: random.below(2) > 0 }),
      () => ({ type: 'edit', config, swatches: config.lanes.map((_, i) => i + 3), quick: false, reducedMotion: false }),
      () => ({
        type: 'load',
        config,
        notices: [],
        published: 'abc',
        view: random.below(2) ? { at: random.below(50) } : {},
        play: random.below(2) > 0,
      }),
      () => ({ type: 'replace', config }),
      () => ({ type: 'replace', config: this.state.config, goal: 0 }),
      () => ({ type: 'begin', play: random.below(2) > 0 }),
      () => ({ type: 'look', change: { at: random.below(100) } }),
      () => ({ type: 'point', hover: { lane: random.below(this.lanes.length), row: random.below(9) } }),
      () => ({ type: 'notices', notices: [{ code: 'x', at: 'x', message: 'x' }] }),
      () => ({ type: 'step', n: random.below(8) - 3 }),
      () => ({ type: 'turn', to: random.below(STEPS + 50) }),
      () => ({ type: 'turn', to: random.below(STEPS), plays: this.state.playing }),
      () => ({ type: 'run', to: random.below(STEPS) }),
      () => {
        const lane = random.pick(this.lanes);
        [lane.status, lane.error] = ['failed', failure];
        return { type: 'stalled', failure };
      },
      () => ({ type: random.pick(['play', 'pause', 'toggle', 'reset', 'waited', 'dismiss']) }),
    ])();
  }
}

it('comes to rest where it was told to, whatever happens in whatever order', () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = new Seeded(seed);
    const machine = new Machine(random);
    const told: string[] = [];
    for (let i = 0; i < 40; i++) {
      const event = machine.event();
      const before = machine.state;
      told.push(event.type);
      machine.happens(event);
      const { state, lanes } = machine;
      const why = `seed ${seed}: ${told.join(' ')}`;
      const holds: Record<string, boolean> = {
        'a swatch for each lane': state.swatches.length === lanes.length,
        'as many lanes on show': shown(state, machine.views).length === lanes.length,
        'lanes have been at the step that is looked at, or are on their way there':
          state.past === null || state.past < Math.max(state.goal, furthest(machine.views)),
        'what is pointed at is there': state.hover === null || state.hover.lane < lanes.length,
        'it runs at least to where it stands': state.target >= state.goal && state.goal <= state.config.steps,
        'frames come while it plays': !state.playing || machine.frames,
        'an edit keeps notices, and is not what was published':
          event.type !== 'edit' || (state.published === undefined && state.edited && state.notices === before.notices),
        'nothing else changes what was published':
          ['edit', 'load'].includes(event.type) || state.published === before.published,
        'what waits for slices hears of their end':
          (state.steps === null && state.turning === null) || machine.settling,
      };
      const broken = Object.keys(holds).filter((what) => !holds[what]);
      if (broken.length > 0) expect.fail(`${broken.join(', ')}: ${why}`);
      for (let pass = random.below(3); pass > 0; pass--) machine.passes();
    }
    machine.happens({ type: 'pause' });
    machine.rests();
    for (const { status, step } of machine.lanes)
      if (status === 'running' && step < machine.state.goal) expect.fail(`at ${step}: ${told.join(' ')}`);
  }
});

/** A race to which anything has happened, with slices under way. */
function amid(seed: number): Machine {
  const random = new Seeded(seed);
  const machine = new Machine(random);
  for (let i = 0; i < 20; i++) {
    machine.happens(machine.event());
    for (let pass = random.below(3); pass > 0; pass--) machine.passes();
  }
  return machine;
}

const seeds = Array.from({ length: 200 }, (_, i) => i);

it('shows the step that it was turned to last, whatever was under way', () => {
  for (const seed of seeds) {
    const machine = amid(seed);
    for (let i = 0; i < 3; i++) {
      machine.happens({ type: 'turn', to: machine.random.below(STEPS) });
      machine.passes();
    }
    const to = machine.random.below(STEPS);
    machine.happens({ type: 'turn', to });
    machine.rests();
    const there = Math.min(to, machine.state.config.steps);
    expect(machine.shown, `seed ${seed}`).toEqual(machine.shown.map(() => there));
  }
});

it('goes a step on or back from what it shows, or from where earlier steps will lead', () => {
  for (const seed of seeds) {
    const machine = amid(seed);
    machine.happens({ type: 'turn', to: 100 });
    machine.rests();
    const ways = [1, 1, -1, 3, -2, 10].slice(machine.random.below(6));
    for (const n of ways) {
      machine.happens({ type: 'step', n });
      if (machine.random.below(2)) machine.rests();
    }
    machine.rests();
    const there = 100 + ways.reduce((sum, n) => sum + n, 0);
    expect(machine.shown, `seed ${seed}`).toEqual(machine.shown.map(() => there));
  }
});

it('stands at one step after an edit amid slices, unless it plays', () => {
  for (const seed of seeds) {
    const machine = amid(seed);
    const { config } = machine.state;
    const [first, ...others] = config.lanes;
    const edited = { ...config, lanes: [{ ...first!, lr: 0.003 }, ...others] };
    machine.happens({ type: 'pause' });
    machine.happens({ type: 'edit', config: edited, quick: true, reducedMotion: false });
    if (machine.state.playing) continue;
    machine.rests();
    expect(new Set(machine.shown).size, `seed ${seed}`).toBeLessThanOrEqual(1);
  }
});

it('two steps at once are two steps', () => {
  const machine = new Machine(new Seeded(1));
  machine.rests();
  machine.happens({ type: 'step', n: 2 });
  machine.happens({ type: 'step', n: 3 });
  machine.rests();
  expect(machine.lanes.map(({ step }) => step)).toEqual(machine.lanes.map(() => 5));
});
