import type { TemplateResult } from 'lit';
import type { Problem } from '../core/catalog.ts';
import type { Stage } from '../reader/stage.ts';
import { StageElement } from '../reader/stage-element.ts';
import { cancelFrame, nextFrame, soon } from '../toolkit/frame.ts';
import type { Key } from '../toolkit/i18n.ts';
import { type Palette, readPalette } from '../toolkit/palette.ts';
import { shownScale } from '../toolkit/place.ts';
import { type Room, roomOf, watchRatio } from './canvas.ts';

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

  /** The room of a canvas of its own, which is drawn again when it has another. */
  protected roomOf(canvas: HTMLElement): Room {
    return roomOf(canvas, this.#settle);
  }

  readonly #settle = (): void => {
    this.#recheck(); // what is not laid out hears of no transition
    this.resized();
    this.redraw();
  };

  readonly #recheck = (event?: Event): void => {
    if (event && event.target !== this) return; // a button's
    if (!this.#palette || !this.isConnected) return; // nothing has been drawn
    const palette = readPalette(this);
    if (JSON.stringify(palette) === JSON.stringify(this.#palette)) return;
    this.#palette = palette;
    this.recoloured();
    this.#draw(); // at once: what is around it is in the other colours already
  };

  /** Its size may have been told before it had canvases. */
  override firstUpdated(): void {
    super.firstUpdated();
    this.resized();
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
    const resize = new view.ResizeObserver(this.#settle);
    const printed = (): void => {
      this.#palette = undefined;
      this.resized();
      this.recoloured();
      this.#draw(); // no frame comes before the page is printed
      nextFrame(this.#settle); // and it may take one until the screen has its layout again
    };
    print.addEventListener('change', printed);
    const rescaled = (): void => this.redraw();
    for (const name of RESCALING) view.addEventListener(name, rescaled);
    this.dataset.drawn = ''; // it has colours that nobody sees (views.css), and hears when they begin to change
    this.addEventListener('transitionrun', this.#recheck);
    resize.observe(this);
    this.own(
      () => print.removeEventListener('change', printed),
      () => {
        for (const name of RESCALING) view.removeEventListener(name, rescaled);
      },
      () => this.removeEventListener('transitionrun', this.#recheck),
      () => resize.disconnect(),
      watchRatio(view, this.#settle),
      () => cancelFrame(this.#settle),
      () => cancelFrame(this.#draw),
      stage.on('rows', () => this.redraw()),
      stage.on('session', () => this.redraw()),
      stage.on('around', () => {
        this.#recheck();
        if (shownScale(this) !== this.#scale) this.redraw();
      }),
    );
  }
}
