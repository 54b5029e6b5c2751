import type { Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import { wrapped } from './text.ts';

const [ROW, THUMB, HEAD, SIZE, STRIP, NAME, GAP] = [34, 28, 26, 12, 8, 110, 12];
/** The columns before those of the lanes. */
const FIRST = 96;

const textOf = (element: Element | null): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const all = <E extends Element>(root: ParentNode, selector: string): E[] => [...root.querySelectorAll<E>(selector)];

/** What a network makes of its data, as the page shows it: the sentence, items with their answers, and the first layer. */
export class SeesPart {
  readonly height: number;
  readonly #sentence: string[];
  readonly #rows: HTMLTableRowElement[];
  readonly #strips: HTMLElement[];

  static of(root: ParentNode, palette: Palette, width: number): SeesPart | undefined {
    const part = new SeesPart(root, palette, width);
    return part.height > 0 ? part : undefined;
  }

  private constructor(
    private readonly root: ParentNode,
    private readonly palette: Palette,
    private readonly width: number,
  ) {
    this.#rows = all(root, '.net-items tbody tr');
    this.#strips = all(root, '.net-strips li');
    const told = textOf(root.querySelector('.net-view .finding-sentence'));
    this.#sentence = told && this.#rows.length > 0 ? wrapped(told, width, `18px ${palette.font}`) : [];
    this.height =
      this.#sentence.length * HEAD +
      (this.#rows.length > 0 ? HEAD + this.#rows.length * ROW + GAP : 0) +
      this.#strips.reduce((sum, strip) => sum + this.#tall(strip) + STRIP, 0);
  }

  /** How tall a strip's picture is beside its name. */
  #tall(strip: HTMLElement): number {
    const canvas = strip.querySelector('canvas')!;
    return canvas.width > 0 ? ((this.width - NAME) * canvas.height) / canvas.width : 0;
  }

  draw(pen: Pen): void {
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
    let y = 0;
    const say = (text: string, x: number, at: number, size = SIZE, colour = this.palette.ink, bold = false): void => {
      pen.font = `${bold ? '600 ' : ''}${size}px ${this.palette.font}`;
      pen.fillStyle = colour;
      pen.fillText(text, x, at);
    };
    for (const line of this.#sentence) {
      y += HEAD;
      say(line, 0, y - 6, 18);
    }
    const heads = all(this.root, '.net-items thead .of-lane .lane-title');
    const wide = (this.width - FIRST) / Math.max(1, heads.length);
    if (this.#rows.length > 0) y += HEAD;
    for (const [i, head] of heads.entries()) say(textOf(head), FIRST + i * wide, y - 8, SIZE, this.palette.ink, true);
    for (const row of this.#rows) {
      const canvas = row.querySelector('canvas');
      if (canvas && canvas.width > 0) pen.drawImage(canvas, 0, y + (ROW - THUMB) / 2, THUMB, THUMB);
      const middle = y + ROW / 2 + 5;
      say(textOf(row.querySelector('.net-right')), THUMB + GAP, middle, 15);
      for (const [i, cell] of all<HTMLElement>(row, '.of-lane').entries()) {
        const wrong = cell.classList.contains('wrong');
        const lane = /lane-(\d+)/.exec(cell.className)?.[1];
        const colour = wrong ? this.palette.lanes[Number(lane)]! : this.palette.muted;
        say(textOf(cell.querySelector('.net-told')) || '–', FIRST + i * wide, middle, 15, colour, wrong);
        say(textOf(cell.querySelector('.net-sure')), FIRST + i * wide + 26, middle, SIZE, this.palette.muted);
      }
      y += ROW;
    }
    if (this.#rows.length > 0) y += GAP;
    for (const strip of this.#strips) {
      const tall = this.#tall(strip);
      say(textOf(strip.querySelector('.lane-title')), 0, y + tall / 2 + 4, SIZE, this.palette.ink, true);
      if (tall > 0) pen.drawImage(strip.querySelector('canvas')!, NAME, y, this.width - NAME, tall);
      y += tall + STRIP;
    }
  }
}
