import type { Pen } from '../pen.ts';
import { Thinning } from '../thinning.ts';
import { colourOf } from './colour.ts';
import { escaped } from './escaped.ts';
import { isMeasured, widthOf } from './text.ts';

/** Lines keep what a tenth of a pixel can tell. */
const TOLERANCE = 0.1;
/** From this width on a text says how wide it is, so that another machine's fonts do not push it over the edge. */
const WIDE = 300;

const short = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));

const paint = (name: 'fill' | 'stroke', css: Pen['fillStyle']): string => {
  const { rgb, opacity } = colourOf(css as string);
  return `${name}="${rgb}"${opacity < 1 ? ` ${name}-opacity="${short(opacity, 3)}"` : ''}`;
};

/** Writes what is drawn as SVG: lines as paths, texts as texts. */
export class SvgPen implements Pen {
  fillStyle: Pen['fillStyle'] = '#000';
  strokeStyle: Pen['strokeStyle'] = '#000';
  lineWidth = 1;
  lineDashOffset = 0;
  lineCap: CanvasLineCap = 'butt';
  lineJoin: CanvasLineJoin = 'miter';
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  #dash: number[] = [];
  #parts: string[] = [];
  /** Since each `save`: what closes the groups that were opened, and what was set before. */
  #saved: { ends: string[]; state: Partial<SvgPen>; dash: number[] }[] = [];
  #path = '';
  #rect = [0, 0, 0, 0];
  /** The path that was filled last, in case that its line follows. */
  #filled = '';
  #halo = '';
  readonly #line = new Thinning(TOLERANCE, (x, y) => {
    this.#path += `${this.#path === '' || this.#path.endsWith('Z') || this.#broken ? 'M' : 'L'}${short(x)} ${short(y)}`;
    this.#broken = false;
  });
  #broken = false;

  /** What has been drawn so far. */
  text(): string {
    this.#flush();
    return this.#parts.join('\n');
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineDashOffset, lineCap, lineJoin, font, textAlign, textBaseline } =
      this;
    const state = {
      fillStyle,
      strokeStyle,
      lineWidth,
      lineDashOffset,
      lineCap,
      lineJoin,
      font,
      textAlign,
      textBaseline,
    };
    this.#saved.push({ ends: [], state, dash: this.#dash });
  }

  restore(): void {
    this.#flush();
    const saved = this.#saved.pop();
    if (!saved) return;
    this.#parts.push(...saved.ends.reverse());
    Object.assign(this, saved.state);
    this.#dash = saved.dash;
  }

  translate(x: number, y: number): void {
    this.#open(`<g transform="translate(${short(x)} ${short(y)})">`, '</g>');
  }

  /** To the rectangle that was drawn last. */
  clip(): void {
    const [x, y, width, height] = this.#rect.map((value) => short(value)) as [string, string, string, string];
    const box = `x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}"`;
    this.#open(`<svg ${box} overflow="hidden">`, '</svg>');
  }

  beginPath(): void {
    this.#line.end();
    this.#path = '';
    this.#broken = false;
  }

  moveTo(x: number, y: number): void {
    this.#line.end();
    this.#broken = true;
    this.#line.add(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#line.add(x, y);
  }

  closePath(): void {
    this.#line.end();
    this.#path += 'Z';
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#line.end();
    this.#rect = [x, y, width, height];
    this.#path += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  /** A whole circle. */
  arc(x: number, y: number, radius: number): void {
    this.#line.end();
    const [r, across] = [short(radius, 2), short(2 * radius, 2)];
    this.#path = this.#path.replace(/M[^MLZah]*$/, ''); // the way to where it begins
    this.#path += `M${short(x - radius, 2)} ${short(y, 2)}a${r} ${r} 0 1 0 ${across} 0a${r} ${r} 0 1 0 -${across} 0Z`;
  }

  fill(rule?: unknown): void {
    this.#flush();
    this.#line.end();
    if (this.#path === '') return;
    this.#filled = `<path d="${this.#path}" ${paint('fill', this.fillStyle)}${rule === 'evenodd' ? ' fill-rule="evenodd"' : ''}`;
  }

  stroke(): void {
    this.#line.end();
    if (this.#path === '') return;
    const both = this.#filled.startsWith(`<path d="${this.#path}"`);
    if (!both) this.#flush();
    const dash =
      this.#dash.length > 0
        ? ` stroke-dasharray="${this.#dash.join(' ')}" stroke-dashoffset="${short(this.lineDashOffset)}"`
        : '';
    const ends = `${this.lineCap === 'butt' ? '' : ` stroke-linecap="${this.lineCap}"`}${this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`}`;
    const start = both ? this.#filled : `<path d="${this.#path}" fill="none"`;
    this.#filled = '';
    this.#parts.push(`${start} ${paint('stroke', this.strokeStyle)} stroke-width="${this.lineWidth}"${dash}${ends}/>`);
  }

  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  /** The rim of the text that follows. */
  strokeText(): void {
    this.#halo = ` ${paint('stroke', this.strokeStyle)} stroke-width="${this.lineWidth}" stroke-linejoin="round" paint-order="stroke"`;
  }

  fillText(text: string, x: number, y: number): void {
    this.#flush();
    const [, weight, size] = /^(?:(\d+) )?([\d.]+)px/.exec(this.font) ?? [];
    const width = widthOf(text, this.font);
    const down = this.textBaseline === 'middle' ? 0.35 * Number(size) : 0;
    const anchor = { center: 'middle', right: 'end', end: 'end', left: '', start: '' }[this.textAlign];
    this.#parts.push(
      `<text x="${short(x)}" y="${short(y + down)}" font-size="${size}"${weight ? ` font-weight="${weight}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}${
        width > WIDE && isMeasured() ? ` textLength="${short(width)}"` : ''
      } ${paint('fill', this.fillStyle)}${this.#halo}>${escaped(text)}</text>`,
    );
    this.#halo = '';
  }

  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    this.#flush();
    const href = image.toDataURL('image/png');
    this.#parts.push(
      `<image x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" href="${href}"/>`,
    );
  }

  #open(start: string, end: string): void {
    this.#flush();
    this.#parts.push(start);
    this.#saved.at(-1)?.ends.push(end);
  }

  #flush(): void {
    if (this.#filled) this.#parts.push(`${this.#filled}/>`);
    this.#filled = '';
  }
}
