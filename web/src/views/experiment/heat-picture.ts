import { nothing, type SVGTemplateResult, svg } from 'lit';
import { isShare } from '../../experiment/sample.ts';
import { num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { type Along, type Tick, ticksAlong } from './along.ts';
import { crosses, hatching, spaced, textWidth } from './axis-marks.ts';
import { bestSpot, levelsOf, smoothed, type Tint } from './heat.ts';
import { between, boxOf, type HeatScene, type MapScene, type Side, spotOf } from './heat-scene.ts';
import { isoLines } from './iso-lines.ts';
import type { Box } from './label-places.ts';
import { linePath, type Point } from './path.ts';
import { sayValue } from './readable.ts';
import { type Asked, isLess, kindOf } from './tally.ts';

export interface HeatPicture {
  scene: HeatScene;
  asked: Asked;
  names: readonly string[];
  swatches: readonly number[];
  tint: Tint;
  across: Along;
  up: Along;
  /** What stands at the axes: symbol and name. */
  titles: readonly [across: string, up: string];
  symbol: string;
  label: string;
  id: string;
  /** Whether values are chosen along both axes, as settings of lanes are: then one cell is the best. */
  chosen: boolean;
}

/** How strong the worst cell is tinted, and the best one. */
const [FAINT, STRONG] = [0.05, 0.66];

/** Tints that the eye tells apart: cells of one are one path, as thousands of pieces would hold up the page. */
const TINTS = 48;

function cellsOf(map: MapScene, { tint, id }: HeatPicture): SVGTemplateResult {
  const fine = new Map<number, string>();
  let [useless, open] = ['', ''];
  const lost: [number, number][] = [];
  map.rows.forEach((cells, row) => {
    cells.forEach(({ tally }, column) => {
      const { x, y, width, height } = boxOf(map, { row, column });
      const box = `M${x} ${y}h${width}v${height}h${-width}z`;
      const middle = [map.x.middles[column]!, map.y.middles[row]!] as [number, number];
      const kind = kindOf(tally);
      if (kind === 'lost') lost.push(middle);
      if (kind === 'open') open += `M${middle.join(' ')}h.01`;
      else if (kind !== 'fine') useless += box;
      else {
        const place = tint.place(tally.median);
        const step = Math.round(TINTS * Math.min(1, Math.max(0, Number.isFinite(place) ? place : 0)));
        fine.set(step, (fine.get(step) ?? '') + box);
      }
    });
  });
  return svg`${[...fine].map(([step, d]) => svg`<path class="cell" d=${d} fill-opacity=${(FAINT + ((STRONG - FAINT) * step) / TINTS).toFixed(3)} />`)}
    <path class="useless" fill="url(#${id}-hatch)" d=${useless} /><path class="dots" d=${open} /><path class="crosses" d=${crosses(lost, 2.5)} />`;
}

/** Fewer cells make no lines, and shorter pieces say nothing. */
const [FEWEST, SHORTEST] = [4, 4];
const PLACES = [0.5, 0.35, 0.65, 0.2, 0.8];

/** Lines of equal value, the longest piece of each with its number where that has room; not over `label`. */
function linesOf(
  map: MapScene,
  levels: readonly number[],
  { tint, asked }: HeatPicture,
  label: Box | null,
): SVGTemplateResult {
  if (map.across.length < FEWEST || map.up.length < FEWEST) return svg``;
  const heights = smoothed(map, tint.along);
  const taken: Box[] = label ? [label] : [];
  const all = levels.map((level) => {
    const lines = isoLines(heights, tint.along(level))
      .filter((line) => line.length >= SHORTEST)
      .map((line) => line.map(({ x, y }) => ({ x: between(map.x.middles, x), y: between(map.y.middles, y) })));
    const longest = lines.toSorted((a, b) => b.length - a.length)[0] ?? [];
    const share = isShare(asked.measure) && asked.what !== 'steps';
    const text = share ? `${num(Number((100 * level).toPrecision(6)))}%` : sayValue(level, asked);
    const boxAt = ({ x, y }: Point): Box => ({
      x: x - textWidth(text, 11) / 2 - 3,
      y: y - 7,
      width: textWidth(text, 11) + 6,
      height: 14,
    });
    const isClear = (at: Point): boolean => {
      const { x, y, width, height } = boxAt(at);
      const inside = x > map.left && x + width < map.right && y > map.top && y + height < map.bottom;
      return (
        inside && taken.every((o) => x + width < o.x || x > o.x + o.width || y + height < o.y || y > o.y + o.height)
      );
    };
    const at = PLACES.map((part) => longest[Math.round(part * (longest.length - 1))]).find(
      (one) => one && isClear(one),
    );
    if (at) taken.push(boxAt(at));
    return { path: lines.map(linePath).join(''), at, text };
  });
  return svg`${all.map(({ path }) => svg`<path class="iso" d=${path} />`)}
    ${all.map(({ at, text }) => (at ? svg`<text class="halo" x=${at.x} y=${at.y + 4} text-anchor="middle">${text}</text>` : nothing))}`;
}

/** The best value at each place across, over the map, by the same scale. */
function stripOf(map: MapScene, picture: HeatPicture): SVGTemplateResult {
  const { tint, asked, symbol, label } = picture;
  const less = isLess(asked);
  const points = map.x.middles.map((x, column) => {
    const best = bestSpot({ ...map, rows: map.rows.map((cells) => [cells[column]!]) }, less);
    const { top, bottom } = map.strip;
    const place = best ? tint.place(best.median) : Number.NaN;
    return { x, y: less ? bottom - place * (bottom - top) : top + place * (bottom - top) };
  });
  return svg`<text class="muted" x=${map.left} y=${map.strip.top - 4}>${t('sweep.strip', { label, symbol })}</text><path class="strip" d=${linePath(points)} />`;
}

function numbersOf(map: MapScene, { across, up, titles }: HeatPicture): SVGTemplateResult {
  const { left, right, bottom } = map;
  const own = (side: Side, along: Along, values: readonly number[]): (Tick & { px: number })[] =>
    values.map((at, i) => ({ at, label: along.say(at), px: side.middles[i]! }));
  const fits = own(map.x, across, map.across);
  const wide = (right - left) / map.across.length;
  const round = map.x.place !== null && Math.max(...fits.map(({ label }) => textWidth(label, 11))) + 6 > wide;
  const marks = round
    ? ticksAlong(across, Math.round((right - left) / 62)).map((tick) => ({ ...tick, px: map.x.place!(tick.at) }))
    : fits;
  const place = (list: readonly { at: number; px: number }[]) => (at: number) =>
    list.find((tick) => tick.at === at)!.px;
  const named = spaced(
    marks.filter(({ px }) => px >= left - 2 && px <= right + 2),
    place(marks),
    ({ label }) => textWidth(label, 11) + 8,
  );
  const sides = own(map.y, up, map.up).toReversed();
  return svg`<g class="axis-marks">${named.map(({ label, px }) => svg`<text x=${px} y=${bottom + 15} text-anchor="middle">${label}</text>`)}
    ${spaced(sides, place(sides), () => 13).map(({ label, px }) => svg`<text x=${left - 6} y=${px + 4} text-anchor="end">${label}</text>`)}</g>
    <text x=${right} y=${bottom + 29} text-anchor="end">${titles[0]}</text><text x=${left - 6} y=${map.top - 6} text-anchor="end">${titles[1]}</text>`;
}

/** The best cell in a frame, with its value beside it; and where that stands. */
function bestOf(map: MapScene, { asked, chosen }: HeatPicture): { picture: SVGTemplateResult; label: Box } | null {
  const best = chosen ? bestSpot(map, isLess(asked)) : null;
  if (!best) return null;
  const { x, y, width, height } = boxOf(map, best);
  const text = t('sweep.best', { value: sayValue(best.median, asked) });
  const long = textWidth(text, 11, true);
  const middle = map.y.middles[best.row]!;
  const fitsLeft = x - long - 14 > map.left;
  const at = fitsLeft ? x - 11 : x + width + 11;
  const picture = svg`<rect class="frame" x=${x} y=${y} width=${width} height=${height} />
    <path class="leader" d="M${fitsLeft ? x : x + width} ${middle}h${fitsLeft ? -8 : 8}" />
    <text class="title halo" x=${at} y=${middle + 4} text-anchor=${fitsLeft ? 'end' : 'start'}>${text}</text>`;
  return {
    picture,
    label: {
      x: fitsLeft ? at - long : x,
      y: Math.min(y, middle - 8),
      width: long + width + 12,
      height: Math.max(height, 16),
    },
  };
}

/** The cell that is pointed at, in each map. */
export const pointedCell = ({ maps }: HeatScene, cell: number | null): SVGTemplateResult =>
  svg`${maps.map((map) => {
    const spot = spotOf(map, cell);
    if (!spot) return nothing;
    const { x, y, width, height } = boxOf(map, spot);
    return svg`<rect class="frame pointed" x=${x} y=${y} width=${width} height=${height} />`;
  })}`;

/** A map for each lane, tinted by one scale. */
export function heatPicture(picture: HeatPicture): SVGTemplateResult {
  const { scene, names, swatches, id, tint } = picture;
  const levels = levelsOf(scene.maps, tint);
  return svg`<defs>${hatching(`${id}-hatch`)}</defs>
    ${scene.maps.map((map) => {
      const best = bestOf(map, picture);
      return svg`<g class="lane-${swatches[map.lane]! % COLOURS}">
        ${scene.maps.length > 1 ? svg`<text class="named label" x=${map.left} y=${map.strip.top - 20}>${names[map.lane]!}</text>` : nothing}
        ${stripOf(map, picture)}${cellsOf(map, picture)}${linesOf(map, levels, picture, best?.label ?? null)}${numbersOf(map, picture)}${best?.picture}
      </g>`;
    })}`;
}
