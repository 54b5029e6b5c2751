import { nothing, type SVGTemplateResult, svg } from 'lit';
import { isShare, type Measure } from '../../experiment/sample.ts';

import { t } from '../../toolkit/i18n.ts';
import { COLOURS, dashOf } from '../../toolkit/palette.ts';
import type { Axis } from '../chart/axis.ts';
import { crosses, hatching } from './axis-marks.ts';
import { type Frame, grid, xOf, yOf } from './frame.ts';
import { endLabels } from './labels.ts';
import { areaPath, linePath, type Point } from './path.ts';
import { ticksOf } from './scale.ts';
import { kindOf } from './tally.ts';
import type { LaneTuning, Trial } from './trials-data.ts';

export interface TuningPicture {
  lanes: readonly LaneTuning[];
  names: readonly string[];
  swatches: readonly number[];
  measure: Measure;
  y: Axis;
  x: Axis;
  width: number;
  height: number;
  /** Pixels for names beside the lines; 0: none. */
  beside: number;
  family: string;
  id: string;
  /** The lane that is looked at, and its trial. */
  lane: number | null;
  trial: number | null;
}

const [LEFT, BELOW, GUTTER] = [52, 24, 16];

export function tuningFrame({ x, y, width, height, beside, lanes }: TuningPicture): Frame & { gutter: number } {
  const lost = lanes.some(({ trials }) => trials.some(({ tally }) => kindOf(tally) === 'lost'));
  const gutter = lost ? GUTTER : 0;
  return {
    width,
    height,
    left: LEFT,
    right: width - Math.max(10, beside),
    top: gutter + 10,
    bottom: height - BELOW,
    x,
    y,
    gutter,
  };
}

const faint = ({ lane: pointed }: TuningPicture, lane: number): string =>
  pointed !== null && pointed !== lane ? ' faint' : '';
const classOf = (picture: TuningPicture, lane: number): string =>
  `lane-${picture.swatches[lane]! % COLOURS}${faint(picture, lane)}`;
const dashOfLane = ({ swatches }: TuningPicture, lane: number) => dashOf(swatches[lane]!).join(' ') || nothing;

/** The best so far as steps: it holds until a better one comes. */
function stepsOf(trials: readonly Trial[], frame: Frame): string {
  let path = '';
  for (const { trial, best } of trials) {
    if (!Number.isFinite(best)) continue;
    const [x, y] = [xOf(frame, trial + 1), yOf(frame, best)];
    path += path ? `H${x}V${y}` : `M${x} ${y}`;
  }
  return path;
}

function marks(picture: TuningPicture, frame: Frame, unit: string): SVGTemplateResult {
  const share = isShare(picture.measure);
  const ticks = {
    x: ticksOf(frame.x, 5).filter(({ value }) => Number.isInteger(value)),
    y: ticksOf(frame.y, 5, share ? 'percent' : 'plain'),
  };
  return svg`<defs>${hatching(`${picture.id}-hatch`)}<clipPath id="${picture.id}-clip"><rect x=${frame.left - 5} y=${frame.top - 5} width=${frame.right - frame.left + 10} height=${frame.bottom - frame.top + 10} /></clipPath></defs>
    ${grid(frame, ticks, unit)}`;
}

function names(
  picture: TuningPicture,
  frame: Frame,
  endOf: (lane: LaneTuning) => number,
): SVGTemplateResult | typeof nothing {
  if (picture.beside === 0) return nothing;
  const clamp = (y: number): number => Math.min(frame.bottom, Math.max(frame.top, Number.isNaN(y) ? frame.top : y));
  const labels = picture.lanes
    .filter(({ trials }) => trials.length > 0)
    .map((lane) => ({
      lane: lane.lane,
      swatch: picture.swatches[lane.lane]!,
      name: picture.names[lane.lane]!,
      value: '',
      y: clamp(endOf(lane)),
    }));
  return endLabels(
    labels,
    frame,
    picture.family,
    (lane) => picture.lane !== null && picture.lane !== lane,
    () => {},
  ) as SVGTemplateResult;
}

/** Every trial as a point, and the best so far as a line. */
export function trialsPicture(picture: TuningPicture): SVGTemplateResult {
  const { lanes, id } = picture;
  const frame = tuningFrame(picture);
  const count = Math.max(1, ...lanes.map(({ trials }) => trials.length));
  const at = ({ trial, tally }: Trial): Point => ({ x: xOf(frame, trial + 1), y: yOf(frame, tally.median) });
  return svg`${marks(picture, frame, t('tuning.trials'))}
    ${frame.gutter > 0 ? svg`<rect class="useless" fill="url(#${id}-hatch)" x=${frame.left} y="0" width=${frame.right - frame.left} height=${frame.gutter} /><text class="muted" x=${frame.left - 6} y="12" text-anchor="end">${t('sweep.diverged')}</text>` : nothing}
    ${lanes.map(({ lane, trials, best }) => {
      const lost = trials.filter(({ tally }) => kindOf(tally) === 'lost');
      // Lanes that are lost at the same trial stand beside each other.
      const aside =
        (lane - (lanes.length - 1) / 2) * Math.min(4, (frame.right - frame.left) / count / Math.max(1, lanes.length));
      return svg`<g class=${classOf(picture, lane)}><path class="crosses" d=${crosses(
        lost.map(({ trial }) => [xOf(frame, trial + 1) + aside, frame.gutter / 2]),
        2.5,
      )} />
        <g clip-path="url(#${id}-clip)">${trials.map((one) => {
          const { x, y } = at(one);
          return Number.isFinite(y) && kindOf(one.tally) !== 'lost'
            ? svg`<circle class="trial" cx=${x} cy=${Math.max(frame.top - 2, y)} r=${one === best ? 3.5 : 2} />`
            : nothing;
        })}<path class="line" stroke-dasharray=${dashOfLane(picture, lane)} d=${stepsOf(trials, frame)} /></g>
        ${trials.filter(({ trial }) => lane === picture.lane && trial === picture.trial).map((one) => svg`<circle class="ring" cx=${at(one).x} cy=${Number.isFinite(at(one).y) ? at(one).y : frame.gutter / 2} r="6" />`)}</g>`;
    })}
    ${names(picture, frame, ({ best }) => yOf(frame, best?.best ?? Number.NaN))}`;
}

/** The best of k trials: its median, and between which values its middle half lies. */
export function profilePicture(picture: TuningPicture): SVGTemplateResult {
  const { lanes, id, y: axis } = picture;
  const frame = { ...tuningFrame(picture), top: 10, gutter: 0 };
  const edge = (value: number): number =>
    Number.isFinite(value) ? value : !isShare(picture.measure) ? axis.high * (axis.high > 0 ? 1e3 : 1) : axis.low;
  const line = (profile: LaneTuning['profile'], of: 'median' | 'q1' | 'q3', whole = false): Point[] =>
    profile.map((best) => ({ x: xOf(frame, best.k), y: yOf(frame, whole ? edge(best[of]) : best[of]) }));
  return svg`${marks(picture, frame, t('tuning.k'))}
    ${lanes.map(
      ({ lane, profile }) => svg`<g class=${classOf(picture, lane)} clip-path="url(#${id}-clip)">
        <path class="band" d=${areaPath(line(profile, 'q3', true), line(profile, 'q1', true))} />
        <path class="line" stroke-dasharray=${dashOfLane(picture, lane)} d=${linePath(line(profile, 'median'))} /></g>`,
    )}
    ${names(picture, frame, ({ profile }) => yOf(frame, profile.at(-1)?.median ?? Number.NaN))}`;
}
