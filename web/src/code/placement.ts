// How a surface lies in its plane: shifted, and turned about the middle of its map.
import type { Problem } from '../core/catalog.ts';
import type { ProblemConfig } from '../core/config.ts';
import type { Library } from './surface.ts';
import { listText } from './values.ts';
import { numberText } from './write.ts';

interface Placement {
  lines: string[];
  rotated: boolean;
  at(point: string): string;
}

/** How a surface lies in its plane; null: as its formula has it. */
export function placementOf({ box, dim }: Problem, config: ProblemConfig, { array }: Library): Placement | null {
  const shift = config.shift as number[];
  const rotate = dim === 2 ? Number(config.rotate ?? 0) : 0;
  const shifted = shift.some((x) => x !== 0);
  if (!shifted && rotate === 0) return null;
  const lines = shifted ? [`shift = ${array(listText(shift))}`] : [];
  const moved = (point: string): string => (shifted ? `${point} - shift` : point);
  if (rotate === 0) return { lines, rotated: false, at: moved };
  const bounds = (config.box as number[] | undefined) ?? box.flat();
  const centre = [0, 2].map((i) => (bounds[i]! + bounds[i + 1]!) / 2);
  const about = centre.some((x) => x !== 0);
  lines.push(
    `angle = math.radians(${numberText(rotate)})`,
    `turn = ${array('[[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]')}`,
    ...(about ? [`centre = ${array(listText(centre))}  # of the map, about which the surface is turned`] : []),
  );
  const turned = (point: string): string => {
    const from = `${moved(point)}${about ? ' - centre' : ''}`;
    return `turn @ ${from.includes(' ') ? `(${from})` : from}${about ? ' + centre' : ''}`;
  };
  return { lines, rotated: true, at: turned };
}
