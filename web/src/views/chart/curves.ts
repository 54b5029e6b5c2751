import type uPlot from 'uplot';
import type { Stage } from '../../ui/stage.ts';
import { ViewElement } from '../view.ts';
import { type Columns, type Curve, columnsOf, smoothed } from './data.ts';
import { cursorFor, stretchFor } from './keys.ts';
import { chartOptions } from './options.ts';
import { leave, point } from './pointing.ts';
import type { Quantity } from './quantities.ts';
import { ahead, shareRange, valueRange } from './range.ts';

/** Time between two drawings: some, and more for each curve; noisy curves are slower to paint. */
const LEAST_MILLIS = 24;
const CURVE_MILLIS = 4;
const NOISY_MILLIS = 14;
const RAW_LANES = 4; // with more lanes the unsmoothed values would be a thicket

/** What draws the curves comes by itself, once there are some: the page does not wait for it. */
let Chart: typeof uPlot | undefined;
const library = async (): Promise<void> => {
  Chart ??= (await import('uplot')).default;
};

/** What is drawn against what, and how. */
export interface Axes {
  y: Quantity;
  x: Quantity;
  logX: boolean;
  logY: boolean;
  smooth: boolean;
  share: boolean;
  /** Whether it is to fall: a lane that shoots off is then cut, as it says nothing of the others. */
  falls: boolean;
}

/**
 * The curves of all lanes in one chart. Dragging enlarges, a double click or `whole()` shows all again; with the keyboard the arrows
 * move the cursor, + and − enlarge about it, 0 shows all and Escape ends the reading.
 */
export abstract class Curves extends ViewElement {
  protected abstract axes(): Axes;
  #chart: uPlot | undefined;
  #made = '';
  #zoomed = false;
  #part: readonly number[] | undefined; // to which part, as the view state has it
  #filling = false;
  #next = 0;
  #timer = 0;
  protected override readonly heavy = true;

  protected get frame(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.chart');
  }

  protected zoomed(): boolean {
    return this.#zoomed;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    void stage.parts.bring(library).then(() => this.redraw());
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
    if (frame && this.#chart) this.#chart.setSize({ width: frame.clientWidth, height: frame.clientHeight });
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
    this.#next = now + LEAST_MILLIS + (this.stage.quick ? CURVE_MILLIS : NOISY_MILLIS) * this.stage.lanes.length;
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
    if (!Chart || !frame || frame.clientWidth < 20) return;
    const axes = this.axes();
    const data = this.#columns(axes);
    const made = [axes.x.id, axes.y.id, axes.logX, axes.logY, axes.smooth, stage.slots.join()].join();
    if (!this.#chart || made !== this.#made) {
      this.#discard();
      this.#zoomed = false;
      this.#chart = this.#make(Chart, axes, data, frame);
      this.#made = made;
      this.#part = undefined;
      this.#show();
      return;
    }
    this.#show();
    this.#filling = true;
    this.#chart.setData(data as uPlot.AlignedData, !this.#zoomed);
    if (this.#zoomed) this.#chart.redraw(true, true);
    this.#filling = false;
  }

  #curves({ x, y }: Axes): Curve[] {
    const { stage } = this;
    return stage.lanes.map(({ trace }) => {
      const [xs, ys] = [x.read(trace, stage), y.read(trace, stage)];
      return xs && ys ? { length: trace.length, x: xs, y: ys } : { length: 0, x: () => 0, y: () => 0 };
    });
  }

  #columns(axes: Axes): Columns {
    const raw = this.#curves(axes);
    const scale = this.#zoomed ? this.#chart?.scales.x : undefined;
    const range: [number, number] | undefined =
      scale?.min !== undefined && scale.max !== undefined ? [scale.min, scale.max] : undefined;
    const options = { logX: axes.logX, logY: axes.logY, range };
    if (!axes.smooth) return columnsOf(raw, options);
    const curves = raw.map((curve) => smoothed(curve));
    return columnsOf(this.#doubled(axes) ? [...raw, ...curves] : curves, options);
  }

  /** Whether raw values are drawn under the smoothed ones. */
  #doubled(axes: Axes): boolean {
    return axes.smooth && this.stage.lanes.length <= RAW_LANES;
  }

  #make(Chart: typeof uPlot, axes: Axes, data: Columns, frame: HTMLElement): uPlot {
    const { stage } = this;
    const options = chartOptions(
      {
        palette: this.palette,
        slots: stage.slots,
        logX: axes.logX,
        logY: axes.logY,
        doubled: this.#doubled(axes),
        share: axes.share,
        markers: axes.share,
        xRange: (low, high) => this.#xRange(axes, low, high),
        yRange: (low, high) => this.#yRange(axes, low, high),
        select: (chart) => {
          if (chart.select.width > 0) queueMicrotask(() => this.#zoom(true));
        },
        cursor: (chart) => this.#point(chart),
      },
      frame.clientWidth,
      frame.clientHeight,
    );
    const chart = new Chart(options, data as uPlot.AlignedData, frame);
    chart.over.addEventListener('dblclick', () => this.#zoom(false));
    chart.over.addEventListener('pointerleave', this.leave);
    return chart;
  }

  /** For the frame, which has the focus. */
  protected readonly keys = (event: KeyboardEvent): void => {
    const chart = this.#chart;
    if (!chart || event.altKey || event.ctrlKey || event.metaKey) return;
    const [left, stretch] = [cursorFor(chart, event), stretchFor(chart, event)];
    if (left !== null) {
      this.#heard(true);
      chart.setCursor({ left, top: chart.over.clientHeight / 2 });
    } else if (stretch) {
      this.#zoom(true);
      chart.setScale('x', stretch);
    } else if (event.key === '0') this.whole();
    else if (event.key === 'Escape') this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page has keys of its own
  };

  /** Shows the whole curves again. */
  whole(): void {
    this.#zoom(false);
    this.redraw();
  }

  #zoom(on: boolean): void {
    this.#zoomed = on;
    this.requestUpdate();
    if (!on) this.#tell(undefined);
    else setTimeout(() => this.#tell(this.#chart?.scales.x)); // once it is on show
  }

  /** Tells the race's view state which part the reader has come to. */
  #tell(x: { min?: number | undefined; max?: number | undefined } | undefined): void {
    const ends = x?.min !== undefined && x.max !== undefined ? [x.min, x.max] : undefined;
    const part = ends?.map((end) => Number(end.toPrecision(5)));
    if (part && !(part[0]! < part[1]!)) return; // closer than a link can say
    this.#part = part;
    this.stage.look({ chart: part });
  }

  /** Shows the part that the view state asks for, where that is another one. */
  #show(): void {
    const { chart } = this.stage.view;
    if (chart === this.#part) return;
    this.#part = chart;
    if (this.#zoomed !== (chart !== undefined)) this.requestUpdate();
    this.#zoomed = chart !== undefined;
    if (chart) this.#chart?.setScale('x', { min: chart[0]!, max: chart[1]! });
    else this.#chart?.setData(this.#chart.data, true);
  }

  #xRange(axes: Axes, low: number, high: number): [number, number] {
    if (this.#zoomed && !this.#filling) return [low, high];
    if (!Number.isFinite(low) || !Number.isFinite(high)) return axes.logX ? [1, 10] : [0, 1];
    if (axes.logX) return [low, Math.max(high, low * 1.01)];
    return axes.x.id === 'step' ? [0, ahead(this.stage.config.steps, high)] : [0, high || 1];
  }

  #yRange(axes: Axes, low: number | null, high: number | null): [number, number] {
    const [, , from, to] = this.#part ?? [];
    if (from !== undefined && to !== undefined) return [from, to];
    const curves = this.#curves(axes);
    if (axes.share) return shareRange(curves);
    const [first] = curves;
    const start = axes.falls && first && first.length > 0 ? first.y(0) : Number.NaN;
    return valueRange(low ?? Number.NaN, high ?? Number.NaN, start, axes.logY);
  }

  #point(chart: uPlot): void {
    const box = this.querySelector<HTMLElement>('.readout');
    if (!box || this.#filling) return;
    this.aloud(() => point(chart, box, this.stage, this.axes(), this.#curves(this.axes())));
  }

  protected readonly leave = (): void => {
    const box = this.querySelector<HTMLElement>('.readout');
    this.#heard(false);
    this.#chart?.setCursor({ left: -10, top: -10 }, false);
    if (box) leave(box, this.stage);
  };

  /** Whether the readings are spoken: a mouse would make them talk without end. */
  #heard(on: boolean): void {
    const box = this.querySelector('.readout');
    box?.setAttribute('aria-live', on ? 'polite' : 'off');
    box?.setAttribute('aria-hidden', String(!on));
  }
}
