import type { Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import { wrapped } from './text.ts';

const [GAP, SIZE, LINE, MOST] = [16, 12, 17, 4];

/** What one lane makes of the plane. */
export interface Region {
  said: string;
  /** On a square at the pen's origin. */
  draw(pen: Pen, side: number): void;
}

/** The regions that a page shows, each with its name. */
export function regionsOn(root: ParentNode): Region[] {
  return [...root.querySelectorAll<HTMLElement>('.region')].map((figure) => ({
    said: (figure.querySelector('figcaption')?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    draw(pen, side) {
      const canvas = figure.querySelector('canvas');
      if (canvas && canvas.width > 0) pen.drawImage(canvas, 0, 0, side, side);
    },
  }));
}

/** What each lane makes of the plane: pictures, each with its name. */
export class RegionsPart {
  readonly height: number;
  readonly #columns: number;
  readonly #side: number;
  readonly #names: number;

  static of(regions: readonly Region[], palette: Palette, width: number): RegionsPart | undefined {
    return regions.length > 0 ? new RegionsPart(regions, palette, width) : undefined;
  }

  private constructor(
    private readonly regions: readonly Region[],
    private readonly palette: Palette,
    width: number,
  ) {
    this.#columns = Math.min(MOST, Math.max(2, regions.length));
    this.#side = (width + GAP) / this.#columns - GAP;
    this.#names = Math.max(...regions.map((region) => this.#said(region).length));
    this.height = Math.ceil(regions.length / this.#columns) * this.#tall;
  }

  get #tall(): number {
    return this.#side + this.#names * LINE + GAP;
  }

  #said({ said }: Region): string[] {
    return wrapped(said, this.#side, `${SIZE}px ${this.palette.font}`);
  }

  draw(pen: Pen): void {
    const side = this.#side;
    for (const [i, region] of this.regions.entries()) {
      pen.save();
      pen.translate((i % this.#columns) * (side + GAP), Math.floor(i / this.#columns) * this.#tall);
      pen.save();
      pen.beginPath();
      pen.rect(0, 0, side, side);
      pen.clip();
      region.draw(pen, side);
      pen.restore();
      pen.textAlign = 'left';
      pen.textBaseline = 'alphabetic';
      pen.font = `${SIZE}px ${this.palette.font}`;
      pen.lineWidth = 1;
      pen.strokeStyle = this.palette.rule;
      pen.fillStyle = this.palette.ink;
      pen.beginPath();
      pen.rect(0, 0, side, side);
      pen.stroke();
      for (const [k, line] of this.#said(region).entries()) pen.fillText(line, 0, side + LINE * (k + 1) - 2);
      pen.restore();
    }
  }
}
