import { type Catalog, type Field, optimizerOf, type Problem, problemOf, raceFieldsOf, type Value } from './catalog.ts';
import { copied, problemWith, quoted, sameValue } from './value.ts';

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
  /** Items a step; meaningful where the problem has data. */
  batch: number;
  problem: ProblemConfig;
  lanes: LaneConfig[];
}

/** What was wrong with a config, and was replaced by the default. */
export interface Notice {
  code: string;
  /** The path in the config: `lanes.0.beta1`. */
  at: string;
  message: string;
}

export const MAX_LANES = 16;
/** Notices beyond these are counted, not kept: a hostile config may hold any number of mistakes. */
const MAX_NOTICES = 20;

type Bag = Record<string, unknown>;

const isBag = (x: unknown): x is Bag => typeof x === 'object' && x !== null && !Array.isArray(x);
const has = (bag: Bag, key: string): boolean => Object.hasOwn(bag, key);

class Notices {
  readonly list: Notice[] = [];
  #dropped = 0;
  add(code: string, at: string, message: string): void {
    if (this.list.length < MAX_NOTICES) this.list.push({ code, at: at.slice(0, 80), message });
    else this.#dropped++;
  }
  all(): Notice[] {
    if (this.#dropped) this.list.push({ code: 'more', at: '', message: `and ${this.#dropped} more mistakes` });
    return this.list;
  }
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

function nameUnknown(bag: Bag, known: (key: string) => boolean, at: string, notices: Notices): void {
  for (const key of Object.keys(bag)) {
    if (!known(key)) notices.add('unknown-field', at + key, 'there is no such field');
  }
}

function readProblem(input: unknown, catalog: Catalog, notices: Notices): [ProblemConfig, Problem] {
  const fallback = catalog.problems[0] as Problem;
  if (input !== undefined && !isBag(input)) notices.add('wrong-type', 'problem', 'must be an object');
  const bag = isBag(input) ? input : {};
  const known = typeof bag.id === 'string' ? problemOf(catalog, bag.id) : undefined;
  if (!known && isBag(input)) notices.add('unknown-id', 'problem.id', `there is no problem ${quoted(String(bag.id))}`);
  const problem = known ?? fallback;
  const config: ProblemConfig = { id: problem.id };
  // The fields of an unknown problem mean nothing to another.
  const values = known ? bag : {};
  readFields(problem.fields, values, 'problem.', config, notices);
  nameUnknown(values, (key) => key === 'id' || problem.fields.some(({ id }) => id === key), 'problem.', notices);
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
    notices.add('unknown-id', `${at}.optimizer`, `there is no optimizer ${quoted(String(input.optimizer))}`);
    return null;
  }
  const lane: LaneConfig = { optimizer: optimizer.id };
  readFields(optimizer.fields, input, `${at}.`, lane, notices);
  nameUnknown(input, (key) => key === 'optimizer' || optimizer.fields.some(({ id }) => id === key), `${at}.`, notices);
  return lane;
}

function readLanes(input: unknown, catalog: Catalog, notices: Notices): LaneConfig[] {
  if (input !== undefined && !Array.isArray(input)) notices.add('wrong-type', 'lanes', 'must be a list');
  const list = Array.isArray(input) ? input : [];
  if (list.length > MAX_LANES)
    notices.add('out-of-range', 'lanes', `there are ${list.length}; the first ${MAX_LANES} race`);
  const lanes = list.slice(0, MAX_LANES).map((lane, i) => readLane(lane, i, catalog, notices));
  const good = lanes.filter((lane) => lane !== null);
  // Without a lane there is no race: every optimizer's defaults, as many as fit, would be a crowd; the first one stands in.
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
  const own = ['v', 'problem', 'lanes'];
  nameUnknown(bag, (key) => own.includes(key) || raceFieldsOf(catalog, kind).some(({ id }) => id === key), '', notices);
  const lanes = readLanes(bag.lanes, catalog, notices);
  const { seed, steps, batch } = race as { seed: number; steps: number; batch: number };
  return { config: { v: 1, seed, steps, batch, problem, lanes }, notices: notices.all() };
}

const withoutDefaults = (fields: readonly Field[], bag: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(
    fields
      .filter(({ id, default: initial }) => bag[id] !== undefined && !sameValue(bag[id] as Value, initial))
      .map(({ id }) => [id, copied(bag[id] as Value)]),
  );

/** The config without what is default anyway: what links and files hold. In catalog order. */
export function minimal(config: Config, catalog: Catalog): Record<string, unknown> {
  const problem = problemOf(catalog, config.problem.id) as Problem;
  const race = { seed: config.seed, steps: config.steps, batch: config.batch };
  return {
    v: 1,
    ...withoutDefaults(raceFieldsOf(catalog, problem), race),
    problem: { id: problem.id, ...withoutDefaults(problem.fields, config.problem) },
    lanes: config.lanes.map((lane) => ({
      optimizer: lane.optimizer,
      ...withoutDefaults(optimizerOf(catalog, lane.optimizer)?.fields ?? [], lane),
    })),
  };
}
