import { html, type TemplateResult } from 'lit';
import { num } from '../../ui/format.ts';
import { said, t } from '../../ui/i18n.ts';
import * as icons from '../../ui/icons.ts';
import type { Stage } from '../../ui/stage.ts';
import { fitCanvas, ViewElement } from '../view.ts';
import { listen } from './gestures.ts';
import type { Ground } from './ground.ts';
import { axes, drawHeads, type Head, headsOf, minimum, start } from './marks.ts';
import { placedMinima } from './placement.ts';
import { nearestRow, readout } from './readout.ts';
import { MovableStart } from './start.ts';
import { Trails } from './trails.ts';
import { sameBox, Viewport } from './viewport.ts';

/** A plane with a ground, the lanes' trails on it, and a start that can be moved. */
export abstract class Plane extends ViewElement {
  protected abstract readonly ground: Ground;
  protected readonly view = new Viewport();
  readonly #trails = new Trails();
  #home = this.view.box;
  #moved = false; // the reader zoomed or panned
  #ground = true; // the ground is to be painted again
  #problem = '';
  #pointer: { x: number; y: number } | null = null;
  #start: MovableStart | undefined;
  #heads: Head[] = [];
  #nudged = false;
  #fitted = false;

  override render(): TemplateResult {
    const { stage } = this;
    return html`<div class="plane">
      <canvas class="ground" aria-hidden="true"></canvas><canvas class="trails" aria-hidden="true"></canvas>
      <canvas class="marks" tabindex="0" role="application" aria-roledescription=${t('map.role')}
        aria-label=${t('map.label', { problem: said(stage.problem.name) })} aria-describedby="plane-help" @keydown=${this.keys}></canvas>
      <p class="visually-hidden" id="plane-help">${t('map.help')} ${this.startSays()}</p>
      <p class="visually-hidden" role="status">${this.#nudged ? this.startSays() : ''}</p>
      <div class="readout" translate="no" hidden aria-hidden="true"></div>
      <div class="plane-tools">
        ${
          this.ground.flat
            ? ''
            : html`<button type="button" class="chip" aria-pressed=${stage.prefs.equalScale ? 'true' : 'false'} title=${t('map.equal')}
                aria-label=${t('map.equal')} @click=${() => stage.prefer({ equalScale: !stage.prefs.equalScale })}>1:1</button>`
        }
        <button type="button" class="chip" title=${t('map.fit')} aria-label=${t('map.fit')} @click=${() => this.goHome()}>${icons.fit}</button>
      </div>
    </div>`;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    this.#start = new MovableStart(stage, this.view, this.ground, () => this.redraw());
    let equal = stage.prefs.equalScale;
    this.own(
      stage.on('config', () => {
        this.#trails.invalidate();
        this.#settle();
      }),
      stage.on('session', () => {
        if (stage.prefs.equalScale !== equal) this.goHome();
        equal = stage.prefs.equalScale;
      }),
      () => this.#start?.cancel(),
    );
  }

  protected override placed(): void {
    this.own(
      listen(this.canvas('marks'), {
        near: (px, py) => this.#start!.near(px, py),
        setStart: (px, py, done) => {
          this.#pointer = null;
          this.#start!.move(px, py, done);
        },
        pan: (dx, dy) => this.look(() => this.view.pan(dx, dy, this.ground.flat ? 'x' : undefined)),
        zoom: (px, py, factor) => this.look(() => this.view.zoom(px, py, factor, this.ground.flat ? 'x' : undefined)),
        hover: (x, y) => this.#hover(x, y),
        leave: () => this.#hover(null, null),
      }),
    );
    this.redraw();
  }

  private startSays(): string {
    const { start: at } = this.stage.config.problem;
    return Array.isArray(at) ? t('map.start', { at: at.map((x) => num(x)).join(', ') }) : '';
  }

  private canvas(name: 'ground' | 'trails' | 'marks'): HTMLCanvasElement {
    return this.querySelector<HTMLCanvasElement>(`canvas.${name}`)!;
  }

  get #fits(): boolean {
    return this.stage.problem.dim === (this.ground.flat ? 1 : 2);
  }

  /** Another problem, or the same one placed elsewhere: the view goes to where it is. */
  #settle(): void {
    if (!this.#fits) return; // another view takes over
    const { start: _, noise: __, ...shape } = this.stage.config.problem;
    const problem = JSON.stringify(shape);
    if (problem !== this.#problem) this.goHome();
    else this.redraw();
    this.#problem = problem;
  }

  goHome(): void {
    this.#moved = false;
    this.#home = this.ground.home(this.stage);
    this.view.fit(this.#home, this.stage.prefs.equalScale && !this.ground.flat);
    this.#all();
  }

  private look(change: () => void): void {
    this.#moved = true;
    change();
    this.#all();
  }

  #all(): void {
    this.#ground = true;
    this.#trails.invalidate();
    this.redraw();
  }

  protected resized(): void {
    const { clientWidth, clientHeight } = this;
    if (clientWidth < 2 || clientHeight < 2 || !this.#fits) return;
    [this.view.width, this.view.height] = [clientWidth, clientHeight];
    if (!this.#moved) this.goHome();
    this.#all();
  }

  protected recoloured(): void {
    this.#all();
  }

  protected draw(): void {
    if (!this.#fits) return;
    const { view, ground, stage, palette } = this;
    const layers = (['ground', 'trails', 'marks'] as const).map((name) => this.canvas(name));
    const fresh = layers.map((canvas) => fitCanvas(canvas, view.width, view.height));
    if (!this.#fitted) {
      this.#fitted = true;
      this.redraw(); // to make the canvases is enough for one frame
      return;
    }
    const [under, trails, marks] = layers.map((canvas) => canvas.getContext('2d')!) as [Ctx, Ctx, Ctx];
    const before = view.box;
    ground.refine(stage, view, () => {
      if (!sameBox(before, view.box)) this.#trails.invalidate();
      this.#ground = true;
      this.redraw();
    });
    if (this.#ground || fresh[0]) {
      under.clearRect(0, 0, view.width, view.height);
      ground.paint(under, view, palette, stage);
      axes(under, view, palette);
      for (const { at, value } of placedMinima(stage.problem, stage.config))
        minimum(under, view, palette, at[0]!, at[1] ?? value);
      this.#ground = false;
    }
    if (stage.catchingUp && !fresh[1]) this.redraw();
    else {
      if (fresh[1]) this.#trails.invalidate();
      this.#heads = headsOf(stage, ground.columns);
      if (this.#trails.draw(trails, stage, view, palette, ground.columns)) this.redraw();
    }
    marks.clearRect(0, 0, view.width, view.height);
    const place = this.#start?.place();
    if (place) start(marks, view, palette, place.x, place.y, this.#start!.held);
    drawHeads(marks, this.#heads, view, palette);
    readout(this.querySelector<HTMLElement>('.readout')!, stage, view, ground, this.#pointer);
  }

  #hover(x: number | null, y: number | null): void {
    this.#pointer = x === null || y === null ? null : { x, y };
    this.stage.point(this.#pointer && nearestRow(this.stage, this.view, this.ground.columns, this.#pointer));
    this.redraw();
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const { view } = this;
    const far = event.shiftKey ? 40 : 4;
    const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key];
    if (way && event.altKey) this.look(() => view.pan(-4 * way[0]!, -4 * way[1]!, this.ground.flat ? 'x' : undefined));
    else if (way) {
      this.#nudged = true; // from now on it is said where the start goes
      this.#start?.nudge(way[0]!, way[1]!);
    } else if (event.key === '+' || event.key === '=') this.look(() => view.zoom(view.width / 2, view.height / 2, 0.8));
    else if (event.key === '-') this.look(() => view.zoom(view.width / 2, view.height / 2, 1.25));
    else if (event.key === '0') this.goHome();
    else return;
    event.preventDefault();
  };
}

type Ctx = CanvasRenderingContext2D;
