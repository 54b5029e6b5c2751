import type uPlot from 'uplot';

const STEPS = 100; // of the cursor across the chart

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/** Where the arrow keys, Home and End take the cursor, in pixels; null for other keys. */
export function cursorFor(chart: uPlot, { key, shiftKey }: KeyboardEvent): number | null {
  const { clientWidth: width } = chart.over;
  const { left = -1 } = chart.cursor;
  const step = (width / STEPS) * (shiftKey ? 10 : 1);
  const from = left < 0 ? width / 2 : left;
  switch (key) {
    case 'ArrowLeft':
      return clamp(from - step, 0, width);
    case 'ArrowRight':
      return clamp(from + step, 0, width);
    case 'Home':
      return 0;
    case 'End':
      return width;
    default:
      return null;
  }
}

/** The places between which + shows x, half as long about the cursor, or −, twice as long; null for other keys. */
export function stretchFor(chart: uPlot, { key }: KeyboardEvent): [number, number] | null {
  const factor = key === '+' || key === '=' ? 0.5 : key === '-' ? 2 : 0;
  if (factor === 0) return null;
  const { left = -1 } = chart.cursor;
  const about = left < 0 ? 0.5 : left / chart.over.clientWidth;
  return [about * (1 - factor), about + (1 - about) * factor];
}
