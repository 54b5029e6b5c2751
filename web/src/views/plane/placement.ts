import type { Problem, Value } from '../../core/catalog.ts';
import type { Config } from '../../core/config.ts';
import { sameValue } from '../../core/value.ts';

/** What the map of a surface shows: its own `box` when it has such a field, else the catalog's, moved by `shift`. */
export function placedBox(problem: Problem, config: Config): [number, number][] {
  const { box, shift } = config.problem;
  if (Array.isArray(box) && box.length === 2 * problem.dim) {
    const own = problem.box.map((_, i): [number, number] => [box[2 * i]!, box[2 * i + 1]!]);
    if (own.every(([low, high]) => low < high)) return own;
  }
  return problem.box.map(([low, high], i): [number, number] => {
    const by = Array.isArray(shift) ? (shift[i] ?? 0) : 0;
    return [low + by, high + by];
  });
}

export interface Spot {
  at: number[];
  value: number;
}

const PLACING = ['start', 'rotate', 'shift', 'noise', 'batch'];

/** Its minima are known for its own parameters: with others they may be elsewhere. */
const asDescribed = (problem: Problem, { problem: config }: Config): boolean =>
  problem.fields.every(({ id, default: own }) => PLACING.includes(id) || sameValue((config[id] ?? own) as Value, own));

/**
 * The known minima of a surface where its `shift` and `rotate` have put them: turned about the
 * middle of its map, then moved. None when its parameters are not the default ones.
 */
export function placedMinima(problem: Problem, config: Config): Spot[] {
  const { shift, rotate } = config.problem;
  const angle = typeof rotate === 'number' ? (rotate * Math.PI) / 180 : 0;
  const by = (i: number): number => (Array.isArray(shift) ? (shift[i] ?? 0) : 0);
  if (!asDescribed(problem, config)) return [];
  return problem.minima.map(({ at, value }) => {
    if (at.length < 2 || problem.box.length < 2) return { at: at.map((x, i) => x + by(i)), value };
    const [cx, cy] = problem.box.map(([low, high]) => (low + high) / 2) as [number, number];
    const [x, y] = [at[0]! - cx, at[1]! - cy];
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return { at: [cos * x - sin * y + cx + by(0), sin * x + cos * y + cy + by(1)], value };
  });
}

/** The least value that is known of a problem, if any. */
export const knownLeast = (problem: Problem, config: Config): number | undefined =>
  problem.minima.length > 0 && asDescribed(problem, config)
    ? Math.min(...problem.minima.map(({ value }) => value))
    : undefined;
