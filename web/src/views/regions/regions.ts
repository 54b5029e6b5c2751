import { html, type TemplateResult } from 'lit';
import sheet from '../../../styles/regions.css?inline';
import type { LaneView } from '../../engine/race.ts';
import { dataPoints, decisionRegions } from '../../engine/readings.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { percent } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { swatch } from '../../toolkit/swatch.ts';
import { fitCanvas } from '../canvas.ts';
import { lastTested } from '../tested.ts';
import { ViewElement } from '../view.ts';
import { drawRegions, regions } from './paint.ts';

/** Points a side of the grid; twice as fine when the race stands still. */
const [COARSE, FINE] = [40, 80];
/** Milliseconds between two looks at a lane, and the share of the time that looking may take. */
const PAUSE = 160;
const SHARE = 0.2;

/** A lane's decision on a grid of n × n, and as it looks in the colours of the theme. */
interface Picture {
  decision: Float64Array;
  n: number;
  image: ImageData;
}

/** What is known of one lane's regions. */
interface Look {
  step: number;
  n: number;
  picture: Picture | undefined;
  /** When it may be asked again. */
  next: number;
  asking: boolean;
}

/** What each lane makes of the plane: small multiples of one scale, with the same points. */
class DecisionRegions extends ViewElement {
  readonly #looks = new WeakMap<LaneView, Look>();
  /** What is on show, by swatch: it stays until there is something newer. */
  readonly #shown = new Map<number, Picture>();
  /** What is on each canvas: it is drawn again when it is another picture, with other points or in other colours. */
  readonly #drawn = new WeakMap<HTMLCanvasElement, readonly unknown[]>();
  #points: Float64Array = new Float64Array(0);
  /** The lane that the points were asked of, and what they depend on. */
  #asked = '';
  #timer = 0;
  /** Nobody looks any more. */
  #gone = new AbortController();
  protected override readonly heavy = true;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#gone = new AbortController();
    this.own(
      stage.on('numbers', () => this.#look()),
      () => this.#gone.abort(),
      () => clearTimeout(this.#timer),
    );
  }

  protected override placed(): void {
    super.placed();
    adopt(this, sheet);
  }

  override render(): TemplateResult {
    const { stage } = this;
    const names = laneNameParts(stage);
    return html`<div class="regions" role="group" aria-label=${t('view.regions')}>${names.map(
      ({ name, marks, full }, i) => html`<figure class="region">
        <canvas role="img"></canvas>
        <figcaption title=${full}>${swatch(stage.swatches[i]!)}<span>${name} <span class="lane-marks">${marks}</span></span><span class="region-share"></span></figcaption>
      </figure>`,
    )}</div>`;
  }

  override updated(): void {
    this.#look();
    this.redraw();
  }

  protected resized(): void {}

  protected recoloured(): void {
    const looks = this.stage.measured.map((lane) => this.#of(lane).picture);
    for (const picture of new Set([...looks, ...this.#shown.values()]))
      if (picture) picture.image = regions(picture.decision, picture.n, this.palette.classes);
  }

  /** Asks for what has changed since the last look, of every lane for itself. */
  #look(): void {
    const { stage } = this;
    if (!stage.problem.plane || !this.isConnected) return;
    this.#askForPoints();
    const still = !stage.playing;
    const now = performance.now();
    let wait = Number.POSITIVE_INFINITY;
    for (const [i, lane] of stage.measured.entries()) {
      const look = this.#of(lane);
      const n = still ? FINE : COARSE;
      if (look.asking || lane.status === 'loading' || lane.status === 'failed' || lane.status === 'crashed') continue;
      if (look.step === lane.step && look.n >= n) continue;
      if (now >= look.next) void this.#ask(i, lane, look, n);
      else wait = Math.min(wait, look.next - now);
    }
    clearTimeout(this.#timer);
    if (wait < Number.POSITIVE_INFINITY) this.#timer = window.setTimeout(() => this.#look(), wait);
  }

  #of(lane: LaneView): Look {
    const known = this.#looks.get(lane);
    const look = known ?? { step: -1, n: 0, picture: undefined, next: 0, asking: false };
    if (!known) this.#looks.set(lane, look);
    return look;
  }

  async #ask(i: number, lane: LaneView, look: Look, n: number): Promise<void> {
    const { race, problem } = this.stage;
    look.asking = true;
    const [began, step] = [performance.now(), lane.step];
    try {
      const decision = await decisionRegions(race.queries, i, problem.plane!, n, this.#gone.signal);
      const image = regions(decision, n, this.palette.classes);
      [look.step, look.n, look.picture] = [step, n, { decision, n, image }];
    } catch {
      look.step = step; // gone with its lane, or crashed: the lane says so
    }
    const took = performance.now() - began;
    look.asking = false;
    look.next = performance.now() + Math.max(PAUSE, took / SHARE - took);
    this.redraw();
    this.#look();
  }

  #askForPoints(): void {
    const { stage } = this;
    const { problem, seed } = stage.config;
    const lane = stage.race.lanes.findIndex(({ status }) => status !== 'loading' && status !== 'failed');
    const key = JSON.stringify([problem, seed]);
    if (lane < 0 || key === this.#asked) return;
    this.#asked = key;
    dataPoints(stage.race.queries, lane).then(
      (points) => {
        if (key !== this.#asked) return;
        this.#points = points;
        this.redraw();
      },
      () => {
        if (key === this.#asked) this.#asked = '';
      },
    );
  }

  protected draw(): void {
    const { stage } = this;
    const { plane } = stage.problem;
    if (!plane) return;
    const names = laneNameParts(stage);
    for (const [i, figure] of [...this.querySelectorAll('figure')].entries()) {
      const lane = stage.measured[i];
      const canvas = figure.querySelector('canvas')!;
      const room = this.roomOf(canvas);
      if (!lane || room.width < 2) continue;
      const fresh = fitCanvas(canvas, room);
      const swatch = stage.swatches[i]!;
      const picture = this.#of(lane).picture ?? (lane.error ? undefined : this.#shown.get(swatch));
      if (picture) this.#shown.set(swatch, picture);
      const shows = [picture?.image, this.#points, this.palette, room.width, plane];
      if (fresh || shows.some((what, i) => what !== this.#drawn.get(canvas)?.[i])) {
        this.#drawn.set(canvas, shows);
        drawRegions(canvas.getContext('2d')!, room.width, picture?.image, this.#points, plane, this.palette);
      }
      const share = percent(lastTested(stage, i), 1);
      const label = t('regions.of', { name: names[i]!.said, share });
      if (canvas.getAttribute('aria-label') !== label) canvas.setAttribute('aria-label', label);
      const said = figure.querySelector('.region-share')!;
      if (said.textContent !== share) said.textContent = share; // what is the same needs no layout
    }
  }
}

customElements.define('sidestep-decision-regions', DecisionRegions);
