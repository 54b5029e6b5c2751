import { nothing, type SVGTemplateResult, svg } from 'lit';
import { isShare } from '../../experiment/sample.ts';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import { textWidth } from './axis-marks.ts';
import type { Good } from './good.ts';
import type { OnePicture } from './one-picture.ts';
import { ROW, stripsHead } from './one-scene.ts';
import { sayWidth } from './readable.ts';
import { aim } from './sweep-words.ts';

/** A range as a bar: a stroke where it ends, an arrow where it may go on. */
function barOf({ from, to, opens }: Good, y: number, x: (value: number) => number): SVGTemplateResult {
  const [left, right] = [x(from), x(to)];
  const end = (at: number, open: boolean, way: -1 | 1): string =>
    open ? `M${at - 4 * way} ${y - 5}l${5 * way} 5l${-5 * way} 5` : `M${at} ${y - 6}v12`;
  return svg`<rect class="range" x=${left} y=${y - 4} width=${Math.max(1, right - left)} height="8" /><path class="ends" d="${end(left, opens[0], -1)}${end(right, opens[1], 1)}" />`;
}

/** Under a sweep over one axis, on the same axis: the values at which each lane is as good as the target, and how wide that range is. */
export function goodStrips(
  { scene, asked, names, swatches, lane: pointed }: OnePicture,
  symbol: string,
): SVGTemplateResult | typeof nothing {
  const { strips, lanes, frame, x, narrow, along } = scene;
  if (strips === null) return nothing;
  const title = t('sweep.good', { symbol });
  const half = t(
    asked.what === 'steps' ? 'sweep.good.reach' : isShare(asked.measure) ? 'sweep.good.above' : 'sweep.good.below',
    { target: aim(asked) },
  );
  return svg`<g class="strips"><text y=${strips + 12}><tspan class="title">${title}</tspan> ${narrow ? svg`<tspan class="muted" x="0" dy="15">${half}</tspan>` : svg`<tspan class="muted">${half}</tspan>`}</text>
    ${lanes.map(({ lane, goods, widest, best, points, varied }, row) => {
      const y = strips + stripsHead(narrow) + ROW.strip * (row + 0.5);
      const name = names[lane]!;
      const open = widest && (widest.opens[0] || widest.opens[1]);
      const told = !widest
        ? t(varied ? 'sweep.good.none' : 'sweep.unvaried')
        : widest.from === widest.to
          ? ''
          : open
            ? t('sweep.atLeast', { width: sayWidth(along, widest.from, widest.to) })
            : sayWidth(along, widest.from, widest.to);
      const rest = narrow && widest ? '' : told;
      const width = textWidth(name, 11) + (rest ? textWidth(` ${rest}`, 11) : 0) + 10;
      const [from, to] = widest
        ? [Math.min(...goods.map((good) => x(good.from))), Math.max(...goods.map((good) => x(good.to)))]
        : [frame.left, frame.left];
      const at = !widest
        ? { x: frame.left + 4, anchor: 'start' }
        : from - width >= 0
          ? { x: from - 8, anchor: 'end' }
          : to + width <= frame.right
            ? { x: to + 8, anchor: 'start' }
            : { x: (from + to) / 2, anchor: 'middle' };
      return svg`<g class="lane-${swatches[lane]! % COLOURS}${pointed !== null && pointed !== lane ? ' faint' : ''}">${goods.map((good) => barOf(good, y, x))}
        ${best !== null ? svg`<circle class="best" cx=${x(points[best]!.value)} cy=${y} r="3.5" />` : nothing}
        <text class=${at.anchor === 'middle' ? 'halo wide' : 'halo'} x=${at.x} y=${y + 4} text-anchor=${at.anchor}>${name} <tspan class="muted">${rest}</tspan></text></g>`;
    })}</g>`;
}
