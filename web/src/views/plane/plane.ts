import { html, type TemplateResult } from 'lit';
import type { Stage } from '../../reader/stage.ts';
import { underWay } from '../../reader/under-way.ts';
import { num } from '../../toolkit/format.ts';
import { between, said, t } from '../../toolkit/i18n.ts';
import * as icons from '../../toolkit/icons.ts';
import { lazyModule } from '../../toolkit/lazy-modules.ts';
import type { Palette } from '../../toolkit/palette.ts';
import { fitCanvas, onPaper } from '../canvas.ts';
import { ViewElement } from '../view.ts';
import type { Ground } from './ground.ts';
import { drawHeads, type Head, headsOf } from './heads.ts';
import { axes, minimum, start } from './marks.ts';
import { placedMinima } from './placement.ts';
import { everything } from './reach.ts';
import { MovableStart } from './start.ts';
import { Trails } from './trails.ts';
import { TrailsLayer } from './trails-layer.ts';
import { boxOf, partOf, sameBox, Viewport } from './viewport.ts';

/** Milliseconds after which a reader who zooms has come to rest. */
const REST = 300;

type Pointing = typeof import('./pointing.ts');
let pointing: Pointing | undefined;
/** What answers to a pointer: until the first step there is nothing to point at. */
const library = lazyModule('view.map', async () => {
  pointing ??= await import('./pointing.ts');
});

/** A plane with a ground, the lanes' trails on it, and a start that can be moved. */
export abstract class Plane extends ViewElement {
  abstract readonly ground: Ground;
  readonly view = new Viewport();
  readonly #trails = new TrailsLayer();
  #home = this.view.box;
  #shows: 'home' | 'all' | 'part' | 'own' = 'home'; // own: the reader zoomed or panned
  #part: readonly number[] | undefined; // of the plane, as the view state has it
  #telling = 0;
  #ground = true; // the ground is to be painted again
  #problem = '';
  #pointer: { x: number; y: number } | null = null;
  #start: MovableStart | undefined;
  #heads: Head[] = [];
  #nudged = false;
  #fitted = false;
  #turned = false; // where the lanes went on from the step that is looked at is on the ground

  override render(): TemplateResult {
    const { stage } = this;
    return html`<div class="plane">
      <canvas class="ground" aria-hidden="true"></canvas><canvas class="trails" aria-hidden="true"></canvas>
      <canvas class="marks" tabindex="0" role="application" aria-roledescription=${t('map.role')}
        aria-label=${t('map.label', { problem: said(stage.problem.name) })} aria-describedby="plane-help" @keydown=${this.keys}></canvas>
      <p class="visually-hidden" id="plane-help">${t('map.help')}${between()}${this.startSays()}</p>
      <p class="visually-hidden" role="status">${this.#nudged ? this.startSays() : ''}</p>
      <div class="readout" translate="no" hidden aria-hidden="true"></div>
      <div class="plane-tools">
        ${
          this.ground.flat
            ? ''
            : html`<button type="button" class="chip" aria-pressed=${stage.view.equal ? 'true' : 'false'} title=${t('map.equal')}
                aria-label=${t('map.equal')} @click=${() => stage.look({ equal: !stage.view.equal || undefined, map: undefined })}>1:1</button>`
        }
        <button type="button" class="chip" title=${t('map.fit')} aria-label=${t('map.fit')} @click=${() => this.showAll()}>${icons.fit}</button>
      </div>
    </div>`;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    if (this.starts) this.#start = new MovableStart(stage, this.view, this.ground, () => this.redraw());
    let { equal, map } = stage.view;
    this.own(
      stage.on('config', () => this.#settle()),
      stage.on('session', () => {
        if (stage.view.equal !== equal || (stage.view.map !== map && stage.view.map !== this.#part)) this.open();
        ({ equal, map } = stage.view);
      }),
      () => this.#start?.cancel(),
      () => clearTimeout(this.#telling),
    );
  }

  protected override placed(): void {
    const bring = (): void => void this.stage.modules.bring(library).then(() => this.redraw());
    const marks = this.canvas('marks');
    marks.addEventListener('pointerenter', bring, { once: true });
    void underWay(this.stage).then(bring);
    this.own(
      () => marks.removeEventListener('pointerenter', bring),
      () => this.#listening?.(),
      () => (this.#listening = undefined),
    );
    this.redraw();
  }

  /** Ends it. */
  #listening: (() => void) | undefined;

  #listen({ listen }: Pointing): void {
    this.#listening ??= listen(this.canvas('marks'), this.stage, {
      near: (px, py) => this.#start?.near(px, py) ?? false,
      setStart: (px, py, done) => {
        this.#pointer = null;
        this.#start?.move(px, py, done);
      },
      begin: () => this.#begin(),
      pan: (dx, dy) => this.#pan(dx, dy),
      zoom: (px, py, factor) => this.#zoom(px, py, factor),
      yields: this.closest('.race') !== null,
      hover: (x, y) => this.#hover(x, y),
      leave: () => this.#hover(null, null),
    });
  }

  /** Returns what sets the race and the part on show back to what they are. */
  #begin(): () => void {
    const { stage, view } = this;
    const { config } = stage;
    const { box } = view;
    const [shows, part, { map }] = [this.#shows, this.#part, stage.view];
    return () => {
      this.#start?.cancel();
      if (stage.config !== config) stage.edit(config);
      if (view.box !== box) {
        clearTimeout(this.#telling);
        [view.box, this.#shows, this.#part] = [box, shows, part];
        stage.look({ map });
      }
      this.#all();
    };
  }

  private startSays(): string {
    const { start: at } = this.stage.config.problem;
    return this.starts && Array.isArray(at) ? t('map.start', { at: at.map((x) => num(x)).join(', ') }) : '';
  }

  private canvas(name: 'ground' | 'trails' | 'marks'): HTMLCanvasElement {
    return this.querySelector<HTMLCanvasElement>(`canvas.${name}`)!;
  }

  /** Whether the problem is one for this plane. */
  protected get suits(): boolean {
    return this.stage.problem.dim === (this.ground.flat ? 1 : 2);
  }

  /** Another problem, or the same one placed elsewhere: the view goes to where it is. */
  #settle(): void {
    if (!this.suits) return; // another view takes over
    const { start: _, noise: __, ...shape } = this.stage.config.problem;
    const problem = JSON.stringify(shape);
    if (problem !== this.#problem) {
      this.#shows = 'home';
      this.open();
    } else this.redraw();
    this.#problem = problem;
  }

  /** Shows what the race's view state asks for: a part of the plane, else all there is or where things are. */
  private open(): void {
    this.#part = this.stage.view.map;
    if (this.#part) this.#shows = 'part';
    else if (this.#shows !== 'all') this.#shows = 'home';
    this.#fit();
  }

  goHome(): void {
    this.#whole('home');
  }

  /** All of the paths, as far as they have come. */
  showAll(): void {
    this.#whole('all');
  }

  /** Its home is elsewhere now: whoever has not looked elsewhere goes there; `all`: whoever has, too. */
  protected moveHome(all = false): void {
    if (all) {
      this.#shows = 'home';
      this.open();
    } else if (this.#shows === 'home') this.#fit();
  }

  #whole(shows: 'home' | 'all'): void {
    clearTimeout(this.#telling);
    this.#shows = shows;
    this.#part = undefined;
    this.stage.look({ map: undefined });
    this.#fit();
  }

  #fit(): void {
    const { ground, stage, view } = this;
    this.#home = ground.home(stage);
    const all = this.#shows === 'all';
    const whole = all ? everything(stage.lanes, ground.columns, this.#home) : this.#home;
    const equal = (stage.view.equal ?? false) && !ground.flat;
    view.fit(this.#home, equal);
    const [left, right] = view.box.x;
    view.fit(this.#part ? boxOf(this.#part, this.#home) : whole, equal);
    view.bound(right - left);
    ground.reach?.(view, all ? whole.y : undefined);
    this.#all();
  }

  /** Tells the race's view state which part the reader has come to. */
  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = window.setTimeout(() => {
      this.#part = partOf(this.view, this.ground.flat);
      this.stage.look({ map: this.#part });
    }, REST);
  }

  /** The reader looks elsewhere. */
  #looked(): void {
    this.#shows = 'own';
    this.#part = undefined;
    this.#tell();
    this.#all();
  }

  #pan(dx: number, dy: number): void {
    this.view.pan(dx, dy, this.#only);
    this.#looked();
  }

  #zoom(px: number, py: number, factor: number): boolean {
    const zoomed = this.view.zoom(px, py, factor, this.#only);
    if (zoomed) this.#looked();
    return zoomed;
  }

  /** The direction in which a reader looks around: a graph's height follows its curve. */
  get #only(): 'x' | undefined {
    return this.ground.flat ? 'x' : undefined;
  }

  #all(): void {
    this.#ground = true;
    this.#trails.invalidate();
    this.redraw();
  }

  /** Whether its coordinates are those of the start, which can then be moved. */
  protected readonly starts: boolean = true;

  protected resized(): void {
    if (!this.hasUpdated) return;
    const { width, height } = this.roomOf(this.canvas('ground'));
    if (width < 2 || height < 2 || !this.suits) return;
    [this.view.width, this.view.height] = [width, height];
    if (this.#shows !== 'own' || this.#part) this.open();
    this.#all();
  }

  protected recoloured(): void {
    this.#trails.cleared();
    this.#all();
  }

  protected draw(): void {
    if (!this.suits) return;
    const { view, ground, stage, palette } = this;
    const layers = (['ground', 'trails', 'marks'] as const).map((name) => this.canvas(name));
    const room = this.roomOf(layers[0]!); // of all three
    if (room.width < 2 || room.height < 2) return; // hidden, as an article's styles may do on paper
    const fresh = layers.map((canvas) => fitCanvas(canvas, room));
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
    if ((stage.past !== null) !== this.#turned) {
      this.#turned = !this.#turned;
      this.#ground = true;
    }
    if (this.#ground || fresh[0]) {
      under.clearRect(0, 0, view.width, view.height);
      ground.paint(under, view, palette, stage);
      axes(under, view, palette);
      ground.label?.(under, view, palette, stage);
      for (const { at, value } of placedMinima(stage.problem, stage.config))
        minimum(under, view, palette, at[0]!, at[1] ?? value);
      if (this.#turned) rest(under, stage, view, palette, ground.columns);
      this.#ground = false;
    }
    if (fresh[1]) this.#trails.cleared();
    this.#heads = headsOf(stage, ground.columns);
    if (this.#trails.draw(trails, stage, view, palette, ground.columns)) this.redraw();
    marks.clearRect(0, 0, view.width, view.height);
    const place = this.#start?.place();
    if (place) start(marks, view, palette, place.x, place.y, this.#start!.held);
    drawHeads(marks, this.#heads, view, palette);
    if (pointing) {
      this.#listen(pointing);
      pointing.readout(this.querySelector<HTMLElement>('.readout')!, stage, view, ground, this.#pointer);
    }
    this.#flatten(under, [trails, marks]);
  }

  /** On paper all layers are in the lowest canvas: browsers print what is drawn for paper without its transparency, so others would hide it. */
  #flatten(under: Ctx, above: readonly Ctx[]): void {
    const flat = onPaper(this.ownerDocument.defaultView ?? window);
    this.querySelector('.plane')!.toggleAttribute('data-flat', flat);
    if (flat) for (const { canvas } of above) under.drawImage(canvas, 0, 0, this.view.width, this.view.height);
  }

  #hover(x: number | null, y: number | null): void {
    this.#pointer = x === null || y === null ? null : { x, y };
    this.stage.point(
      this.#pointer && pointing!.nearestRow(this.stage, this.view, this.ground.columns, this.#heads, this.#pointer),
    );
    this.redraw();
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const { view } = this;
    const far = event.shiftKey ? 40 : 4;
    const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key];
    if (way && event.altKey) this.#pan(-4 * way[0]!, -4 * way[1]!);
    else if (way) {
      this.#nudged = true; // from now on it is said where the start goes
      this.#start?.nudge(way[0]!, way[1]!);
    } else if (event.key === '+' || event.key === '=') this.#zoom(view.width / 2, view.height / 2, 0.8);
    else if (event.key === '-') this.#zoom(view.width / 2, view.height / 2, 1.25);
    else if (event.key === '0') this.showAll();
    else return;
    event.preventDefault();
  };
}

type Ctx = CanvasRenderingContext2D;

/** Pale, of a race that was turned back: where it went from there. */
function rest(ctx: Ctx, stage: Stage, view: Viewport, palette: Palette, columns: readonly [string, string]): void {
  ctx.globalAlpha = 0.35;
  new Trails(Number.POSITIVE_INFINITY).draw(
    ctx,
    { lanes: stage.whole, swatches: stage.swatches },
    view,
    palette,
    columns,
  );
  ctx.globalAlpha = 1;
}
