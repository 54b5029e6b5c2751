import { num } from '../../ui/format.ts';
import { said } from '../../ui/i18n.ts';
import { laneNames } from '../../ui/lane-names.ts';
import { dashOf, laneColour, type Palette, readPalette } from '../../ui/palette.ts';
import type { Stage } from '../../ui/stage.ts';
import { axesOf } from '../chart/chosen.ts';
import { summary } from '../summary.ts';
import { logTicks, ticks } from '../ticks.ts';
import type { Origin } from './traces.ts';

/** A figure for an article: the picture of the plane where there is one, the loss as lines, names, caption and origin. */

const WIDTH = 800;
const CHART = { width: 760, height: 240, left: 56, bottom: 28 };
const MOST_POINTS = 1500;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML and SVG have it, in attributes too. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c]!).replace(/\p{Cc}/gu, ' ');

/** The layers of the plane as one picture; null where the problem has none. */
export function planePicture(root: ParentNode): HTMLCanvasElement | null {
  const layers = [...root.querySelectorAll<HTMLCanvasElement>('.plane canvas')];
  const [first] = layers;
  if (!first || first.width === 0) return null;
  const all = document.createElement('canvas');
  [all.width, all.height] = [first.width, first.height];
  const context = all.getContext('2d')!;
  for (const layer of layers) context.drawImage(layer, 0, 0, all.width, all.height);
  return all;
}

/** Breaks a text into lines of at most so many signs (a Chinese one counts twice), between words where there are any. */
export function wrapped(text: string, most: number): string[] {
  const lines = [''];
  const size = (s: string): number => [...s].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0);
  for (const piece of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]{1,40}\s*/g) ?? []) {
    if (size(lines.at(-1)! + piece) > most && lines.at(-1) !== '') lines.push('');
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trimEnd());
}

/** Whether a value can stand on an axis. */
const stands = (v: number, log: boolean): boolean => Number.isFinite(v) && (!log || v > 0);

/** What the chart of all lanes shows, as SVG; its top left corner is at the origin. */
function chart(stage: Stage, palette: Palette): string {
  const { width, height, left, bottom } = CHART;
  const axes = axesOf(stage);
  const log = axes.logY;
  const columns = stage.lanes.map(({ trace }) => {
    const [x, y] = [axes.x.read(trace, stage), axes.y.read(trace, stage)];
    const rows = Array.from({ length: x && y ? trace.length : 0 }, (_, row) => row);
    return { x: rows.map((row) => x!(row)), y: rows.map((row) => y!(row)) };
  });
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { y } of columns)
    for (const v of y) if (stands(v, log)) [low, high] = [Math.min(low, v), Math.max(high, v)];
  if (!(high >= low)) [low, high] = log ? [1, 10] : [0, 1];
  if (low === high) high = low + (Math.abs(low) || 1);
  const xs = columns.flatMap(({ x }) => [x.find((v) => stands(v, axes.logX)) ?? 1, x.at(-1) ?? 1]);
  const [first, last] = axes.logX ? [Math.min(...xs), Math.max(...xs)] : [0, Math.max(...xs)];
  const along = axes.logX ? Math.log : (v: number) => v;
  const scale = log ? Math.log : (v: number) => v;
  const px = (x: number): number =>
    left + ((along(x) - along(first)) / (along(last) - along(first) || 1)) * (width - left - 8);
  const py = (y: number): number => 8 + ((scale(high) - scale(y)) / (scale(high) - scale(low))) * (height - bottom - 8);
  const fixed = (v: number): string => v.toFixed(2);
  const text = (x: number, y: number, anchor: string, value: string): string =>
    `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}" fill="${palette.muted}" font-size="11">${escaped(value)}</text>`;
  const grid = (log ? logTicks(low, high, 6) : ticks(low, high, 5)).map(
    (v) =>
      `<path d="M${left} ${fixed(py(v))}H${width - 8}" stroke="${palette.rule}"/>${text(left - 6, py(v) + 4, 'end', num(v, 3))}`,
  );
  const below = (axes.logX ? logTicks(first, last, 6) : ticks(0, last, 6)).map((v) =>
    text(px(v), height - bottom + 16, 'middle', num(v)),
  );
  const lines = columns.map(({ x, y }, i) => {
    const every = Math.max(1, Math.ceil(x.length / MOST_POINTS));
    let d = '';
    let pen = 'M';
    for (let row = 0; row < x.length; row++) {
      if (row % every !== 0 && row !== x.length - 1) continue;
      const good = stands(y[row]!, log) && stands(x[row]!, axes.logX);
      if (good) d += `${pen}${fixed(px(x[row]!))} ${fixed(py(y[row]!))}`;
      pen = good ? 'L' : 'M';
    }
    const slot = stage.slots[i] ?? i;
    return `<path d="${d}" fill="none" stroke="${laneColour(palette, slot)}" stroke-width="1.75" stroke-dasharray="${dashOf(slot).join(' ')}"/>`;
  });
  return `<g>${grid.join('')}${below.join('')}${lines.join('')}${text(width - 8, height - 2, 'end', `${axes.y.label()} / ${axes.x.label()}`)}</g>`;
}

/** The figure as an SVG document. `root` holds the views as they are on show. */
export function figureSvg(stage: Stage, root: HTMLElement, { link, checksum }: Origin): string {
  const palette = readPalette(root);
  const picture = planePicture(root);
  const caption = `${said(stage.problem.name)}. ${summary(stage)}`;
  let y = 20;
  const parts: string[] = [];
  const line = (text: string, size: number, colour: string): void => {
    y += size + 5;
    parts.push(`<text x="20" y="${y}" font-size="${size}" fill="${colour}">${escaped(text)}</text>`);
  };
  if (picture) {
    const height = Math.round((picture.height / picture.width) * (WIDTH - 40));
    parts.push(
      `<image x="20" y="${y}" width="${WIDTH - 40}" height="${height}" href="${picture.toDataURL('image/png')}"/>`,
    );
    y += height + 12;
  }
  parts.push(`<g transform="translate(20 ${y})">${chart(stage, palette)}</g>`);
  y += CHART.height + 6;
  for (const [i, name] of laneNames(stage).entries()) {
    const slot = stage.slots[i] ?? i;
    parts.push(
      `<path d="M20 ${y + 14}h28" stroke="${laneColour(palette, slot)}" stroke-width="2" stroke-dasharray="${dashOf(slot).join(' ')}"/>`,
      `<text x="56" y="${y + 18}" font-size="13" fill="${palette.ink}">${escaped(name)}</text>`,
    );
    y += 20;
  }
  y += 4;
  for (const text of wrapped(caption, 108)) line(text, 14, palette.ink);
  for (const text of wrapped(link, 140)) line(text, 10, palette.muted);
  if (checksum) line(`checksum ${checksum}`, 10, palette.muted);
  y += 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" font-family="${escaped(palette.font)}">
<title>${escaped(caption)}</title><desc>${escaped(link)}</desc><rect width="${WIDTH}" height="${y}" fill="${palette.paper}"/>${parts.join('\n')}</svg>\n`;
}

/** An SVG document as a PNG of twice its size. Rejects where the browser cannot. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser made no picture');
  return blob;
}
