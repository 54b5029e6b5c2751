// What instruments of the catalog read, each as its views take it.
import type { Measured, Queries } from './queries.ts';

/** Ranges of x and y. */
type Box = readonly (readonly [number, number])[];

const grid = ([x = [0, 0], y = [0, 0]]: Box, columns: number, rows: number) => ({ x, y, columns, rows });

/** A surface on a grid, row-major with y outer. */
export async function surfaceValues(queries: Queries, of: Measured, box: Box, columns: number, rows: number) {
  return (await queries.measure({ id: 'surface_values', ...grid(box, columns, rows) }, of)).values;
}

/** The loss over two of a lane's parameters, the others held where it stands, row-major with y outer. */
export async function lossSlice(
  queries: Queries,
  lane: number,
  [first, second]: readonly [number, number],
  box: Box,
  columns: number,
  rows: number,
) {
  return (await queries.measure({ id: 'loss_slice', ...grid(box, columns, rows), first, second }, lane)).values;
}

/** What a lane's parameters are called. */
export const parameterNames = async (queries: Queries, lane: number): Promise<readonly string[]> =>
  (await queries.measure({ id: 'parameters' }, lane)).labels;

/** What a lane makes of n × n points of the plane, row-major with y outer: class and its probability, interleaved. */
export async function decisionRegions(queries: Queries, lane: number, plane: Box, n: number, signal: AbortSignal) {
  return (await queries.measure({ id: 'decision_regions', ...grid(plane, n, n) }, lane, signal)).values;
}

/** The points of the plane that a lane learns from: x, y, class of each. */
export const dataPoints = async (queries: Queries, lane: number): Promise<Float64Array> =>
  (await queries.measure({ id: 'data_points' }, lane)).values;

/** |Δwᵢ|/|gᵢ| of a lane for every parameter, at each of these ascending steps. */
export const effectiveRates = async (queries: Queries, lane: number, steps: readonly number[]): Promise<Float64Array> =>
  (await queries.measure({ id: 'effective_rates', steps }, lane)).values;
