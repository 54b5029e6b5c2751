import { dataPoints, decisionRegions } from '../engine/readings.ts';
import { laneNames } from '../reader/lane-names.ts';
import type { Stage } from '../reader/stage.ts';
import { percent } from '../toolkit/format.ts';
import type { Palette } from '../toolkit/palette.ts';
import { colourOf } from '../views/export/colour.ts';
import type { Region } from '../views/export/regions.ts';
import { drawPoints, shades } from '../views/regions/paint.ts';
import { lastTested } from '../views/tested.ts';

/** Points a side of the grid: on paper one is hardly seen. */
const FINE = 160;

/** Pixels as a picture that the figure's pen can draw. */
export type Bitmap = (pixels: Uint8ClampedArray<ArrayBuffer>, side: number) => HTMLCanvasElement;

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colourOf(colour).rgb.slice(at, at + 2), 16));

/** What each lane makes of the plane where it stands, with the points that are learnt from. */
export async function regionsOf(stage: Stage, palette: Palette, bitmap: Bitmap): Promise<Region[]> {
  const { race, problem } = stage;
  const { queries } = race;
  const inks = palette.classes.map(channels);
  const plane = problem.plane!;
  const points = await dataPoints(queries, 0);
  const names = laneNames(stage);
  const never = new AbortController().signal;
  const regions: Region[] = [];
  for (const i of race.lanes.keys()) {
    const decision = await decisionRegions(queries, i, plane, FINE, never);
    const picture = bitmap(shades(decision, FINE, inks), FINE);
    regions.push({
      said: [names[i]!, percent(lastTested(stage, i), 1)].join(' '),
      draw(pen, side) {
        // A grid's outer points lie on the rim, a picture's outer pixels half a pixel inside it.
        const pixel = side / (FINE - 1);
        pen.drawImage(picture, -pixel / 2, -pixel / 2, side + pixel, side + pixel);
        drawPoints(pen, side, points, plane, palette);
      },
    });
  }
  return regions;
}
