import type uPlot from 'uplot';
import { runsOf } from '../../engine/runs.ts';
import type { Stage } from '../../reader/stage.ts';
import { underWay } from '../../reader/under-way.ts';
import type { RunView } from '../../run/run.ts';
import { langAt } from '../../toolkit/i18n.ts';
import { lazyModule } from '../../toolkit/lazy-modules.ts';
import { ViewElement } from '../view.ts';
import type { Curve } from './data.ts';
import type { Look } from './options.ts';
import type { Picture, Wish, Zoom } from './picture.ts';
import type { Quantity } from './quantities.ts';

/** Time between two drawings: some, and more for each curve; noisy curves are slower to paint. */
const LEAST_MILLIS = 24;
const CURVE_MILLIS = 4;
const NOISY_MILLIS = 14;
const RAW_CURVES = 4; // with more of them the unsmoothed values would be a thicket

type Drawing = typeof import('./drawing.ts');
let drawing: Drawing | undefined;
const library = lazyModule('view.curves', async () => {
  drawing ??= await import('./drawing.ts');
});

/** What is drawn against what, and how. */
export interface Axes {
  y: Quantity;
  x: Quantity;
  logX: boolean;
  logY: boolean;
  smooth: boolean;
  share: boolean;
  /** Whether rows with a value are few and far between. */
  markers: boolean;
  /** Whether it is to fall: a lane that shoots off is then cut, as it says nothing of the others. */
  falls: boolean;
}

/**
 * The curves of all runs in one chart. Dragging enlarges, a double click or `whole()` shows all again; with the keyboard the arrows
 * move the cursor, + and − enlarge about it, 0 shows all and Escape ends the reading.
 */
export abstract class Curves extends ViewElement {
  protected abstract axes(): Axes;
  #chart: uPlot | undefined;
  #made = '';
  #zoom: Zoom | undefined;
  #part: readonly number[] | undefined; // the same, as the view state has it
  #picture: Picture | undefined;
  #of: readonly unknown[] = []; // what that was made of
  #pixels = 0; // of the canvas across, as it is shown
  #next = 0;
  #timer = 0;
  protected override readonly heavy = true;

  protected get frame(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.chart');
  }

  protected zoomed(): boolean {
    return this.#zoom !== undefined;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    // There is no curve before the first step: what draws them need not hold it up.
    const ready = drawing ? Promise.resolve() : underWay(stage);
    void ready.then(() => stage.modules.bring(library)).then(() => this.redraw());
    this.own(
      stage.on('notices', () => this.redraw()), // the library has come at last
      () => {
        clearTimeout(this.#timer);
        this.#timer = 0;
      },
      () => this.#discard(),
    );
  }

  override updated(): void {
    this.redraw();
  }

  protected resized(): void {
    const { frame } = this;
    if (frame && this.#chart) this.#chart.setSize(this.roomOf(frame));
  }

  protected recoloured(): void {
    this.#next = 0;
    this.#discard();
  }

  #discard(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#made = '';
  }

  /** Many curves take longer to draw: then they are drawn less often, so that the page stays quick. */
  protected draw(): void {
    const now = performance.now();
    if (now < this.#next) {
      if (!this.#timer) this.#timer = window.setTimeout(() => this.#later(), this.#next - now);
      return;
    }
    if (this.stage.catchingUp && this.#chart) {
      this.redraw();
      return;
    }
    this.#fill();
    this.#next =
      now + LEAST_MILLIS + (this.stage.quick ? CURVE_MILLIS : NOISY_MILLIS) * runsOf(this.stage.whole).length;
    // What the frame really took, painting included, is known at the next one.
    requestAnimationFrame((then) => {
      this.#next = Math.max(this.#next, then + 2 * (performance.now() - now));
    });
  }

  #later(): void {
    this.#timer = 0;
    this.redraw();
  }

  #fill(): void {
    const { frame, stage } = this;
    if (!drawing || !frame || frame.clientWidth < 20) return;
    const axes = this.axes();
    const made = [
      stage.problem.id,
      axes.x.id,
      axes.y.id,
      axes.logX,
      axes.logY,
      axes.smooth,
      this.#ofRuns().join(),
    ].join();
    if (this.#made && made !== this.#made) {
      this.#discard();
      if (this.#zoom) this.whole();
    }
    this.#made = made;
    this.#follow();
    const [curves, wish] = [this.#curves(axes), this.#wish(axes)];
    const { past } = stage;
    const of = [...curves, ...(wish.under ?? []), wish.doubled, wish.steps, this.#zoom, past, langAt(this)];
    if (this.#chart && drawing.same(of, this.#of) && this.#pixels === this.roomOf(frame).columns) return;
    this.#of = of;
    this.#picture = drawing.pictureOf(curves, wish);
    const data = this.#picture.places as uPlot.AlignedData;
    if (!this.#chart) {
      this.#chart = this.#make(drawing, axes, data, frame);
      return;
    }
    const chart = this.#chart;
    chart.setData(data, false);
    if (this.#pixels !== this.roomOf(frame).columns) this.resized();
    chart.redraw(true, true);
    const { left = -1, top = 0 } = chart.cursor;
    if (left >= 0) chart.setCursor({ left, top });
  }

  #curves(axes: Axes): Curve[] {
    const { stage } = this;
    return runsOf<RunView>(stage.whole).map(({ run }) => drawing!.keptCurve(run, axes, stage));
  }

  /** Where a race that was turned back is on show, as a place of the axis. */
  #pastPlace(axes: Axes): number | null {
    const { past, whole } = this.stage;
    const [first] = runsOf<RunView>(whole);
    if (past === null || !first) return null;
    const row = first.run.trace.indexOfStep(past);
    return row < 0 ? null : this.#picture!.x.place(drawing!.keptCurve(first.run, axes, this.stage).x(row));
  }

  /** What is drawn under these, pale: what they are smoothed of, or what their quantity is compared with. */
  #under(axes: Axes): Curve[] | undefined {
    const { y } = axes;
    if (!y.under) return undefined;
    return this.#curves({ ...axes, y: y.under });
  }

  /** Of each curve. */
  #ofRuns(): number[] {
    const { whole, swatches } = this.stage;
    return runsOf<RunView>(whole).map(({ lane }) => swatches[lane]!);
  }

  #wish(axes: Axes): Wish {
    const steps = axes.x.id === 'step' ? this.stage.config.steps : undefined;
    return { ...axes, doubled: this.#doubled(axes), under: this.#under(axes), steps, zoom: this.#zoom };
  }

  /** Whether raw values are drawn under the smoothed ones, or another quantity's. */
  #doubled(axes: Axes): boolean {
    return (axes.smooth || axes.y.under !== undefined) && runsOf(this.stage.whole).length <= RAW_CURVES;
  }

  #make(
    { Plot, chartOptions, enlarge, linesOf, drawLines, drawExits, drawPast, exitsOf }: Drawing,
    axes: Axes,
    data: uPlot.AlignedData,
    frame: HTMLElement,
  ): uPlot {
    const { palette } = this;
    const swatches = this.#ofRuns();
    let ratio = 1; // pixels that uPlot takes for each CSS pixel
    const look: Look = {
      palette,
      swatches,
      doubled: this.#doubled(axes),
      compared: axes.y.under !== undefined,
      share: axes.share,
      markers: axes.markers,
      x: () => this.#picture!.x,
      y: () => this.#picture!.y,
      select: (chart) => this.#select(chart),
      cursor: (chart) => this.#point(chart),
      sized: ({ ctx, width }) => {
        ratio = ctx.canvas.width / width;
        const room = this.roomOf(frame);
        this.#pixels = room.columns;
        enlarge(ctx, room);
      },
      draw: ({ ctx, bbox }) => {
        const { places } = this.#picture!;
        const [xs, ...columns] = places;
        drawLines(ctx, places, lines, bbox, ratio);
        drawExits(ctx, exitsOf(xs, columns), swatches, palette, bbox, ratio);
        drawPast(ctx, this.#pastPlace(this.axes()), palette, bbox, ratio);
      },
    };
    const lines = linesOf(look);
    const chart = new Plot(chartOptions(look, this.roomOf(frame)), data, frame);
    chart.over.addEventListener('dblclick', () => this.whole());
    chart.over.addEventListener('pointerleave', this.leave);
    return chart;
  }

  /** What was dragged over is enlarged. */
  #select(chart: uPlot): void {
    const { select, over } = chart;
    const zoom = drawing!.selected(this.#picture!, this.#zoom, select, over);
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (zoom) this.zoomTo(zoom);
  }

  /** For the frame, which has the focus. */
  protected readonly keys = (event: KeyboardEvent): void => {
    const chart = this.#chart;
    if (!chart || event.altKey || event.ctrlKey || event.metaKey) return;
    const [left, stretch] = [drawing!.cursorFor(chart, event), drawing!.stretchFor(chart, event)];
    if (left !== null) {
      this.#heard(true);
      chart.setCursor({ left, top: chart.over.clientHeight / 2 });
    } else if (stretch) this.#stretch(...stretch);
    else if (event.key === '0') this.whole();
    else if (event.key === 'Escape') this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page has keys of its own
  };

  /** From one place of x to another, at most to the whole. */
  #stretch(from: number, to: number): void {
    const axes = this.axes();
    const [low, high] = drawing!.wholeX(this.#curves(axes), this.#wish(axes));
    const { x } = this.#picture!;
    const part = [Math.max(low, x.value(from)), Math.min(high, x.value(to))] as const;
    this.zoomTo(part[0] <= low && part[1] >= high ? undefined : { ...this.#zoom, x: part });
  }

  /** Shows the whole curves again. */
  whole(): void {
    this.zoomTo(undefined);
  }

  /** Looks at a part, or at the whole again. */
  protected zoomTo(zoom: Zoom | undefined): void {
    this.#zoom = zoom;
    this.#next = 0;
    this.requestUpdate();
    this.#tell();
  }

  /** Tells the race's view state which part the reader has come to. */
  #tell(): void {
    const { x, y } = this.#zoom ?? {};
    const [low, high] = x ?? (y && this.#picture ? [this.#picture.x.low, this.#picture.x.high] : []);
    const ends = low === undefined || high === undefined ? undefined : [low, high, ...(y ?? [])];
    const part = ends?.map((end) => Number(end.toPrecision(5)));
    if (part && !(part[0]! < part[1]! && (part[2] ?? 0) < (part[3] ?? 1))) return; // closer than a link can say
    this.#part = part;
    this.stage.look({ chart: part });
  }

  /** Looks at the part that the view state asks for, where that is another one. */
  #follow(): void {
    const { chart } = this.stage.view;
    if (chart === this.#part) return;
    this.#part = chart;
    const [left, right, low, high] = chart ?? [];
    const y = low !== undefined && high !== undefined ? ([low, high] as const) : undefined;
    this.#zoom = left !== undefined && right !== undefined ? { x: [left, right], y } : undefined;
    this.requestUpdate();
  }

  #point(chart: uPlot): void {
    const box = this.querySelector<HTMLElement>('.readout');
    const xs = this.#picture?.values[0];
    if (!box || !xs) return;
    this.inItsLanguage(() => drawing!.point(chart, box, this.stage, this.axes(), xs, this.#curves(this.axes())));
  }

  protected readonly leave = (): void => {
    const box = this.querySelector<HTMLElement>('.readout');
    this.#heard(false);
    this.#chart?.setCursor({ left: -10, top: -10 }, false);
    if (box) drawing?.leave(box, this.stage);
  };

  /** Whether the readings are spoken: a mouse would make them talk without end. */
  #heard(on: boolean): void {
    const box = this.querySelector('.readout');
    box?.setAttribute('aria-live', on ? 'polite' : 'off');
    box?.setAttribute('aria-hidden', String(!on));
  }
}
