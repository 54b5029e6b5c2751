import type { Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import { wrapped } from './text.ts';

const [GAP, SIZE, LINE, MOST] = [16, 12, 17, 4];

/** What each lane makes of the plane, as the page shows it: pictures, each with its name. */
export class RegionsPart {
  readonly height: number;
  readonly #columns: number;
  readonly #side: number;
  readonly #names: number;

  static of(root: ParentNode, palette: Palette, width: number): RegionsPart | undefined {
    const figures = [...root.querySelectorAll<HTMLElement>('.region')];
    return figures.length > 0 ? new RegionsPart(figures, palette, width) : undefined;
  }

  private constructor(
    private readonly figures: readonly HTMLElement[],
    private readonly palette: Palette,
    width: number,
  ) {
    this.#columns = Math.min(MOST, Math.max(2, figures.length));
    this.#side = (width + GAP) / this.#columns - GAP;
    this.#names = Math.max(...figures.map((figure) => this.#said(figure).length));
    this.height = Math.ceil(figures.length / this.#columns) * this.#tall;
  }

  get #tall(): number {
    return this.#side + this.#names * LINE + GAP;
  }

  #said(figure: HTMLElement): string[] {
    const text = (figure.querySelector('figcaption')?.textContent ?? '').replace(/\s+/g, ' ').trim();
    return wrapped(text, this.#side, `${SIZE}px ${this.palette.font}`);
  }

  draw(pen: Pen): void {
    const side = this.#side;
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
    pen.font = `${SIZE}px ${this.palette.font}`;
    pen.lineWidth = 1;
    pen.strokeStyle = this.palette.rule;
    pen.fillStyle = this.palette.ink;
    for (const [i, figure] of this.figures.entries()) {
      const x = (i % this.#columns) * (side + GAP);
      const y = Math.floor(i / this.#columns) * this.#tall;
      const canvas = figure.querySelector('canvas');
      if (canvas && canvas.width > 0) pen.drawImage(canvas, x, y, side, side);
      pen.beginPath();
      pen.rect(x, y, side, side);
      pen.stroke();
      for (const [k, line] of this.#said(figure).entries()) pen.fillText(line, x, y + side + LINE * (k + 1) - 2);
    }
  }
}
