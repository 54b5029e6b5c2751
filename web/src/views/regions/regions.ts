import { html, type TemplateResult } from 'lit';
import sheet from '../../../styles/regions.css?inline';
import { dataPoints, decisionRegions } from '../../engine/readings.ts';
import { laneNameParts } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { adopt } from '../../toolkit/adopt.ts';
import { percent } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { swatch } from '../../toolkit/swatch.ts';
import { fitCanvas } from '../canvas.ts';
import { isThere, Watch } from '../network/watch.ts';
import { lastTested } from '../tested.ts';
import { ViewElement } from '../view.ts';
import { drawRegions, regions } from './paint.ts';

/** Points a side of the grid; twice as fine when the race stands still. */
const [COARSE, FINE] = [40, 80];
/** A lane's decision on a grid of n × n. */
interface Decision {
  values: Float64Array;
  n: number;
}

/** What each lane makes of the plane: small multiples of one scale, with the same points. */
class DecisionRegions extends ViewElement {
  #watch!: Watch<Decision>;
  /** What is on show, by swatch: it stays until there is something newer, of other data as well. */
  readonly #shown = new Map<number, Decision>();
  /** Decisions as they look in the colours of the theme. */
  #images = new WeakMap<Decision, ImageData>();
  /** What is on each canvas: it is drawn again when it is another picture, with other points or in other colours. */
  readonly #drawn = new WeakMap<HTMLCanvasElement, readonly unknown[]>();
  #points: Float64Array = new Float64Array(0);
  /** The lane that the points were asked of, and what they depend on. */
  #asked = '';
  protected override readonly heavy = true;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const { queries } = stage.race;
    const side = (): number => (stage.playing ? COARSE : FINE);
    const redraw = (): void => this.redraw();
    this.#watch = new Watch(
      stage,
      async (lane, signal) => {
        const n = side();
        return { n, values: await decisionRegions(queries, lane, stage.problem.plane!, n, signal) };
      },
      redraw,
      () => String(side()),
      redraw,
    );
    this.#watch.start();
    this.own(
      stage.on('numbers', () => this.#askForPoints()),
      () => this.#watch.stop(),
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
    this.#askForPoints();
    this.redraw();
  }

  protected resized(): void {}

  protected recoloured(): void {
    this.#images = new WeakMap();
    this.redraw();
  }

  #imageOf(decision: Decision): ImageData {
    const image = this.#images.get(decision) ?? regions(decision.values, decision.n, this.palette.classes);
    this.#images.set(decision, image);
    return image;
  }

  #askForPoints(): void {
    const { stage } = this;
    const { problem, seed } = stage.config;
    const lane = stage.race.lanes.findIndex(isThere);
    const key = JSON.stringify([problem, seed]);
    if (!stage.problem.plane || lane < 0 || key === this.#asked) return;
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
      const decision = lane.status === 'failed' ? undefined : (this.#watch.of(i) ?? this.#shown.get(swatch));
      if (decision) this.#shown.set(swatch, decision);
      const image = decision && this.#imageOf(decision);
      const shows = [image, this.#points, this.palette, room.width, plane];
      if (fresh || shows.some((what, i) => what !== this.#drawn.get(canvas)?.[i])) {
        this.#drawn.set(canvas, shows);
        drawRegions(canvas.getContext('2d')!, room.width, image, this.#points, plane, this.palette);
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
