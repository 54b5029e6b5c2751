import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Stage } from '../../reader/stage.ts';
import { num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { ContourGround } from '../plane/contour-ground.ts';
import { pathOf } from '../plane/path.ts';
import { Plane } from '../plane/plane.ts';
import { Viewport } from '../plane/viewport.ts';
import { fitCanvas, ViewElement } from '../view.ts';
import { type Arrows, arrowsOf, loupeBox } from './arrows.ts';
import type { Column } from './numbers.ts';
import type { Role, Step } from './rows.ts';

/** Whose step is looked at, in both coordinates. */
export interface Focus {
  column: Column;
  steps: readonly [Step, Step];
}

/** Points of the way there that are drawn. */
const TRAIL = 400;
/** Pixels of the longer one of −g and the memory, of the shorter side. */
const REACH = 0.36;

const HEAD = 7;
/** An arrow of pixels, whose head is no longer than itself. */
function arrow(kind: string, [x0, y0]: Place, [x1, y1]: Place): TemplateResult | typeof nothing {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 1)) return nothing;
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const head = Math.min(kind === 'step' ? HEAD + 3 : HEAD, length);
  const [bx, by] = [x1 - head * ux, y1 - head * uy];
  const side = 0.38 * head;
  const points = [
    [x1, y1],
    [bx - side * uy, by + side * ux],
    [bx + side * uy, by - side * ux],
  ];
  return svg`<g class="arrow ${kind}"><path d="M${x0.toFixed(1)} ${y0.toFixed(1)}L${bx.toFixed(1)} ${by.toFixed(1)}" /><polygon points=${points.map((p) => p.map((x) => x!.toFixed(1)).join(',')).join(' ')} /></g>`;
}

type Place = readonly [number, number];

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
    const [width, height] = [this.clientWidth, this.clientHeight];
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
    if (view.width < 2 || !this.shows) return;
    const cleared = fitCanvas(canvas, view.width, view.height);
    this.#ground.refine(this.stage, view, () => this.#again());
    if (!this.#fresh && !cleared) return;
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
    return html`<canvas aria-hidden="true"></canvas>${focus && view.width > 2 ? this.#picture(focus, arrowsOf(focus.steps)) : nothing}`;
  }

  #picture({ column }: Focus, arrows: Arrows): TemplateResult {
    const { view } = this;
    const { w, step, gradient, memory, box } = arrows;
    const place = ([x, y]: Place): Place => [view.toX(x), view.toY(y)];
    const [px, py] = place(w);
    const [nx, ny] = place([w[0] + step[0], w[1] + step[1]]);
    const longest = Math.max(Math.hypot(...gradient), memory ? Math.hypot(...memory) : 0);
    const scale = longest > 0 ? (REACH * Math.min(view.width, view.height)) / longest : 0;
    const against = ([x, y]: Place): Place => [px - scale * x, py + scale * y];
    const kind = this.pointed && KIND[this.pointed];
    const ends: { kind: string; role: Role; at: Place; symbol: string; text: string }[] = [
      { kind: 'gradient', role: 'gradient', at: against(gradient), symbol: '−g', text: t('step.arrow.gradient') },
      ...(memory
        ? [
            {
              kind: 'memory',
              role: 'memory' as Role,
              at: against(memory),
              symbol: `−${arrows.symbol}`,
              text: t('step.arrow.memory'),
            },
          ]
        : []),
      { kind: 'step', role: 'step', at: [nx, ny], symbol: 'Δw', text: t('step.arrow.step') },
    ];
    const corners = box && [place([w[0] - box[0], w[1] + box[1]]), place([w[0] + box[0], w[1] - box[1]])];
    return html`<svg class="loupe-marks lane-${column.swatch % COLOURS} ${kind ? `shows-${kind}` : ''}" viewBox="0 0 ${view.width} ${view.height}" role="img" aria-label=${this.#said(column, arrows)}>
      ${svg`<path class="way" d=${this.#way(column)} />`}
      ${corners ? svg`<rect class="box" x=${corners[0]![0]} y=${corners[0]![1]} width=${corners[1]![0] - corners[0]![0]} height=${corners[1]![1] - corners[0]![1]} />` : nothing}
      ${ends.map(({ kind, at }) => arrow(kind, [px, py], at))}
      ${svg`<circle class="here" cx=${px} cy=${py} r="6" /><circle class="next" cx=${nx} cy=${ny} r="4.5" />`}
      ${labelled(ends, [px, py], view).map(({ kind, role, x, y, anchor, symbol, text }) => svg`<text class=${kind} x=${x} y=${y} text-anchor=${anchor} @pointerenter=${() => this.point(role)} @pointerleave=${() => this.point(null)}><tspan class="symbol">${symbol}</tspan> ${text}</text>`)}
      ${corners ? svg`<text class="box-name" x="10" y=${view.height - 10}>${t(memory ? 'step.box' : 'step.boxOfGradient')}</text>` : nothing}
    </svg>`;
  }

  /** The lane's way to here. */
  #way({ lane, told }: Column): string {
    const { trace } = this.stage.whole[lane]!;
    const [xs, ys] = pathOf(trace, ['x0', 'x1']);
    const end = trace.indexOfStep(told.at) + 1;
    let d = '';
    for (let i = Math.max(0, end - TRAIL); i < end; i++) {
      const [x, y] = [this.view.toX(xs[i]!), this.view.toY(ys[i]!)];
      if (!Number.isFinite(x + y)) break;
      d += `${d ? 'L' : 'M'}${clamp(x)} ${clamp(y)}`;
    }
    return d;
  }

  #said({ name, told }: Column, { w, step }: Arrows): string {
    const at = (place: Place): string => place.map((x) => num(x)).join(', ');
    return t('step.picture', { name, step: told.at, from: at(w), by: at(step) });
  }
}

const FAR = 1e5;
/** What lies far outside has no place that a browser draws. */
const clamp = (x: number): string => Math.max(-FAR, Math.min(FAR, x)).toFixed(1);

interface Label {
  kind: string;
  role: Role;
  at: Place;
  symbol: string;
  text: string;
}

/** Beyond the ends of arrows, within the picture, and apart from each other. */
function labelled(ends: readonly Label[], [px, py]: Place, { width, height }: Viewport) {
  const placed: { x: number; y: number }[] = [];
  return ends.map((end) => {
    const [ex, ey] = end.at;
    const right = ex >= px;
    const x = Math.max(8, Math.min(width - 8, ex + (right ? 9 : -9)));
    let y = Math.max(16, Math.min(height - 26, ey + (ey >= py ? 14 : -4)));
    while (placed.some((other) => Math.abs(other.y - y) < 15 && Math.abs(other.x - x) < 120))
      y += y + 15 > height - 20 ? -46 : 15;
    placed.push({ x, y });
    // Where there is no room beyond the end it is written back.
    const roomy = right ? width - x > 96 : x > 96;
    return { ...end, x, y, anchor: right === roomy ? 'start' : 'end' };
  });
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
