import type { Stage } from '../../reader/stage.ts';
import { readPalette } from '../../toolkit/palette.ts';
import { Figure, MARGIN, svgOf, WIDTH } from './figure.ts';
import { MapPart } from './map.ts';
import { RegionsPart, regionsOn } from './regions.ts';
import { SeesPart } from './sees.ts';
import { StepPart } from './step.ts';
import type { Origin } from './traces.ts';

/** The figure of what a page shows; `root` holds the views as they are on show. */
export function figureOn(stage: Stage, root: HTMLElement, origin: Origin): Figure {
  const inner = WIDTH - 2 * MARGIN;
  const palette = { ...readPalette(root), unit: 1 }; // its texts have sizes of their own
  const step = StepPart.of(root, palette, inner);
  const map = step ? undefined : MapPart.of(root, stage, palette, inner);
  const regions = map || step ? undefined : RegionsPart.of(regionsOn(root), palette, inner);
  const sees = map || regions || step ? undefined : SeesPart.of(root, palette, inner);
  return new Figure(stage, { palette, step, map, regions, sees }, origin);
}

/** The figure as an SVG document. */
export const figureSvg = (stage: Stage, root: HTMLElement, origin: Origin): string =>
  svgOf(figureOn(stage, root, origin));

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
  const figure = figureOn(stage, root, origin);
  const ctx = canvasFor(figure, 2);
  figure.draw(ctx);
  const blob = await new Promise<Blob | null>((resolve) => ctx.canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser made no picture');
  return blob;
}
