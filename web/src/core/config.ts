import { type Catalog, type Field, optimizerOf, type Problem, problemOf, raceFieldsOf, type Value } from './catalog.ts';
import { type Notice, Notices, quoted } from './notices.ts';
import { copied, problemWith, sameValue } from './value.ts';

export type { Notice } from './notices.ts';

export interface ProblemConfig {
  id: string;
  [field: string]: Value;
}

export interface LaneConfig {
  optimizer: string;
  [field: string]: Value;
}

/** The whole description of a race, with every field filled in: two equal configs give the same bits. Never altered. */
export interface Config {
  v: 1;
  seed: number;
  steps: number;
  /** Items a step; the default where the problem has no use for it. */
  batch: number;
  problem: ProblemConfig;
  lanes: LaneConfig[];
}

export const MAX_LANES = 16;

type Bag = Record<string, unknown>;

const isBag = (x: unknown): x is Bag => typeof x === 'object' && x !== null && !Array.isArray(x);
const has = (bag: Bag, key: string): boolean => Object.hasOwn(bag, key);

function nameUnknownId(id: unknown, what: string, at: string, notices: Notices): void {
  if (typeof id === 'string') notices.add('unknown-id', at, `there is no ${what} ${quoted(id)}`);
  else notices.add('wrong-type', at, 'must be a text');
}

/** Fills `into` with every field: the bag's value where it is valid, else the default, with a notice. */
function readFields(fields: readonly Field[], bag: Bag, at: string, into: Bag, notices: Notices): void {
  for (const field of fields) {
    into[field.id] = copied(field.default);
    if (!has(bag, field.id)) continue;
    const value = bag[field.id];
    const problem = problemWith(field, value);
    if (problem) notices.add(problem.code, at + field.id, problem.message);
    else into[field.id] = copied(value as Value);
  }
}

function nameUnknown(bag: Bag, fields: readonly Field[], others: string[], at: string, notices: Notices): void {
  const known = new Set([...others, ...fields.map(({ id }) => id)]);
  for (const key of Object.keys(bag)) {
    if (!known.has(key)) notices.add('unknown-field', at + key, 'there is no such field');
  }
}

function readProblem(input: unknown, catalog: Catalog, notices: Notices): [ProblemConfig, Problem] {
  const fallback = catalog.problems[0] as Problem;
  if (input !== undefined && !isBag(input)) notices.add('wrong-type', 'problem', 'must be an object');
  const bag = isBag(input) ? input : {};
  const known = typeof bag.id === 'string' ? problemOf(catalog, bag.id) : undefined;
  if (!known && isBag(input)) nameUnknownId(bag.id, 'problem', 'problem.id', notices);
  const problem = known ?? fallback;
  const config: ProblemConfig = { id: problem.id };
  // The fields of an unknown problem mean nothing to another.
  const values = known ? bag : {};
  readFields(problem.fields, values, 'problem.', config, notices);
  nameUnknown(values, problem.fields, ['id'], 'problem.', notices);
  return [config, problem];
}

function readLane(input: unknown, index: number, catalog: Catalog, notices: Notices): LaneConfig | null {
  const at = `lanes.${index}`;
  if (!isBag(input)) {
    notices.add('wrong-type', at, 'must be an object');
    return null;
  }
  const optimizer = typeof input.optimizer === 'string' ? optimizerOf(catalog, input.optimizer) : undefined;
  if (!optimizer) {
    nameUnknownId(input.optimizer, 'optimizer', `${at}.optimizer`, notices);
    return null;
  }
  const lane: LaneConfig = { optimizer: optimizer.id };
  readFields(optimizer.fields, input, `${at}.`, lane, notices);
  nameUnknown(input, optimizer.fields, ['optimizer'], `${at}.`, notices);
  return lane;
}

function readLanes(input: unknown, catalog: Catalog, notices: Notices): LaneConfig[] {
  if (input !== undefined && !Array.isArray(input)) notices.add('wrong-type', 'lanes', 'must be a list');
  const list = Array.isArray(input) ? input : [];
  if (list.length > MAX_LANES)
    notices.add('out-of-range', 'lanes', `there are ${list.length}; the first ${MAX_LANES} race`);
  const lanes = list.slice(0, MAX_LANES).map((lane, i) => readLane(lane, i, catalog, notices));
  const good = lanes.filter((lane) => lane !== null);
  // Without a lane there is no race: the first optimizer stands in.
  return good.length > 0
    ? good
    : [readLane({ optimizer: catalog.optimizers[0]?.id }, 0, catalog, notices) as LaneConfig];
}

/** Makes a config of anything. Never throws; each bad field has its default, and a notice. */
export function normalize(input: unknown, catalog: Catalog): { config: Config; notices: Notice[] } {
  const notices = new Notices();
  if (!isBag(input)) notices.add('wrong-type', '', 'a config must be an object');
  const bag = isBag(input) ? input : {};
  if (has(bag, 'v') && bag.v !== 1) notices.add('unknown-version', 'v', 'only version 1 is known; read as that');
  const [problem, kind] = readProblem(bag.problem, catalog, notices);
  const race: Bag = {};
  readFields(catalog.race, bag, '', race, notices);
  // What does not concern this problem is checked and then forgotten: links do not hold it, and equal races have equal links.
  const concerned = raceFieldsOf(catalog, kind);
  for (const field of catalog.race) if (!concerned.includes(field)) race[field.id] = copied(field.default);
  nameUnknown(bag, catalog.race, ['v', 'problem', 'lanes'], '', notices);
  const lanes = readLanes(bag.lanes, catalog, notices);
  return { config: { v: 1, ...race, problem, lanes } as Config, notices: notices.all() };
}

const withoutDefaults = (fields: readonly Field[], bag: object): Record<string, Value> => {
  const values = bag as Record<string, Value | undefined>;
  const kept: [string, Value][] = [];
  for (const { id, default: initial } of fields) {
    const value = values[id];
    if (value !== undefined && !sameValue(value, initial)) kept.push([id, copied(value)]);
  }
  return Object.fromEntries(kept);
};

/** A config as links and files hold it. */
export interface MinimalConfig extends Record<string, unknown> {
  v: 1;
  problem: Record<string, Value> & { id: string };
  lanes: (Record<string, Value> & { optimizer: string })[];
}

/** The config without what is default anyway, in catalog order. */
export function minimal(config: Config, catalog: Catalog): MinimalConfig {
  const problem = problemOf(catalog, config.problem.id) as Problem;
  return {
    v: 1,
    ...withoutDefaults(raceFieldsOf(catalog, problem), config),
    problem: { id: problem.id, ...withoutDefaults(problem.fields, config.problem) },
    lanes: config.lanes.map((lane) => ({
      optimizer: lane.optimizer,
      ...withoutDefaults(optimizerOf(catalog, lane.optimizer)?.fields ?? [], lane),
    })),
  };
}
