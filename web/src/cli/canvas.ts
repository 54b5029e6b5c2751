import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { pathToFileURL } from 'node:url';
import { SidestepError } from '../core/module.ts';
import { colourOf } from '../views/export/colour.ts';
import type { Figure } from '../views/export/figure.ts';
import { measureWith, onCanvas } from '../views/export/text.ts';
import type { Pen } from '../views/pen.ts';
import { FONT } from './paper.ts';
import type { Bitmap } from './regions-of.ts';

// PNG and PDF are drawn by Skia. It is large, and only these need it: who wants them installs it.

const LIBRARY = '@napi-rs/canvas';
type Library = typeof import('@napi-rs/canvas');

/** The library beside this program, or in the folder that it was started in. */
async function found(): Promise<Library> {
  try {
    return await import('@napi-rs/canvas');
  } catch {
    try {
      const path = createRequire(join(cwd(), 'package.json')).resolve(LIBRARY);
      const { default: library } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { default: Library };
      return library;
    } catch {
      const message = `PNG and PDF need a library that is not here: npm install ${LIBRARY}`;
      throw new SidestepError({ code: 'no-library', at: '--out', message });
    }
  }
}

/** Brings the library, with a font of the user's own where one is given; from then on it measures texts. */
export async function skia(font: string | undefined): Promise<Library> {
  const library = await found();
  if (font !== undefined && !library.GlobalFonts.registerFromPath(font, FONT))
    throw new SidestepError({ code: 'no-file', at: '--font', message: 'is no font that can be read' });
  measureWith(onCanvas(library.createCanvas(1, 1).getContext('2d') as unknown as CanvasRenderingContext2D));
  return library;
}

/** A context that knows the mixtures of CSS, too. */
function penOf(context: object): Pen {
  const own = context as Record<string | symbol, unknown>;
  return new Proxy(own, {
    get: (_, name) => {
      const value = own[name];
      return typeof value === 'function' ? value.bind(own) : value;
    },
    set: (_, name, value) => {
      own[name] = /Style$/.test(String(name)) ? rgba(value as string) : value;
      return true;
    },
  }) as unknown as Pen;
}

function rgba(css: string): string {
  const { rgb, opacity } = colourOf(css);
  return opacity === 1
    ? rgb
    : `${rgb}${Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0')}`;
}

/** So many device pixels for each of the figure's. */
export async function pngOf({ createCanvas }: Library, figure: Figure, scale: number): Promise<Uint8Array> {
  const canvas = createCanvas(Math.round(figure.width * scale), Math.round(figure.height * scale));
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  figure.draw(penOf(context));
  return canvas.encode('png');
}

/** Lines and texts remain lines and texts. A point is 4/3 pixels. */
export function pdfOf({ PDFDocument }: Library, figure: Figure): Uint8Array {
  const document = new PDFDocument({ title: figure.caption, subject: figure.origin.link, creator: 'Sidestep' });
  const context = document.beginPage(figure.width * 0.75, figure.height * 0.75);
  context.scale(0.75, 0.75);
  figure.draw(penOf(context));
  document.endPage();
  return document.close();
}

/** Pixels as a picture that the library's pen draws. */
export const bitmapOf =
  ({ createCanvas, ImageData }: Library): Bitmap =>
  (pixels, side) => {
    const canvas = createCanvas(side, side);
    canvas.getContext('2d').putImageData(new ImageData(pixels, side, side), 0, 0);
    return canvas as unknown as HTMLCanvasElement;
  };

/** The library knows next to nothing of style sheets. */
const CLASSES: Readonly<Record<string, string>> = {
  muted: 'fill="#666"',
  axis: 'stroke="#999"',
  grid: 'stroke="#e4e4e4"',
};

/** A picture that is there as SVG already, in that size; so many device pixels for each of its own, in a PDF as well. */
export async function paintedSvg(
  { createCanvas, loadImage, PDFDocument }: Library,
  kind: 'png' | 'pdf',
  svg: string,
  [width, height]: readonly [number, number],
  scale: number,
): Promise<Uint8Array> {
  // Strokes, which should stand below letters, would cover them.
  const plain = svg
    .replace(/<style>.*<\/style>/, '')
    .replace(/ class="(\w+)"/g, (_, name: string) => ` ${CLASSES[name]}`);
  const [across, down] = [width, height].map((side) => Math.round(side * scale)) as [number, number];
  const sized = plain.replace(/ width="[\d.]+" height="\d+"/, ` width="${across}" height="${down}"`);
  const image = await loadImage(Buffer.from(sized));
  if (kind === 'png') {
    const canvas = createCanvas(across, down);
    canvas.getContext('2d').drawImage(image, 0, 0, across, down);
    return canvas.encode('png');
  }
  const document = new PDFDocument({ creator: 'Sidestep' });
  const page = document.beginPage(width * 0.75, height * 0.75) as unknown as Pen;
  page.drawImage(image as unknown as HTMLCanvasElement, 0, 0, width * 0.75, height * 0.75);
  document.endPage();
  return document.close();
}
