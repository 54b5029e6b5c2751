// What instruments of the catalog read, each as its views take it.
import type { ProblemConfig } from '../core/config.ts';
import type { Reading } from '../core/module.ts';
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

export interface FormulaDescription {
  /** The gradient's largest relative difference from finite differences over the map, and the points compared. */
  gradientError: number;
  points: number;
  /** Points were compared, and the difference is what rounding explains. */
  ok: boolean;
}

/** What the core makes of a problem with a formula; rejects with a SidestepError that says where it cannot be read. */
export async function describeFormula(queries: Queries, problem: ProblemConfig): Promise<FormulaDescription> {
  const [gradientError, points, ok] = (await queries.measure({ id: 'formula_check' }, { problem })).values;
  return { gradientError: gradientError!, points: points!, ok: ok === 1 };
}

export interface NetworkDescription {
  params: number;
  layers: { text: string; output: number[]; params: number }[];
}

/** The layers of a problem's network for items of that shape. Rejects with what is wrong. */
export async function describeNetwork(
  queries: Queries,
  problem: ProblemConfig,
  shape: readonly number[],
): Promise<NetworkDescription> {
  return networkOf(await queries.measure({ id: 'network_layers', shape }, { problem }));
}

export function networkOf({ values, shape, labels }: Reading): NetworkDescription {
  const layers = labels.map((text, i) => {
    const [params, ...output] = values.subarray(i * shape[1]!, (i + 1) * shape[1]!);
    return { text, params: params!, output: output.filter((extent) => extent > 0) };
  });
  return { params: layers.reduce((sum, { params }) => sum + params, 0), layers };
}
