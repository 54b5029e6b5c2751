import { faded, type Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import { tickLabels, ticks } from '../ticks.ts';
import { inside, type Viewport } from './viewport.ts';

/** Axes inside the frame: short ticks at the rim with their values. */
export function axes(pen: Pen, view: Viewport, palette: Palette): void {
  const { unit } = palette;
  pen.font = `${11 * unit}px ${palette.font}`;
  pen.fillStyle = palette.muted;
  pen.strokeStyle = faded(palette.ink, 0.35 * palette.bold);
  pen.lineWidth = 1;
  const text = (label: string, x: number, y: number): void => {
    pen.save();
    pen.strokeStyle = faded(palette.paper, 0.85);
    pen.lineWidth = 3;
    pen.lineJoin = 'round';
    pen.strokeText(label, x, y);
    pen.restore();
    pen.fillText(label, x, y);
  };
  const lines: [number, number, number, number][] = [];
  const [across, up] = [
    ticks(...view.box.x, view.width / (80 * unit)),
    ticks(...view.box.y, view.height / (60 * unit)),
  ];
  const [named, namedUp] = [tickLabels(across), tickLabels(up)];
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  for (const [i, x] of across.entries()) {
    const px = Math.round(view.toX(x)) + 0.5;
    if (px < 24 * unit || px > view.width - 16 * unit) continue;
    lines.push([px, view.height, px, view.height - 5]);
    text(named[i]!, px, view.height - 9);
  }
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  for (const [i, y] of up.entries()) {
    const py = Math.round(view.toY(y)) + 0.5;
    if (py < 12 * unit || py > view.height - 24 * unit) continue;
    lines.push([0, py, 5, py]);
    text(namedUp[i]!, 9, py);
  }
  pen.beginPath();
  for (const [x0, y0, x1, y1] of lines) {
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
  }
  pen.stroke();
}

const SUBSCRIPTS = [...'₀₁₂₃₄₅₆₇₈₉'];
/** A parameter without a name. */
export const theta = (index: number): string =>
  `θ${[...String(index)].map((digit) => SUBSCRIPTS[Number(digit)]).join('')}`;

/** What the axes are called, at their ends, and where they meet what else is to be said. */
export function axisNames(pen: Pen, view: Viewport, palette: Palette, x: string, y: string, says = ''): void {
  const { unit } = palette;
  pen.font = `${12 * unit}px ${palette.font}`;
  pen.lineJoin = 'round';
  pen.textBaseline = 'alphabetic';
  pen.strokeStyle = palette.paper;
  pen.lineWidth = 3;
  pen.fillStyle = palette.ink;
  const write = (text: string, px: number, py: number, align: CanvasTextAlign): void => {
    pen.textAlign = align;
    pen.strokeText(text, px, py);
    pen.fillText(text, px, py);
  };
  write(x, view.width - 8, view.height - 26 * unit, 'right');
  write(y, 8, 18 * unit, 'left');
  write(says, 8, view.height - 26 * unit, 'left');
}

/** A small cross with a light rim: a known minimum. */
export function minimum(pen: Pen, view: Viewport, palette: Palette, x: number, y: number): void {
  const [px, py] = [view.toX(x), view.toY(y)];
  const arm = 5 * palette.unit;
  if (!inside(view, px, py)) return;
  for (const [colour, width] of [
    [palette.paper, 4],
    [palette.ink, 1.5],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(px - arm, py);
    pen.lineTo(px + arm, py);
    pen.moveTo(px, py - arm);
    pen.lineTo(px, py + arm);
    pen.stroke();
  }
}

/** The start: a ring to take hold of. */
export function start(pen: Pen, view: Viewport, palette: Palette, x: number, y: number, held: boolean): void {
  const [px, py] = [view.toX(x), view.toY(y)];
  if (!inside(view, px, py, 10)) return;
  for (const [colour, width] of [
    [palette.paper, 4.5],
    [palette.ink, 1.75],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(px, py, (held ? 9 : 7) * palette.unit, 0, 2 * Math.PI);
    pen.stroke();
  }
}
