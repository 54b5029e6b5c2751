import type { Config, LaneConfig } from '../core/config.ts';
import { type LaneSpec, laneSpec } from '../core/module.ts';

/** About as many rows as are kept of a run, however many steps it has. */
export const MAX_ROWS = 20_000;

/** Which rows of a run are recorded; the first and the last always are. */
export interface Rows {
  /** One each so many steps; by default so that there are about MAX_ROWS. */
  every?: number | undefined;
  /** Where that is not every step, also those between which the path on a map turns. */
  path?: boolean;
}

/** A lane of a race as a host takes it. */
export function runSpec(config: Config, lane: LaneConfig, { every, path = false }: Rows = {}): LaneSpec {
  const each = every ?? Math.max(1, Math.ceil(config.steps / MAX_ROWS));
  const thinned = every === undefined && each > 1;
  return { ...laneSpec(config, lane, each), ...(path && thinned && { path: true }) };
}
