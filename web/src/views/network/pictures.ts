// Which pictures the weights of a first layer make: pure functions.

/** What one weight picture shows: a unit's weights in the places of the inputs, or a whole table. */
export type Layout =
  | { kind: 'units'; rows: number; columns: number; channels: number }
  | { kind: 'table'; rows: number; columns: number; unitsDown: boolean };

/** The first layer of a network's text that has a matrix. */
export const firstLayer = (net: string): string => /\b(dense|conv|lstm|gru|embedding)\b[^\s]*/.exec(net)?.[0] ?? '';

/** How a matrix of so many inputs and units is laid out, for items of that shape. */
export function layoutOf(net: string, shape: readonly number[] | null, inputs: number, units: number): Layout {
  const layer = firstLayer(net);
  const [height = 1, width = 1, channels = 1] = shape ?? [];
  if (layer.startsWith('conv')) {
    const side = Math.round(Math.sqrt(inputs / channels));
    if (side * side * channels === inputs) return { kind: 'units', rows: side, columns: side, channels };
  }
  if (layer.startsWith('dense') && shape?.length === 3 && height * width * channels === inputs)
    return { kind: 'units', rows: height, columns: width, channels };
  // Of a table the longer side lies across.
  return layer.startsWith('embedding')
    ? { kind: 'table', rows: units, columns: inputs, unitsDown: true }
    : { kind: 'table', rows: inputs, columns: units, unitsDown: false };
}

/** Weights of one unit (a column of the matrix), in the order of the inputs: now, or what was learnt since the start. */
export function unitOf(values: Float64Array, units: number, unit: number, learnt: boolean): Float64Array {
  const weights = new Float64Array(values.length / (2 * units));
  for (let i = 0; i < weights.length; i++) {
    const at = 2 * (i * units + unit);
    weights[i] = values[at]! - (learnt ? values[at + 1]! : 0);
  }
  return weights;
}

/** How far each unit is from its start. */
export function moved(values: Float64Array, units: number): Float64Array {
  const squares = new Float64Array(units);
  for (let k = 0; 2 * k < values.length; k++) squares[k % units]! += (values[2 * k]! - values[2 * k + 1]!) ** 2;
  return squares.map(Math.sqrt);
}

/** How far all of them are. */
export const way = (values: Float64Array, units: number): number => Math.hypot(...moved(values, units));

/** Units by how far they moved in all lanes together, each lane's way counting the same. */
export function mostMoved(lanes: readonly Float64Array[], units: number): number[] {
  const sums = new Float64Array(units);
  for (const values of lanes) {
    const each = moved(values, units);
    const all = Math.hypot(...each);
    if (all > 0 && Number.isFinite(all)) for (let u = 0; u < units; u++) sums[u]! += each[u]! / all;
  }
  return [...sums.keys()].sort((a, b) => sums[b]! - sums[a]! || a - b);
}

/** One strength for the pictures of all lanes: one that has lost its numbers does not make the others pale. */
export function common(lanes: readonly (readonly Float64Array[])[]): number {
  const each = lanes.filter((parts) => parts.length > 0).map((parts) => strength(parts));
  return each.sort((a, b) => a - b)[Math.floor((each.length - 1) / 2)] ?? 1;
}

/** Of more numbers some tell how large they are. */
const SAMPLED = 4000;

/** What so large a share of numbers does not exceed, of either sign: full strength of a picture. */
export function strength(parts: readonly Float64Array[], share = 0.98): number {
  const every = Math.ceil(parts.reduce((sum, part) => sum + part.length, 0) / SAMPLED) || 1;
  const all = new Float64Array(SAMPLED + parts.length);
  let found = 0;
  for (const part of parts)
    for (let i = 0; i < part.length; i += every) {
      const size = Math.abs(part[i]!);
      if (Number.isFinite(size) && size > 0) all[found++] = size;
    }
  const told = all.subarray(0, found).sort(); // by size: they are numbers
  return told[Math.min(found - 1, Math.floor(share * found))] ?? 1;
}

/** Of several channels their mean. */
export function flattened(unit: Float64Array, channels: number): Float64Array {
  if (channels === 1) return unit;
  const means = new Float64Array(unit.length / channels);
  for (let k = 0; k < unit.length; k++) means[Math.floor(k / channels)]! += unit[k]! / channels;
  return means;
}
