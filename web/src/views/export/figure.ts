import { laneNames } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { labelled, said, t } from '../../toolkit/i18n.ts';
import { dashOf, laneColour, type Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import type { Recorded } from '../recorded.ts';
import { summary } from '../summary.ts';
import { Chart } from './chart.ts';
import { escaped } from './escaped.ts';
import type { MapPart } from './map.ts';
import type { RegionsPart } from './regions.ts';
import type { SeesPart } from './sees.ts';
import type { StepPart } from './step.ts';
import { SvgPen } from './svg-pen.ts';
import { widthOf, wrapped } from './text.ts';
import type { Origin } from './traces.ts';

/** What a figure is as wide as, where nobody asks for another width; and what surrounds its parts. */
export const [WIDTH, MARGIN] = [800, 20];
const GAP = 12;
const CHART = 240;
const LEGEND = { line: 28, text: 36, size: 13, height: 20, gap: 24 };

/** What a figure shows, in a sentence. */
export const captionOf = (stage: Stage): string => labelled(said(stage.problem.name), summary(stage));

/** A line of text at its place. */
interface Line {
  text: string;
  size: number;
  colour: string;
  x: number;
  y: number;
}

/** The pictures of a figure, as wide as it is without its margins: as many as there are. Of a step its picture and its lines stand in place of the map and the curves. */
export interface Parts {
  palette: Palette;
  step?: StepPart | undefined;
  map?: MapPart | undefined;
  regions?: RegionsPart | undefined;
  sees?: SeesPart | undefined;
  /** Whether it has curves; by default it has. */
  curves?: boolean;
}

/** A figure for an article: the picture of the plane where there is one, or what a network makes of its data, the curves, names, caption and origin. */
export class Figure {
  readonly height: number;
  readonly caption: string;
  readonly palette: Palette;
  readonly #inner: number;
  readonly #chart: Chart | undefined;
  readonly #chartTop: number;
  readonly #lines: Line[] = [];
  readonly #swatches: { swatch: number; x: number; y: number }[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly parts: Parts,
    readonly origin: Origin,
    readonly width = WIDTH,
  ) {
    this.palette = parts.palette;
    this.#inner = width - 2 * MARGIN;
    this.caption = captionOf(stage);
    let y = MARGIN + this.#tall;
    if (y > MARGIN) y += GAP;
    this.#chart = parts.step || parts.curves === false ? undefined : new Chart(stage, this.palette, this.#inner, CHART);
    this.#chartTop = y;
    if (this.#chart) y += CHART + 6;
    const { ink, muted } = this.palette;
    if (parts.step) for (const line of parts.step.lines) y = this.#text(line, 13, ink, y);
    else y = this.#legend(y);
    y = this.#text(this.caption, 14, ink, y + 4);
    y = this.#text(origin.link, 10, muted, y + 2);
    if (origin.checksum) y = this.#text(`${t('fair.checksum')} ${origin.checksum}`, 10, muted, y);
    this.height = y + MARGIN - 4;
  }

  get #tall(): number {
    const { step, map, regions, sees } = this.parts;
    return (step ?? map ?? regions ?? sees)?.height ?? 0;
  }

  /** The names in as many columns as they have room in; one that has none in a whole line is wrapped. */
  #legend(top: number): number {
    const { text, size, height, gap } = LEGEND;
    const names = laneNames(this.stage);
    const font = `${size}px ${this.palette.font}`;
    const widest = Math.max(...names.map((name) => widthOf(name, font)));
    const columns = Math.max(1, Math.min(names.length, Math.floor((this.#inner + gap) / (text + widest + gap))));
    const deep = Math.ceil(names.length / columns);
    const wide = (this.#inner + gap) / columns;
    let bottom = top;
    let y = top;
    for (const [i, name] of names.entries()) {
      const column = Math.floor(i / deep);
      if (i % deep === 0) y = top;
      const x = MARGIN + column * wide;
      this.#swatches.push({ swatch: this.stage.swatches[i] ?? i, x, y: y + height / 2 });
      for (const part of wrapped(name, wide - text - (columns > 1 ? gap : 0), font)) {
        this.#lines.push({ text: part, size, colour: this.palette.ink, x: x + text, y: y + height / 2 + 4.5 });
        y += height;
      }
      bottom = Math.max(bottom, y);
    }
    return bottom;
  }

  #text(text: string, size: number, colour: string, top: number): number {
    let y = top;
    for (const line of wrapped(text, this.#inner, `${size}px ${this.palette.font}`)) {
      y += size + 5;
      this.#lines.push({ text: line, size, colour, x: MARGIN, y });
    }
    return y;
  }

  /** What stays while a race runs: everything but the lanes and their curves. */
  drawStill(pen: Pen): void {
    const { palette } = this;
    pen.fillStyle = palette.paper;
    pen.beginPath();
    pen.rect(0, 0, this.width, this.height);
    pen.fill();
    this.#place(pen, MARGIN, () => {
      this.parts.step?.draw(pen);
      this.parts.map?.drawGround(pen);
    });
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
    for (const { text, size, colour, x, y } of this.#lines) {
      pen.font = `${size}px ${palette.font}`;
      pen.fillStyle = colour;
      pen.fillText(text, x, y);
    }
    for (const { swatch, x, y } of this.#swatches) {
      pen.strokeStyle = laneColour(palette, swatch);
      pen.lineWidth = 2;
      pen.setLineDash([...dashOf(swatch)]);
      pen.lineDashOffset = 0;
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(x + LEGEND.line, y);
      pen.stroke();
    }
    pen.setLineDash([]);
  }

  /**
   * The lanes as far as they have come, on axes for all of them. What came since the last call is added to the trails: a film has a layer
   * for them, which `lay` puts where they belong.
   */
  drawLanes(pen: Pen, lanes: readonly Recorded[], last: number, trails = pen, lay = (): void => {}): void {
    this.#place(trails, MARGIN, () => this.parts.map?.drawTrails(trails, lanes));
    lay();
    this.#place(pen, MARGIN, () => {
      this.parts.map?.drawHeads(pen, lanes);
      this.parts.regions?.draw(pen);
      if (!this.parts.map && !this.parts.regions) this.parts.sees?.draw(pen);
    });
    if (this.parts.step) return;
    this.#place(pen, this.#chartTop, () => this.#chart?.draw(pen, lanes, this.stage.race.lanes, last));
  }

  draw(pen: Pen): void {
    this.drawStill(pen);
    this.drawLanes(pen, this.stage.measured, this.stage.step);
  }

  #place(pen: Pen, top: number, draw: () => void): void {
    pen.save();
    pen.translate(MARGIN, top);
    draw();
    pen.restore();
  }
}

/** The figure as an SVG document; `size`: how wide and tall it is in lengths of CSS, where those are not its pixels. */
export function svgOf(figure: Figure, size: { width: string; height: string } | Figure = figure): string {
  const { width, height, caption, palette, origin } = figure;
  const pen = new SvgPen();
  figure.draw(pen);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${size.width}" height="${size.height}" direction="ltr" font-family="${escaped(palette.font)}">
<title>${escaped(caption)}</title><desc>${escaped(origin.link)}</desc>\n${pen.text()}\n</svg>\n`;
}
