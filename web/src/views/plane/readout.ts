import { runsOf } from '../../engine/runs.ts';
import { laneNames } from '../../reader/lane-names.ts';
import type { Hover, Stage } from '../../reader/stage.ts';
import type { RunView } from '../../run/run.ts';
import { MAX_ROWS } from '../../run/spec.ts';
import { count, num } from '../../toolkit/format.ts';
import { t } from '../../toolkit/i18n.ts';
import { COLOURS } from '../../toolkit/palette.ts';
import type { Ground } from './ground.ts';
import { edgeMarks, type Head } from './heads.ts';
import { pathOf } from './path.ts';
import type { Viewport } from './viewport.ts';

const REACH = 22; // CSS pixels

/** The recorded row that is nearest to the pointer, if any is near; of a lane that is marked at the edge, its last. */
export function nearestRow(
  stage: Stage,
  view: Viewport,
  columns: readonly [string, string],
  heads: readonly Head[],
  pointer: { x: number; y: number },
): Hover | null {
  let best: Hover | null = null;
  let least = REACH ** 2;
  for (const { head, px, py } of edgeMarks(heads, view)) {
    const far = (px - pointer.x) ** 2 + (py - pointer.y) ** 2;
    if (far <= least) [best, least] = [{ lane: head.lane, run: head.run, row: head.row }, far];
  }
  const { toX, toY } = view.ways;
  for (const { lane, index, run } of runsOf<RunView>(stage.lanes)) {
    const { trace } = run;
    const [xs, ys] = pathOf(trace, columns);
    const stride = Math.ceil(trace.length / MAX_ROWS); // of a longer trace that many are looked at
    for (let row = 0; row < trace.length; row += stride) {
      const far = (toX(xs[row]!) - pointer.x) ** 2 + (toY(ys[row]!) - pointer.y) ** 2;
      if (far <= least) [best, least] = [{ lane, run: index, row }, far];
    }
  }
  return best;
}

/** Fills and places the box of numbers beside the pointer. */
export function readout(
  box: HTMLElement,
  stage: Stage,
  view: Viewport,
  ground: Ground,
  pointer: { x: number; y: number } | null,
): void {
  box.hidden = pointer === null;
  if (!pointer) return;
  const [x, y] = [view.fromX(pointer.x), view.fromY(pointer.y)];
  const value = ground.valueAt(x, y);
  const place = ground.flat ? `x ${num(x)}` : `x ${num(x)}  y ${num(y)}`;
  const lines: [string, string][] = [['', value === undefined ? place : `${place}  f ${num(value, 3)}`]];
  const { hover } = stage;
  const trace = hover && runsOf<RunView>(stage.lanes.slice(hover.lane, hover.lane + 1))[hover.run ?? 0]?.run.trace;
  if (hover && trace && hover.row < trace.length) {
    const at = (name: string): number => trace.column(name)[hover.row]!;
    lines.push([`lane-${(stage.swatches[hover.lane] ?? hover.lane) % COLOURS}`, laneNames(stage)[hover.lane]!]);
    lines.push(['', `${t('axis.step')} ${count(at('step'))}  ${t('metric.loss')} ${num(at('loss'))}`]);
    lines.push(['', `${t('metric.gradNorm')} ${num(at('gradNorm'))}`]);
  }
  box.replaceChildren(
    ...lines.map(([tone, text]) => {
      const line = document.createElement('span');
      if (tone) line.className = `named ${tone}`;
      line.textContent = text;
      return line;
    }),
  );
  const [left, up] = [pointer.x + 14 + box.offsetWidth > view.width, pointer.y + 14 + box.offsetHeight > view.height];
  const px = left ? pointer.x - 12 - box.offsetWidth : pointer.x + 14;
  const py = up ? pointer.y - 12 - box.offsetHeight : pointer.y + 14;
  box.style.transform = `translate(${Math.round(Math.max(0, px))}px, ${Math.round(Math.max(0, py))}px)`; // all of it, where there is little room
}
