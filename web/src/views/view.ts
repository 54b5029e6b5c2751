import type { TemplateResult } from 'lit';
import type { Problem } from '../core/catalog.ts';
import { cancelFrame, nextFrame, soon } from '../ui/frame.ts';
import type { Key } from '../ui/i18n.ts';
import { type Palette, readPalette } from '../ui/palette.ts';
import { Piece } from '../ui/piece.ts';
import type { Stage } from '../ui/stage.ts';

/** One way to look at a race. A view is one file and one line in all.ts. */
export interface View {
  id: string;
  title: Key;
  fits(problem: Problem): boolean;
  render(stage: Stage): TemplateResult;
}

/** What draws on a canvas: at most once a frame, at the device's resolution, in the colours of the theme. */
export abstract class ViewElement extends Piece {
  #palette: Palette | undefined;
  #theme = '';
  readonly #draw = (): void => {
    if (this.isConnected && this.hasUpdated) this.aloud(() => this.draw());
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
    this.#theme = stage.prefs.theme;
    const view = this.ownerDocument.defaultView as (typeof globalThis & Window) | null;
    if (!view) return;
    const scheme = view.matchMedia('(prefers-color-scheme: dark)');
    const recolour = (): void => {
      this.#palette = undefined;
      this.recoloured();
      this.redraw();
    };
    const print = view.matchMedia('print');
    const resize = new view.ResizeObserver(() => {
      this.resized();
      this.redraw();
    });
    const recheck = (): void => {
      const { paper } = this.palette;
      if (readPalette(this).paper === paper) return;
      recolour();
      this.#draw(); // no frame comes before the page is printed
    };
    scheme.addEventListener('change', recolour);
    print.addEventListener('change', recheck);
    this.addEventListener('transitionend', recheck); // of the ground: the page around is light or dark now
    resize.observe(this);
    this.own(
      () => scheme.removeEventListener('change', recolour),
      () => print.removeEventListener('change', recheck),
      () => this.removeEventListener('transitionend', recheck),
      () => resize.disconnect(),
      () => cancelFrame(this.#draw),
      stage.on('rows', () => this.redraw()),
      stage.on('session', () => {
        if (stage.prefs.theme !== this.#theme) nextFrame(recolour);
        this.#theme = stage.prefs.theme;
        this.redraw();
      }),
    );
  }
}

/** Makes a canvas as large as asked, in device pixels, and scales its context to CSS pixels. True when it was resized (and so cleared). */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): boolean {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === w && canvas.height === h) return false;
  [canvas.width, canvas.height] = [w, h];
  canvas.getContext('2d')?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return true;
}
