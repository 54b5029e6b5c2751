import type { TemplateResult } from 'lit';
import type { Problem } from '../core/catalog.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { cancelFrame, nextFrame, soon } from '../toolkit/frame.ts';
import type { Key } from '../toolkit/i18n.ts';
import { type Palette, readPalette } from '../toolkit/palette.ts';
import { shownScale } from '../toolkit/place.ts';

/** One way to look at a race. A view is one file and one line in all.ts. */
export interface View {
  id: string;
  title: Key;
  /** It has the place of the race's pictures, and a transport of its own: it is shown when it is asked for. */
  apart?: boolean;
  /** It is shown when it is asked for, alone. */
  optional?: boolean;
  /** It is a part of another view, or has the place of all of the race's pictures: only the latter stands in the row of views. */
  extent?: 'part' | 'whole';
  fits(problem: Problem): boolean;
  /** Whether a race has it, where that is known once its lanes are made. */
  has?(stage: Stage): boolean;
  render(stage: Stage): TemplateResult;
}

/** What may change how large a view is shown although its own size stays: a slide that is scaled to the window, a figure that grows. */
const RESCALING = ['resize', 'transitionend', 'animationend', 'fullscreenchange'] as const;

/** What draws on a canvas: at most once a frame, at the device's resolution, in the colours of the theme. */
export abstract class ViewElement extends StageElement {
  #palette: Palette | undefined;
  #scale = 1;
  readonly #draw = (): void => {
    if (!this.isConnected || !this.hasUpdated) return;
    this.#scale = shownScale(this);
    this.inItsLanguage(() => this.draw());
  };

  /** Draws what changed since the last call. */
  protected abstract draw(): void;
  /** The element has another size. */
  protected abstract resized(): void;
  /** The colours changed: everything is to be drawn again. */
  protected abstract recoloured(): void;

  /** Whether a draw takes a good part of a frame. */
  protected readonly heavy: boolean = false;

  protected redraw(): void {
    const { defaultView } = this.ownerDocument;
    if (this.heavy) soon(this.#draw, defaultView);
    else nextFrame(this.#draw, defaultView);
  }

  protected get palette(): Palette {
    this.#palette ??= readPalette(this);
    return this.#palette;
  }

  protected override attach(stage: Stage): void {
    super.attach(stage);
    const view = this.ownerDocument.defaultView as (typeof globalThis & Window) | null;
    if (!view) return;
    const print = view.matchMedia('print');
    const settle = (): void => {
      recheck(); // what is not laid out hears of no transition
      this.resized();
      this.redraw();
    };
    const resize = new view.ResizeObserver(settle);
    const recheck = (event?: Event): void => {
      if (event && event.target !== this) return; // a button's
      if (!this.#palette) return; // nothing has been drawn
      const palette = readPalette(this);
      if (JSON.stringify(palette) === JSON.stringify(this.#palette)) return;
      this.#palette = palette;
      this.recoloured();
      this.#draw(); // at once: what is around it is in the other colours already
    };
    const printed = (): void => {
      this.#palette = undefined;
      this.resized();
      this.recoloured();
      this.#draw(); // no frame comes before the page is printed
      nextFrame(settle); // and it may take one until the screen has its layout again
    };
    print.addEventListener('change', printed);
    const rescaled = (): void => this.redraw();
    for (const name of RESCALING) view.addEventListener(name, rescaled);
    this.addEventListener('transitionrun', recheck); // of colours that nobody sees (views.css)
    resize.observe(this);
    this.own(
      () => print.removeEventListener('change', printed),
      () => {
        for (const name of RESCALING) view.removeEventListener(name, rescaled);
      },
      () => this.removeEventListener('transitionrun', recheck),
      () => resize.disconnect(),
      () => cancelFrame(settle),
      () => cancelFrame(this.#draw),
      stage.on('rows', () => this.redraw()),
      stage.on('session', () => this.redraw()),
      stage.on('around', () => {
        recheck();
        if (shownScale(this) !== this.#scale) this.redraw();
      }),
    );
  }
}

/** Whether what is drawn now is for paper. */
export const onPaper = (view: Window): boolean => view.matchMedia('print').matches;

const PAPER = 3; // pixels of paper for a CSS pixel: about 300 an inch
const MOST_PIXELS = 1 << 24; // of a canvas, whatever enlarges it

/** Device pixels for each of a canvas's own CSS pixels, as large as it is shown. Those of one that is shown smaller stay: it may grow. */
export function sharpness(canvas: HTMLElement, width: number, height: number): number {
  const view = canvas.ownerDocument.defaultView ?? window;
  const wanted = Math.max(onPaper(view) ? PAPER : 0, view.devicePixelRatio || 1) * Math.max(1, shownScale(canvas));
  return Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
}

/** Makes a canvas as sharp as it is shown, and scales its context to CSS pixels. True when it was resized (and so cleared). */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, ratio?: number): boolean {
  const sharp = ratio ?? sharpness(canvas, width, height);
  const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)];
  if (canvas.width === w && canvas.height === h) return false;
  [canvas.width, canvas.height] = [w, h];
  canvas.getContext('2d')?.setTransform(sharp, 0, 0, sharp, 0, 0);
  return true;
}
