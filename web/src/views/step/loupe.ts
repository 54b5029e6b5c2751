import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Stage } from '../../reader/stage.ts';
import { num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS, type Palette } from '../../toolkit/palette.ts';
import { fitCanvas } from '../canvas.ts';
import type { Pen } from '../pen.ts';
import { ContourGround } from '../plane/contour-ground.ts';
import { Plane } from '../plane/plane.ts';
import { Viewport } from '../plane/viewport.ts';
import { ViewElement } from '../view.ts';
import { arrowsOf, loupeBox } from './arrows.ts';
import type { Column } from './numbers.ts';
import type { Role, Step } from './rows.ts';
import { type Arrow, type Place, type Scene, sceneOf } from './scene.ts';

/** Whose step is looked at, in both coordinates. */
export interface Focus {
  column: Column;
  steps: readonly [Step, Step];
}

const path = (places: readonly Place[]): string =>
  places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

const drawn = ({ kind, line, head }: Arrow): TemplateResult =>
  svg`<g class="arrow ${kind}"><path d=${path(line)} /><polygon points=${head.map((place) => place.map((x) => x.toFixed(1)).join(',')).join(' ')} /></g>`;

/** Which arrow a row of the numbers is about. */
const KIND: { readonly [role in Role]?: string } = {
  gradient: 'gradient',
  memory: 'memory',
  memoryCorrected: 'memory',
  step: 'step',
  after: 'step',
  rate: 'box',
};

/** What lies around a lane, its gradient, memory and step as arrows, and all the steps that this memory could make. */
class StepLoupe extends ViewElement {
  static override properties = {
    ...ViewElement.properties,
    shows: { attribute: false },
    pointed: { attribute: false },
  };
  declare shows: Focus | null;
  declare pointed: Role | null;
  /** An arrow is pointed at. */
  point: (role: Role | null) => void = () => {};
  readonly #ground = new ContourGround();
  readonly view = new Viewport();
  #fresh = true;

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.own(stage.on('config', () => this.#again()));
  }

  #again(): void {
    this.#fresh = true;
    this.redraw();
  }

  protected resized(): void {
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    const { width, height } = this.roomOf(canvas);
    if (width < 2 || height < 2) return;
    [this.view.width, this.view.height] = [width, height];
    this.requestUpdate();
    this.#again();
  }

  protected recoloured(): void {
    this.#again();
  }

  protected draw(): void {
    const canvas = this.querySelector('canvas')!;
    const { view } = this;
    if (view.width < 2) return;
    if (fitCanvas(canvas, this.roomOf(canvas))) this.#fresh = true;
    if (!this.shows) return;
    this.#ground.refine(this.stage, view, () => this.#again());
    if (!this.#fresh) return;
    const pen = canvas.getContext('2d')!;
    pen.clearRect(0, 0, view.width, view.height);
    this.#ground.paint(pen, view, this.palette);
    this.#fresh = false;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    super.willUpdate(changed as never);
    if (!this.shows) return;
    const before = JSON.stringify(this.view.box);
    this.view.fit(loupeBox(arrowsOf(this.shows.steps), this.stage), true);
    if (JSON.stringify(this.view.box) !== before) this.#again();
  }

  override render(): TemplateResult {
    const { shows: focus, view } = this;
    return html`<canvas aria-hidden="true"></canvas>${focus && view.width > 2 ? this.#picture(focus) : nothing}`;
  }

  /** Where everything stands in a view of the same part. */
  scene({ column, steps }: Focus, view: Viewport): Scene {
    return sceneOf(steps, this.stage.whole[column.lane]!.trace, column.told.at, view);
  }

  paintGround(pen: Pen, view: Viewport, palette: Palette): void {
    this.#ground.paint(pen, view, palette);
  }

  #picture(focus: Focus): TemplateResult {
    const { view } = this;
    const { column } = focus;
    const { way, box, arrows, here, next, labels } = this.scene(focus, view);
    const kind = this.pointed && KIND[this.pointed];
    return html`<svg class="loupe-marks lane-${column.swatch % COLOURS} ${kind ? `shows-${kind}` : ''}" viewBox="0 0 ${view.width} ${view.height}" role="img" aria-label=${this.#said(focus)}>
      ${svg`<path class="way" d=${path(way)} />`}
      ${box ? svg`<rect class="box" x=${box.at[0]} y=${box.at[1]} width=${box.at[2]} height=${box.at[3]} />` : nothing}
      ${arrows.map(drawn)}
      ${svg`<circle class="here" cx=${here[0]} cy=${here[1]} r="6" /><circle class="next" cx=${next[0]} cy=${next[1]} r="4.5" />`}
      ${labels.map(({ kind, role, x, y, anchor, symbol, text }) => svg`<text class=${kind} x=${x} y=${y} text-anchor=${anchor} @pointerenter=${() => this.point(role)} @pointerleave=${() => this.point(null)}><tspan class="symbol">${symbol}</tspan> ${text}</text>`)}
      ${box ? svg`<text class="box-name" x="10" y=${view.height - 10}>${box.text}</text>` : nothing}
    </svg>`;
  }

  #said({ column, steps }: Focus): string {
    const { w, step } = arrowsOf(steps);
    const at = (place: Place): string => place.map((x) => num(x)).join(', ');
    return t('step.picture', { name: column.name, step: column.told.at, from: at(w), by: at(step) });
  }
}

/** The whole way, low, with the part that the loupe shows. */
class StepMap extends Plane {
  readonly ground = new ContourGround();
  loupe: StepLoupe | null = null;

  protected override draw(): void {
    super.draw();
    const ctx = this.querySelector<HTMLCanvasElement>('canvas.marks')?.getContext('2d');
    if (!ctx || !this.loupe?.shows) return;
    const { box } = this.loupe.view;
    const [x0, x1] = box.x.map(this.view.toX) as [number, number];
    const [y1, y0] = box.y.map(this.view.toY) as [number, number];
    const wide = Math.max(10, x1 - x0);
    const high = Math.max(8, y1 - y0);
    ctx.strokeStyle = this.palette.ink;
    ctx.lineWidth = 1;
    ctx.strokeRect((x0 + x1 - wide) / 2, (y0 + y1 - high) / 2, wide, high);
  }

  again(): void {
    this.redraw();
  }
}

customElements.define('sidestep-step-loupe', StepLoupe);
customElements.define('sidestep-step-map', StepMap);

export type { StepLoupe, StepMap };
