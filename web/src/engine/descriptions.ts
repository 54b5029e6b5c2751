// What instruments tell of a problem that is being described: its formula, its network.
import type { ProblemConfig } from '../core/config.ts';
import type { Reading } from '../core/module.ts';
import type { Queries } from './queries.ts';

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
