// What layers came to over a race: pure functions.
import { LAYER_PARTS } from '../../engine/network-readings.ts';

/** One quantity of one layer over the race. */
export interface Column {
  layer: number;
  /** As the network's text has it, counted where several are written alike. */
  text: string;
  quantity: 'gradient' | 'ratio' | 'dead' | 'saturated';
}

const [GRADIENT, WEIGHTS, UPDATE, DEAD, SATURATED] = LAYER_PARTS.keys() as unknown as number[];

/** A quantity of a layer in one reading; NaN where it has none. */
export function quantityOf(values: Float64Array, { layer, quantity }: Pick<Column, 'layer' | 'quantity'>): number {
  const at = (part: number | undefined): number => values[layer * LAYER_PARTS.length + part!]!;
  if (quantity === 'ratio') return at(UPDATE) / at(WEIGHTS);
  return at({ gradient: GRADIENT, dead: DEAD, saturated: SATURATED }[quantity]);
}

const QUANTITIES = ['gradient', 'ratio', 'dead', 'saturated'] as const;

/** What there is to tell of a network: gradients of all layers, then their updates, then what has stopped. */
export function columnsOf(labels: readonly string[], readings: readonly Float64Array[]): Column[] {
  const names = labels.map((text, layer) => {
    const alike = labels.flatMap((other, i) => (other === text ? [i] : []));
    return alike.length > 1 ? `${text} ${alike.indexOf(layer) + 1}` : text;
  });
  return QUANTITIES.flatMap((quantity) =>
    names.flatMap((text, layer) => {
      const column = { layer, text, quantity };
      return readings.some((values) => !Number.isNaN(quantityOf(values, column))) ? [column] : [];
    }),
  );
}

/** Shares have a scale from 0 to 1, the others a logarithmic one. */
export const isShare = ({ quantity }: Pick<Column, 'quantity'>): boolean =>
  quantity === 'dead' || quantity === 'saturated';

/** From and to of a column, over all lanes. */
export function rangeOf(lanes: readonly (readonly number[])[], share: boolean): readonly [number, number] {
  if (share) return [0, 1];
  const all = lanes.flat().filter((v) => v > 0 && Number.isFinite(v));
  if (all.length === 0) return [0.1, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return low === high ? [low / 2, high * 2] : [low, high];
}

/** Steps that a line needs, and which of them come first. */
const [GRID, COARSE] = [32, 4];

/** The steps of an even grid up to one that nothing is known near, a few over all the way first, then the others. */
export function missing(known: readonly number[], to: number): number[][] {
  const apart = Math.max(1, to / GRID);
  const wanted = [...new Set(Array.from({ length: GRID + 1 }, (_, k) => Math.round((k * to) / GRID)))];
  const fresh = wanted.filter((step) => !known.some((at) => Math.abs(at - step) < apart / 2 || at === step));
  const coarse = fresh.filter((_, k) => k % COARSE === 0);
  return [coarse, fresh.filter((step) => !coarse.includes(step))].filter((steps) => steps.length > 0);
}

/** The path of a line in a box, its values from bottom to top; gaps where there is none. */
export function lineOf(
  steps: readonly number[],
  values: readonly number[],
  [from, to]: readonly [number, number],
  { last, share, width, height }: { last: number; share: boolean; width: number; height: number },
): string {
  const scale = share ? (v: number): number => v : Math.log;
  const [low, high] = [scale(from), scale(to)];
  let path = '';
  let pen = 'M';
  for (const [k, step] of steps.entries()) {
    const y = height - 1.5 - ((scale(values[k]!) - low) / (high - low)) * (height - 3);
    if (!Number.isFinite(y)) pen = 'M';
    else {
      path += `${pen}${((step / Math.max(1, last)) * width).toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
    }
  }
  return path;
}
