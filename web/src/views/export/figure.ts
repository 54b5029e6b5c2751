import { laneNames } from '../../reader/lane-names.ts';
import type { Stage } from '../../reader/stage.ts';
import { labelled, said, t } from '../../toolkit/i18n.ts';
import { dashOf, laneColour, type Palette, readPalette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import type { Recorded } from '../recorded.ts';
import { summary } from '../summary.ts';
import { Chart } from './chart.ts';
import { escaped } from './escaped.ts';
import { MapPart } from './map.ts';
import { RegionsPart } from './regions.ts';
import { SeesPart } from './sees.ts';
import { StepPart } from './step.ts';
import { SvgPen } from './svg-pen.ts';
import { widthOf, wrapped } from './text.ts';
import type { Origin } from './traces.ts';

const [WIDTH, MARGIN, GAP] = [800, 20, 12];
const INNER = WIDTH - 2 * MARGIN;
const CHART = 240;
const LEGEND = { line: 28, text: 36, size: 13, height: 20, gap: 24 };

/** A line of text at its place. */
interface Line {
  text: string;
  size: number;
  colour: string;
  x: number;
  y: number;
}

/** A figure for an article: the picture of the plane where there is one, or what a network makes of its data, the curves, names, caption and origin. */
export class Figure {
  readonly width = WIDTH;
  readonly height: number;
  readonly caption: string;
  readonly palette: Palette;
  readonly #map: MapPart | undefined;
  readonly #regions: RegionsPart | undefined;
  /** Of a step its picture and its lines stand in place of the map and the curves. */
  readonly #step: StepPart | undefined;
  readonly #sees: SeesPart | undefined;
  readonly #chart: Chart;
  readonly #chartTop: number;
  readonly #lines: Line[] = [];
  readonly #swatches: { swatch: number; x: number; y: number }[] = [];

  /** `root` holds the views as they are on show. */
  constructor(
    private readonly stage: Stage,
    root: HTMLElement,
    readonly origin: Origin,
  ) {
    this.palette = { ...readPalette(root), unit: 1 }; // its texts have sizes of their own
    this.caption = labelled(said(stage.problem.name), summary(stage));
    this.#step = StepPart.of(root, this.palette, INNER);
    this.#map = this.#step ? undefined : MapPart.of(root, stage, this.palette, INNER);
    this.#regions = this.#map || this.#step ? undefined : RegionsPart.of(root, this.palette, INNER);
    this.#sees = this.#step ? undefined : SeesPart.of(root, this.palette, INNER);
    let y = MARGIN + this.#tall;
    if (y > MARGIN) y += GAP;
    this.#chart = new Chart(stage, this.palette, INNER, CHART);
    this.#chartTop = y;
    const { ink, muted } = this.palette;
    if (this.#step) for (const line of this.#step.lines) y = this.#text(line, 13, ink, y);
    else y = this.#legend(y + CHART + 6);
    y = this.#text(this.caption, 14, ink, y + 4);
    y = this.#text(origin.link, 10, muted, y + 2);
    if (origin.checksum) y = this.#text(`${t('fair.checksum')} ${origin.checksum}`, 10, muted, y);
    this.height = y + MARGIN - 4;
  }

  get #tall(): number {
    return this.#step?.height ?? this.#map?.height ?? this.#regions?.height ?? this.#sees?.height ?? 0;
  }

  /** The names in as many columns as they have room in; one that has none in a whole line is wrapped. */
  #legend(top: number): number {
    const { text, size, height, gap } = LEGEND;
    const names = laneNames(this.stage);
    const font = `${size}px ${this.palette.font}`;
    const widest = Math.max(...names.map((name) => widthOf(name, font)));
    const columns = Math.max(1, Math.min(names.length, Math.floor((INNER + gap) / (text + widest + gap))));
    const deep = Math.ceil(names.length / columns);
    const wide = (INNER + gap) / columns;
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
    for (const line of wrapped(text, INNER, `${size}px ${this.palette.font}`)) {
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
      this.#step?.draw(pen);
      this.#map?.drawGround(pen);
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
    this.#place(trails, MARGIN, () => this.#map?.drawTrails(trails, lanes));
    lay();
    this.#place(pen, MARGIN, () => {
      this.#map?.drawHeads(pen, lanes);
      this.#regions?.draw(pen);
      if (!this.#map && !this.#regions) this.#sees?.draw(pen);
    });
    if (this.#step) return;
    this.#place(pen, this.#chartTop, () => this.#chart.draw(pen, lanes, this.stage.race.lanes, last));
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

/** The figure as an SVG document. */
export function figureSvg(stage: Stage, root: HTMLElement, origin: Origin): string {
  const figure = new Figure(stage, root, origin);
  const { width, height, caption, palette } = figure;
  const pen = new SvgPen();
  figure.draw(pen);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" direction="ltr" font-family="${escaped(palette.font)}">
<title>${escaped(caption)}</title><desc>${escaped(origin.link)}</desc>\n${pen.text()}\n</svg>\n`;
}

/** A canvas for a figure or a part of it, so many device pixels for each of its own. */
export function canvasFor(
  { width, height }: { width: number; height: number },
  ratio: number,
): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  // Encoders want even numbers.
  [canvas.width, canvas.height] = [2 * Math.round((width * ratio) / 2), 2 * Math.round((height * ratio) / 2)];
  const ctx = canvas.getContext('2d')!;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}

/** The figure as a PNG of twice its size. Rejects where the browser cannot. */
export async function figurePng(stage: Stage, root: HTMLElement, origin: Origin): Promise<Blob> {
  const figure = new Figure(stage, root, origin);
  const ctx = canvasFor(figure, 2);
  figure.draw(ctx);
  const blob = await new Promise<Blob | null>((resolve) => ctx.canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser made no picture');
  return blob;
}
