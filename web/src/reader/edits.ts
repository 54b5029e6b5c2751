import type { Field, Optimizer, Problem, Value } from '../core/catalog.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { withOutputs } from '../core/net.ts';
import { copied } from '../core/value.ts';

/** Changes of a config. A config is never altered: each of these makes a new one. */

const defaults = (fields: readonly Field[]): Record<string, Value> =>
  Object.fromEntries(fields.map((field) => [field.id, copied(field.default)]));

export const laneOf = (optimizer: Optimizer): LaneConfig => ({
  ...defaults(optimizer.fields),
  optimizer: optimizer.id,
});

export const withRace = (config: Config, id: string, value: Value): Config => ({ ...config, [id]: value });

export const withProblemField = (config: Config, id: string, value: Value): Config => ({
  ...config,
  problem: { ...config.problem, [id]: value },
});

/** The same as a reader sets it: a network with an output for each class follows the field that tells how many there are. */
export function withSetting(config: Config, { classes }: Problem, id: string, value: Value): Config {
  const next = withProblemField(config, id, value);
  const net = `${config.problem.net}`;
  const follows = id === classes && withOutputs(net, Number(config.problem[id])) === net;
  return follows ? withProblemField(next, 'net', withOutputs(net, Number(value))) : next;
}

export const withProblem = (config: Config, problem: Problem): Config => ({
  ...config,
  problem: { ...defaults(problem.fields), id: problem.id },
});

export const withLane = (config: Config, index: number, lane: LaneConfig): Config => ({
  ...config,
  lanes: config.lanes.map((old, i) => (i === index ? lane : old)),
});

export const withNewLane = (config: Config, lane: LaneConfig, at = config.lanes.length): Config => ({
  ...config,
  lanes: [...config.lanes.slice(0, at), lane, ...config.lanes.slice(at)],
});

export const withoutLane = (config: Config, index: number): Config => ({
  ...config,
  lanes: config.lanes.filter((_, i) => i !== index),
});
