import { writeFile } from 'node:fs/promises';
import type { Catalog } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { SidestepError } from '../core/module.ts';
import type { Experiment } from '../experiment/spec.ts';
import { reasonOf } from '../run/local.ts';
import { type Lang, loadOneLanguage, loadWords, locale } from '../toolkit/i18n.ts';
import type { Palette } from '../toolkit/palette.ts';
import { type Figure, svgOf, WIDTH } from '../views/export/figure.ts';
import { usage } from './args.ts';
import { pngUrl } from './bitmap.ts';
import { pictureOf } from './figure-experiment.ts';
import { figureOf, type Look, runStage } from './figure-of.ts';
import { FONT, paper } from './paper.ts';
import type { Bitmap } from './regions-of.ts';
import type { RunOptions } from './run.ts';

export interface FigureOptions extends Look, Pick<RunOptions, 'print'> {
  lang: Lang;
  /** The file to write; without one, the SVG is printed. */
  out: string | undefined;
  width: Length;
  /** A file with a font for PNG and PDF; by default they have the system's. */
  font: string | undefined;
}

const PIXELS = { px: 1, pt: 4 / 3, mm: 96 / 25.4, cm: 96 / 2.54, in: 96 };

/** A length on paper or on a screen. */
export interface Length {
  unit: keyof typeof PIXELS;
  pixels: number;
}

/** In pixels: less has no room for a legend, more is no figure. */
const [NARROWEST, WIDEST] = [200, 4000];
const KINDS = ['svg', 'png', 'pdf'] as const;
/** Pixels of a PNG for each of the figure's: on a screen, and in print, 300 to an inch. */
const [SCREEN, PRINT] = [2, 300 / 96];

export function lengthOf(text = `${WIDTH}px`): Length {
  const [, number, said = 'px'] = /^(\d+(?:\.\d+)?)(px|pt|mm|cm|in)?$/.exec(text) ?? [];
  const unit = said as Length['unit'];
  const pixels = Number((Number(number) * PIXELS[unit]).toFixed(2));
  if (pixels >= NARROWEST && pixels <= WIDEST) return { unit, pixels };
  throw usage(`must be a length such as 12cm, 5in or 800px, from ${NARROWEST}px to ${WIDEST}px`, '--width');
}

/** What a file is, by how its name ends. */
function kindOf(out: string | undefined): (typeof KINDS)[number] {
  const kind = out === undefined ? 'svg' : KINDS.find((ending) => out.toLowerCase().endsWith(`.${ending}`));
  if (!kind)
    throw usage(`must be the name of a file that ends in ${KINDS.map((one) => `.${one}`).join(', ')}`, '--out');
  return kind;
}

/** The figure as a file of that kind. */
async function drawn(
  kind: (typeof KINDS)[number],
  draw: (palette: Palette, bitmap: Bitmap) => Promise<Figure>,
  options: FigureOptions,
) {
  const palette = paper();
  const { width, font } = options;
  if (kind !== 'svg') {
    const { bitmapOf, pdfOf, pngOf, skia } = await import('./canvas.ts');
    const library = await skia(font);
    if (font !== undefined) palette.font = `${FONT}, ${palette.font}`;
    const figure = await draw(palette, bitmapOf(library));
    const content =
      kind === 'pdf' ? pdfOf(library, figure) : await pngOf(library, figure, width.unit === 'px' ? SCREEN : PRINT);
    return { figure, content };
  }
  // All that what writes SVG asks of a picture.
  const embedded = (...of: Parameters<Bitmap>) => ({ toDataURL: () => pngUrl(...of) }) as unknown as HTMLCanvasElement;
  const figure = await draw(palette, embedded);
  const size = sizeIn(width);
  return { figure, content: svgOf(figure, { width: size(figure.width), height: size(figure.height) }) };
}

const sizeIn =
  ({ unit }: Length) =>
  (pixels: number): string =>
    unit === 'px' ? `${pixels}` : `${Number((pixels / PIXELS[unit]).toFixed(3))}${unit}`;

async function speak(lang: Lang): Promise<void> {
  await loadOneLanguage(lang);
  await loadWords('later');
  await locale.set(lang);
}

/** Makes the runs of an experiment and draws what they come to. */
export async function experimentFigure(
  experiment: Experiment,
  catalog: Catalog,
  options: FigureOptions,
): Promise<void> {
  const { lang, out, width, font } = options;
  const kind = kindOf(out);
  await speak(lang);
  paper(); // texts are measured
  const library = kind === 'svg' ? null : await (await import('./canvas.ts')).skia(font);
  const { svg, caption, origin } = await pictureOf(experiment, catalog, { ...options, width: width.pixels });
  const down = Number(/ height="(\d+)"/.exec(svg)![1]);
  const size = sizeIn(width);
  const sized = svg.replace(/ width="[\d.]+" height="\d+"/, ` width="${size(width.pixels)}" height="${size(down)}"`);
  await handOut(kind === 'svg' ? sized : await painted(kind, library!, svg), caption, origin, options);

  async function painted(as: 'png' | 'pdf', its: NonNullable<typeof library>, text: string): Promise<Uint8Array> {
    const { paintedSvg } = await import('./canvas.ts');
    const own = font === undefined ? text : text.replace(' font-family="', ` font-family="${FONT}, `);
    return paintedSvg(its, as, own, [width.pixels, down], width.unit === 'px' ? SCREEN : PRINT);
  }
}

/** Runs a race to its end and draws what the page exports of it. Rejects with a SidestepError that says what is wrong. */
export async function figure(config: Config, catalog: Catalog, options: FigureOptions): Promise<void> {
  const { lang, out, width } = options;
  const kind = kindOf(out);
  await speak(lang);
  const stage = await runStage(config, catalog, options);
  const { figure: made, content } = await drawn(
    kind,
    (palette, bitmap) => figureOf(stage, palette, width.pixels, options, bitmap),
    options,
  );
  await handOut(content, made.caption, made.origin, options);
}

/** Prints a picture, or writes it to its file and says so. */
async function handOut(
  content: string | Uint8Array,
  caption: string,
  origin: object,
  { out, print }: FigureOptions,
): Promise<void> {
  if (out === undefined) return print(content as string); // an SVG
  await writeFile(out, content).catch((error: unknown) => {
    throw new SidestepError({ code: 'no-file', at: '--out', message: `cannot be written: ${reasonOf(error)}` });
  });
  await print(`${JSON.stringify({ file: out, caption, ...origin })}\n`);
}
