import { html, type TemplateResult } from 'lit';
import { changesOf } from '../core/changes.ts';
import { furthest } from '../engine/state.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { count } from '../toolkit/format.ts';
import { lastFrame } from '../toolkit/frame.ts';
import { t } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { COLOURS } from '../toolkit/palette.ts';

const TOP = 100; // the slider's right end: as fast as it goes
const DECADE = 20; // of its positions: 1 to 10⁵ steps a second
const toSpeed = (position: number): number => {
  if (position >= TOP) return 0;
  const speed = 10 ** (position / DECADE);
  return Number(speed.toPrecision(speed < 10 ? 1 : 2));
};
const toPosition = (speed: number): number =>
  speed === 0 ? TOP : Math.min(TOP - 1, Math.round(DECADE * Math.log10(Math.max(1, speed))));

/** Milliseconds of a frame that leave time for more, and between two figures where frames take longer: each lays out and paints the bar. */
const [SHORT, READABLE] = [10, 100];

/** Play, pause, step, reset and speed, with where the race stands. */
class Transport extends StageElement {
  static override properties = { steps: { state: true } };
  declare steps: number;
  #playing = false;
  #finished = false;
  #said = 0;

  constructor() {
    super();
    this.steps = 10;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(
      stage.on('rows', () => {
        const late = performance.now() - this.#said > READABLE;
        if (late || lastFrame() < SHORT || !stage.playing || !this.#playing) this.refresh();
      }),
      stage.on('numbers', () => this.refresh()),
      stage.on('session', () => this.requestUpdate()),
    );
  }

  /** The counter and the bar; the buttons only when what they do changed. */
  private refresh(): void {
    const { stage } = this;
    this.#said = performance.now();
    const { steps } = stage.config;
    const step = stage.reached;
    const counter = this.querySelector('.counter-now');
    if (counter) counter.textContent = count(step);
    const line = this.querySelector<HTMLInputElement>('.time-line');
    if (line) {
      [line.max, line.value] = [String(Math.max(1, steps)), String(step)];
      line.ariaValueText = t('transport.at', { step: count(step), steps: count(steps) });
      const share = (of: number): string => `${(100 * of) / Math.max(1, steps)}%`;
      line.style.cssText = `--at:${share(step)};--done:${share(furthest(stage.whole))}`;
      line.classList.toggle('turned', stage.past !== null);
    }
    if (stage.playing !== this.#playing || stage.finished !== this.#finished) this.requestUpdate();
  }

  override updated(): void {
    this.refresh();
  }

  override render(): TemplateResult {
    const { stage } = this;
    const { race, speed } = stage;
    const { playing } = stage;
    this.#playing = playing;
    this.#finished = stage.finished;
    const pace = speed === 0 ? t('transport.fastest') : t('transport.pace', { n: count(speed) });
    return html`<div class="transport" role="group" aria-label=${t('transport.title')}>
      <span class="buttons">
        ${this.button('reset', t('transport.reset'), icons.reset, () => void race.reset())}
        <button type="button" class="play" aria-keyshortcuts="Space" title=${playing ? t('transport.pause') : t('transport.play')}
          aria-label=${playing ? t('transport.pause') : t('transport.play')} @click=${() => stage.togglePlay()}>
          ${playing ? icons.pause : icons.play}</button>
        ${this.button('step', t('transport.step'), icons.stepOne, () => this.advance(1))}
        ${this.button('steps', t('transport.steps', { n: this.steps }), icons.stepMany, () => this.advance(this.steps))}
        <input class="number step-size" type="text" inputmode="numeric" maxlength="7" .value=${String(this.steps)}
          aria-label=${t('transport.size')} @change=${this.resize}>
      </span>
      <span class="counter" translate="no"><span class="counter-now">0</span><span class="counter-all"> / ${count(stage.config.steps)}<span class="counter-unit"> ${t('transport.unit')}</span></span></span>
      <label class="speed"><span class="speed-label">${t('transport.speed')}</span>
        <input type="range" min="0" max=${TOP} .value=${String(toPosition(speed))} aria-valuetext=${pace} @input=${this.pace}>
        <span class="speed-value">${pace}</span></label>
      <input type="range" class="time-line" min="0" value="0" aria-label=${t('transport.time')} @input=${this.turn} @keydown=${this.ten}>
      <span class="time-marks" aria-hidden="true">${stage.config.lanes.flatMap((lane, i) =>
        changesOf(lane).map(
          ({ at }) =>
            html`<i class="lane-${stage.swatches[i]! % COLOURS}" style=${`left:${(100 * at) / stage.config.steps}%`}></i>`,
        ),
      )}</span>
    </div>`;
  }

  private button(id: string, label: string, icon: TemplateResult, act: () => void): TemplateResult {
    return html`<button type="button" class="quiet ${id}" aria-label=${label} title=${label} @click=${act}>${icon}</button>`;
  }

  advance(n: number): void {
    const { race } = this.stage;
    race.pause();
    void race.step(n).catch(() => {});
  }

  private readonly turn = (event: Event): void =>
    this.stage.race.turn(Number((event.target as HTMLInputElement).value));

  /** With Shift an arrow goes ten steps, as everywhere. */
  private readonly ten = (event: KeyboardEvent): void => {
    const way = { ArrowRight: 10, ArrowLeft: -10 }[event.key];
    if (!way || !event.shiftKey) return;
    event.preventDefault();
    this.advance(way);
  };

  private readonly resize = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const n = Math.round(Number(input.value));
    if (n >= 1 && n <= 1e6) this.steps = n;
    input.value = String(this.steps);
  };

  private readonly pace = (event: Event): void => {
    const { stage } = this;
    const speed = toSpeed(Number((event.target as HTMLInputElement).value));
    stage.prefer({ speed: { ...stage.prefs.speed, [stage.problem.kind]: speed } });
    stage.look({ speed });
  };
}

customElements.define('sidestep-transport', Transport);
