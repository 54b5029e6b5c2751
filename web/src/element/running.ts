import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { labelOf } from '../core/lane-name.ts';
import { formatLink } from '../core/link-writer.ts';
import { failureOf, SidestepError } from '../core/module.ts';
import type { Notice } from '../core/notices.ts';
import type { ViewState } from '../core/view-state.ts';
import { Race } from '../engine/race.ts';
import { SharedHosts } from '../engine/shared.ts';
import type { State } from '../engine/state.ts';
import type { Design } from '../experiment/spec.ts';
import { Stage } from '../reader/stage.ts';
import { type LaneState, say } from './events.ts';

/** Milliseconds off screen after which a race gives its workers back. */
const AWAY_MILLIS = 10_000;

/** Milliseconds between two looks at whether anything around a race hides it. */
const LOOK_MILLIS = 200;

/** Whether nothing around it hides it. */
const isShown = (element: HTMLElement): boolean =>
  element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true;

/** Of all races on the page. */
export const hosts = new SharedHosts();

/**
 * The race of one element, which computes only while it is seen. When it has been away for a while it keeps its picture and
 * gives its share of the workers back; on return it replays, bit for bit, to where it stood.
 */
export class Running {
  stage: Stage;
  #seen = false;
  #looks = 0;
  /** It is to play when it is seen. */
  #wants: boolean;
  #away = 0;
  /** Commands of scripts under way: while there is one the workers stay, seen or not. */
  #commands = 0;
  #released = false;
  #waking: Promise<void> | null = null;
  #told = { step: -1, finished: false, failures: '' };
  #offs: (() => void)[] = [];

  constructor(
    private readonly element: HTMLElement,
    private readonly catalog: Catalog,
    config: Config,
    private readonly dataUrl: URL | null,
    play: boolean,
    state: Partial<State>,
    /** Another stage is to be shown. */
    private readonly show: (stage: Stage) => void,
  ) {
    this.#wants = play;
    this.stage = this.#begin(config, state);
    this.#ready();
  }

  /** It came into the viewport, or left it. What hides it there (a slide that has its turn later, a fragment) tells nobody: it is looked for. */
  inView(inside: boolean): void {
    clearInterval(this.#looks);
    const look = (): void => this.#see(inside && isShown(this.element));
    look();
    if (inside) this.#looks = window.setInterval(look, LOOK_MILLIS);
  }

  #see(seen: boolean): void {
    if (seen === this.#seen) return;
    this.#seen = seen;
    clearTimeout(this.#away);
    this.stage.experiments?.see(seen);
    if (seen) void this.#return();
    else {
      if (!this.#released) this.#wants = this.stage.playing;
      this.stage.race.pause();
      this.#leave();
    }
  }

  async play(): Promise<void> {
    this.#wants = true;
    if (!this.#seen) return;
    await this.awake();
    if (this.#wants && !this.stage.playing) this.stage.togglePlay();
  }

  pause(): void {
    this.#wants = false;
    this.stage.race.pause();
  }

  /** Does something with a race that computes, seen or not. */
  async command(act: (race: Race) => Promise<void>): Promise<void> {
    this.pause();
    this.#commands++;
    try {
      await this.awake();
      await this.stage.race.ready;
      await act(this.stage.race);
    } finally {
      this.#commands--;
      if (!this.#seen) this.#leave();
    }
  }

  /** n steps on. */
  step(n: number): Promise<void> {
    return this.command((race) => race.step(whole(n, 'step')));
  }

  /** The same race at step t, whichever way: backwards it replays. */
  seek(t: number): Promise<void> {
    return this.command((race) => race.seek(whole(t, 'seek')));
  }

  /** Another race in its place: it plays where the last one did. */
  async load(
    config: Config,
    notices: Notice[],
    published?: string,
    view: ViewState = {},
    design: Design | null = null,
  ): Promise<void> {
    await this.#waking;
    const playing = this.#wants || this.stage.playing;
    if (this.#released) {
      this.#swap(this.#begin(config, { design, view, notices, published }));
    } else this.stage.load(config, notices, published, view, playing && this.#seen, design);
    this.#wants = playing;
    this.#told = { step: -1, finished: false, failures: '' };
    this.#ready();
    if (playing) await this.play();
  }

  /** It has its workers again and is on the way to where it stood; until then what is shown is a picture. */
  get waking(): boolean {
    return this.#waking !== null;
  }

  /** Resolves when the race has its workers again, and stands where it stood. */
  awake(): Promise<void> {
    if (!this.#released) return Promise.resolve();
    this.#waking ??= this.#wake().finally(() => {
      this.#waking = null;
      this.show(this.stage);
      if (!this.#seen) this.#leave();
    });
    this.show(this.stage);
    return this.#waking;
  }

  #begin(config: Config, state: Partial<State>): Stage {
    for (const off of this.#offs.splice(0)) off();
    const frames = () => this.element.ownerDocument.defaultView;
    const race = Race.create(config, { dataUrl: this.dataUrl, hosts: hosts.lend, frames, state });
    race.addEventListener('error', () => say(this.element, 'sidestep-error', failureOf(race.error)));
    const stage = new Stage(this.catalog, race, false);
    this.#offs = [stage.on('rows', () => this.#report(stage))];
    return stage;
  }

  #swap(stage: Stage): void {
    this.stage = stage;
    this.#released = false;
    this.show(stage);
  }

  async #wake(): Promise<void> {
    const { config, step, race, prefs } = this.stage;
    const { design, view, swatches, notices, published } = race.state;
    const stage = this.#begin(config, { design, view, swatches, notices, published });
    stage.prefs = prefs;
    await stage.race.ready.catch(() => {});
    await stage.race.runTo(step).catch(() => {});
    this.#swap(stage);
  }

  async #return(): Promise<void> {
    await this.awake();
    if (this.#wants && this.#seen && !this.stage.finished) this.stage.race.play();
  }

  #leave(): void {
    clearTimeout(this.#away);
    this.#away = window.setTimeout(() => {
      if (this.#seen || this.#waking || this.#commands > 0 || this.#released) return;
      this.stage.race.dispose();
      this.stage.experiments?.dispose();
      this.#released = true;
    }, AWAY_MILLIS);
  }

  #ready(): void {
    const { race, config } = this.stage;
    race.ready.then(
      () => {
        if (race === this.stage.race) say(this.element, 'sidestep-ready', { config, link: this.stage.link({}) });
        this.#sayWhere(race);
        if (!this.#wants) this.stage.begin(false);
        else if (this.#seen) race.play();
        if (!this.#seen) this.#leave();
      },
      () => {}, // the race's 'error' event said so
    );
  }

  #saidWhere = false;
  /** No failure, but slow, and an author's to mend: said once. */
  #sayWhere({ workless }: Race): void {
    if (!workless || this.#saidWhere) return;
    this.#saidWhere = true;
    const message = `no worker could start, so the page itself computes: ${workless}`;
    say(this.element, 'sidestep-error', { code: 'no-worker', at: '', message });
  }

  #lanes(stage: Stage): LaneState[] {
    return stage.measured.map(({ step, status, trace }, i) => ({
      ...labelOf(stage.config.lanes[i]!),
      step,
      loss: trace.last('loss'),
      status,
    }));
  }

  #report(stage: Stage): void {
    if (stage !== this.stage) return;
    const { step, finished } = stage;
    const told = this.#told;
    const failures = [stage.race.stalled, ...stage.race.lanes.map(({ error }) => error)].filter((it) => it != null);
    const key = failures.map(({ code, at }) => `${code} ${at}`).join();
    if (key !== told.failures) for (const failure of failures) say(this.element, 'sidestep-error', failure);
    if (stage.race.lanes.every(({ status }) => status === 'loading')) return;
    if (step !== told.step) say(this.element, 'sidestep-step', { step, lanes: this.#lanes(stage) });
    const ended = stage.race.lanes.filter(({ status }) => status === 'finished' || status === 'diverged');
    if (finished && !told.finished && ended.length > 0) {
      const link = formatLink(stage.config, this.catalog);
      const checksum = ended.length === stage.race.lanes.length ? stage.race.checksum() : null;
      say(this.element, 'sidestep-finish', { step, checksum, link, lanes: this.#lanes(stage) });
    }
    this.#told = { step, finished, failures: key };
  }
}

/** A number of steps, or a step, that a script gave. */
function whole(n: unknown, name: string): number {
  if (typeof n === 'number' && Number.isSafeInteger(n) && n >= 0) return n;
  throw new SidestepError({ code: 'wrong-type', at: name, message: 'must be a whole number, 0 or more' });
}
