import { nothing, type SVGTemplateResult, svg } from 'lit';
import { isShare } from '../../experiment/sample.ts';
import { labelled, t } from '../../toolkit/i18n.ts';
import { COLOURS, dashOf } from '../../toolkit/palette.ts';
import { type Tick, ticksAlong } from './along.ts';
import { columnMarks, crosses, hatching, rowMarks, textWidth } from './axis-marks.ts';
import { placed } from './label-places.ts';
import { lostWords, sayLost } from './lost-words.ts';
import { linesOf, type OneScene, ROW, startsOf } from './one-scene.ts';
import { areaPath, linePath } from './path.ts';
import { sayValue } from './readable.ts';
import { ticksOf } from './scale.ts';
import { type Asked, kindOf } from './tally.ts';

export interface OnePicture {
  scene: OneScene;
  asked: Asked;
  names: readonly string[];
  swatches: readonly number[];
  /** What the hatching and the clipping are called. */
  id: string;
  /** What is pointed at. */
  cell: number | null;
  lane: number | null;
}

/** Pixels: what is farther off has no place on the axis. */
const FAR = 1e5;

const classOf = ({ swatches }: OnePicture, lane: number): string => `lane-${swatches[lane]! % COLOURS}`;
const faint = (picture: OnePicture, lane: number): string =>
  picture.lane !== null && picture.lane !== lane ? ' faint' : '';

/** Round values of the vertical axis. */
function valueTicks({ axis, frame }: OneScene, { what, measure }: Asked): Tick[] {
  const want = Math.max(3, Math.round((frame.bottom - frame.top) / 46));
  const share = isShare(measure) && what !== 'steps';
  return ticksOf(axis, want, share ? 'percent' : 'plain').map(({ value, text }) => ({ at: value, label: text }));
}

/** What is lost: a row of crosses for each lane, and where in words. */
function gutterOf(picture: OnePicture): SVGTemplateResult | typeof nothing {
  const { scene, asked, names, id } = picture;
  const { gutter, frame, narrow } = scene;
  if (scene.lost.length === 0) return nothing;
  const title = t(asked.what === 'steps' ? 'sweep.never' : 'sweep.diverged');
  return svg`<rect class="useless" fill="url(#${id}-hatch)" x=${frame.left} y=${gutter.top} width=${frame.right - frame.left} height=${gutter.bottom - gutter.top} />
    <text class="muted" x=${frame.left - 6} y=${gutter.top + 8 + ROW.lost / 2} text-anchor="end">${title}</text>
    ${scene.lost.map((lane, row) => {
      const { points } = scene.lanes[lane]!;
      const y = gutter.top + 4 + ROW.lost * (row + 0.5);
      const of = (all: boolean) =>
        points
          .filter(({ tally }) => tally.lost > 0 && (kindOf(tally) === 'lost') === all)
          .map(({ value }) => [scene.x(value), y] as const);
      const [half, all] = [of(false), of(true)];
      const text = labelled(names[lane]!, sayLost(lostWords(points), scene.along.say));
      const width = textWidth(text, 11, true);
      const xs = [...half, ...all].map(([x]) => x);
      const begin = frame.left + 8;
      const end = Math.min(...xs) - 10;
      const after = Math.max(...xs) + 10;
      const at =
        end - begin >= width
          ? { x: end, anchor: 'end' }
          : frame.right - after >= width
            ? { x: after, anchor: 'start' }
            : null;
      return svg`<g class="${classOf(picture, lane)}${faint(picture, lane)}"><path class="crosses" d=${crosses(all)} /><path class="crosses part" d=${crosses(half, 2)} />
        ${at && !narrow ? svg`<text class="named halo" x=${at.x} y=${y + 4} text-anchor=${at.anchor}>${text}</text>` : nothing}</g>`;
    })}`;
}

/** The value before training, and what is above it: of no use, though it did not diverge. */
function startOf({ scene, asked, id }: OnePicture) {
  if (asked.what !== 'final') return null;
  const { frame, x, y, less } = scene;
  const starts = startsOf(scene.lanes);
  const line =
    typeof starts === 'number'
      ? [
          { x: frame.left, y: y(starts) },
          { x: frame.right, y: y(starts) },
        ]
      : starts.map(({ value, start }) => ({ x: x(value), y: y(start) }));
  const seen = line.filter((p) => p.y >= frame.top - 1 && p.y <= frame.bottom + 1);
  if (scene.empty || seen.length === 0) return null;
  const edge = less ? frame.top : frame.bottom;
  const first = seen[0]!.y;
  const useless =
    typeof starts === 'number' &&
    scene.lanes.some(({ points }) => points.some(({ tally }) => kindOf(tally) === 'idle'));
  const value = typeof starts === 'number' ? sayValue(starts, asked) : '';
  const text = t(isShare(asked.measure) ? 'sweep.start.accuracy' : 'sweep.start.loss', { value });
  const more = ` · ${t(less ? 'sweep.idle.above' : 'sweep.idle.below')}`;
  const room = Math.abs(first - edge) > 18 && textWidth(text + more, 11) < frame.right - frame.left - 12;
  const ground = svg`${useless ? svg`<path class="useless weak" fill="url(#${id}-hatch)" d="${linePath(line)}V${edge}H${frame.left}Z" />` : nothing}
    <path class="start" d=${linePath(line.map((p) => (Math.abs(p.y) > FAR ? { ...p, y: Number.NaN } : p)))} />`;
  const at = less ? first - 5 : first + 13;
  const texts = svg`<text class="halo" x=${seen[0]!.x + 6} y=${at}>${text}${useless && room ? svg`<tspan class="muted">${more}</tspan>` : nothing}</text>`;
  return { ground, texts };
}

function curveOf(picture: OnePicture, index: number): SVGTemplateResult {
  const { scene, swatches, id } = picture;
  const curve = scene.lanes[index]!;
  const { medians, q1, q3, leaves } = linesOf(curve, scene);
  const dash = dashOf(swatches[curve.lane]!).join(' ');
  const open = curve.points.filter(({ tally }) => kindOf(tally) === 'open');
  return svg`<g class="${classOf(picture, curve.lane)}${faint(picture, curve.lane)}">
    <g clip-path="url(#${id}-clip)"><path class="band" d=${areaPath(q3, q1)} /><path class="line" stroke-dasharray=${dash || nothing} d=${linePath(medians)} /></g>
    <path class="leaves" d=${leaves} />
    ${open.map(({ value }) => svg`<circle class="open" cx=${scene.x(value)} cy=${scene.frame.bottom - 3} r="1.2" />`)}
    ${curve.best === null ? nothing : svg`<circle class="best" cx=${medians[curve.best]!.x} cy=${medians[curve.best]!.y} r="4" />`}
  </g>`;
}

/** The best point of each lane, named; of a lane that does not move along the axis, the lane. */
function labelsOf(picture: OnePicture): SVGTemplateResult {
  const { scene, asked, names } = picture;
  const { frame } = scene;
  const labels = scene.lanes.flatMap(({ lane, points, best, varied }) => {
    const at =
      best !== null
        ? points[best]
        : varied && scene.chosen
          ? undefined
          : points.findLast(({ tally }) => Number.isFinite(tally.median));
    if (!at || !Number.isFinite(scene.y(at.tally.median)) || kindOf(at.tally) === 'open') return [];
    const told = sayValue(at.tally.median, asked);
    const rest =
      best !== null ? t('sweep.bestAt', { best: told, value: scene.along.say(at.value) }) : varied ? '' : told;
    const width = textWidth(names[lane]!, 12, true) + textWidth(` ${rest}`, 12) + 4;
    return [{ lane, rest, x: scene.x(at.value), y: scene.y(at.tally.median), width, height: 15 }];
  });
  const drawn = scene.lanes.flatMap((curve) => {
    const { medians } = linesOf(curve, scene);
    return medians.flatMap(({ x, y }, i) => {
      const next = medians[i + 1] ?? { x, y };
      return [0, 0.25, 0.5, 0.75].map((part) => [x + part * (next.x - x), y + part * (next.y - y)] as const);
    });
  });
  const boxes = placed(labels, drawn, {
    x: frame.left,
    y: frame.top,
    width: frame.right - frame.left,
    height: frame.bottom - frame.top,
  });
  return svg`${labels.map(({ lane, rest }, i) => {
    const box = boxes[i];
    return box
      ? svg`<text class="label halo ${classOf(picture, lane)}${faint(picture, lane)}" x=${box.x} y=${box.y + 12}><tspan class="named">${names[lane]}</tspan> ${rest}</text>`
      : nothing;
  })}`;
}

/** A sweep over one axis, without its strips and what can be moved. */
export function onePicture(picture: OnePicture): SVGTemplateResult {
  const { scene, asked, id, cell } = picture;
  const { frame, x, y, along, gutter, less, lanes } = scene;
  const marks = ticksAlong(along, Math.max(3, Math.round((frame.right - frame.left) / 64)));
  const pointed =
    cell === null
      ? []
      : lanes.flatMap(({ lane, points }) =>
          points.filter((point) => point.cell === cell).map((point) => ({ ...point, lane })),
        );
  const start = startOf(picture);
  const hidden = asked.target !== null && asked.what !== 'steps' ? y(asked.target) : Number.NaN;
  const bottom = less ? frame.bottom : Math.max(frame.bottom, gutter.bottom);
  return svg`<defs>${hatching(`${id}-hatch`)}<clipPath id="${id}-clip"><rect x=${frame.left - 2} y=${frame.top} width=${frame.right - frame.left + 4} height=${frame.bottom - frame.top} /></clipPath></defs>
    ${gutterOf(picture)}
    ${columnMarks({ ...frame, bottom }, marks, x, scene.strips === null ? 0 : scene.height - bottom)}
    ${scene.empty || scene.blank ? nothing : rowMarks(frame, valueTicks(scene, asked), y, hidden)}
    ${scene.blank ? svg`<text class="muted" x=${(frame.left + frame.right) / 2} y=${(frame.top + frame.bottom) / 2} text-anchor="middle">${t('sweep.nothing')}</text>` : nothing}
    <g clip-path="url(#${id}-clip)">${start?.ground}</g>
    ${[...new Set(pointed.map(({ value }) => x(value)))].map((at) => svg`<path class="cursor" d="M${at} ${less ? 0 : frame.top}V${bottom}" />`)}
    ${lanes.map((_, i) => curveOf(picture, i))}
    ${pointed.filter(({ tally }) => Number.isFinite(y(tally.median)) && y(tally.median) >= frame.top).map(({ lane, value, tally }) => svg`<circle class="dot ${classOf(picture, lane)}" cx=${x(value)} cy=${y(tally.median)} r="3" />`)}
    ${start?.texts}
    ${scene.narrow ? nothing : labelsOf(picture)}`;
}
