import { EXPERIMENT_KEYS } from './axis.ts';
import { type Catalog, optimizerOf, type Problem, problemOf, raceFieldsOf, type Value } from './catalog.ts';
import { type Change, changesOf, withChanges } from './changes.ts';
import { type Bag, has, isBag, nameUnknown, readFields, versionsNeeded, withoutDefaults } from './fields.ts';
import { nameMistake, nameOf, withName } from './lane-name.ts';
import { type Notice, Notices, quoted } from './notices.ts';
import { minimalChanges, readChanges, versionsOfChanges } from './read-changes.ts';
import { copied } from './value.ts';
import { readView, type ViewState } from './view-state.ts';

export type { Notice } from './notices.ts';

export interface ProblemConfig {
  id: string;
  [field: string]: Value;
}

export interface LaneConfig {
  optimizer: string;
  /** A setting of the optimizer. Two are none: `name` is what its owner calls it, and `changes` what it sets differently later on, as `changesOf` tells. */
  [field: string]: Value;
}

/** The whole description of a race, with every field filled in: two equal configs give the same bits. Never altered. */
export interface Config {
  /** The version of links in which it is written: the lowest that has the defaults of the fields. */
  v: number;
  seed: number;
  steps: number;
  /** Items a step; the default where the problem has no use for it. */
  batch: number;
  problem: ProblemConfig;
  lanes: LaneConfig[];
}

export const MAX_LANES = 16;

/** The newest version of configs and links; each version is read for ever. It tells what omitted fields mean. */
export const VERSION = 3;

function nameUnknownId(id: unknown, what: string, at: string, notices: Notices): void {
  if (typeof id === 'string') notices.add('unknown-id', at, `there is no ${what} ${quoted(id)}`);
  else notices.add('wrong-type', at, 'must be a text');
}

function readProblem(input: unknown, catalog: Catalog, version: number, notices: Notices): [ProblemConfig, Problem] {
  const fallback = catalog.problems[0] as Problem;
  if (input !== undefined && !isBag(input)) notices.add('wrong-type', 'problem', 'must be an object');
  const bag = isBag(input) ? input : {};
  const known = typeof bag.id === 'string' ? problemOf(catalog, bag.id) : undefined;
  if (!known && isBag(input)) nameUnknownId(bag.id, 'problem', 'problem.id', notices);
  const problem = known ?? fallback;
  const config: ProblemConfig = { id: problem.id };
  // The fields of an unknown problem mean nothing to another.
  const values = known ? bag : {};
  readFields(problem.fields, values, 'problem.', config, version, notices);
  nameUnknown(values, problem.fields, ['id'], 'problem.', notices);
  return [config, problem];
}

/** Paths at which any value may come to stand: the axes of an experiment. */
export type Open = ReadonlySet<string>;

/** The lane with settings that equal none where they are open. */
const opened = (lane: LaneConfig, at: string, open: Open): LaneConfig => ({
  ...lane,
  ...Object.fromEntries(Object.keys(lane).flatMap((id) => (open.has(`${at}.${id}`) ? [[id, Number.NaN]] : []))),
});

function readLane(
  input: unknown,
  index: number,
  catalog: Catalog,
  version: number,
  open: Open,
  notices: Notices,
): LaneConfig | null {
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
  readFields(optimizer.fields, input, `${at}.`, lane, version, notices);
  nameUnknown(input, optimizer.fields, ['optimizer', 'name', 'changes'], `${at}.`, notices);
  const mistake = has(input, 'name') ? nameMistake(input.name) : null;
  if (mistake) notices.add(mistake.code, `${at}.name`, mistake.message);
  const named = has(input, 'name') && !mistake ? withName(lane, input.name as string) : lane;
  if (!has(input, 'changes')) return named;
  const held = opened(lane, at, open);
  return withChanges(named, readChanges(input.changes, held, `${at}.changes`, catalog, version, notices));
}

function readLanes(input: unknown, catalog: Catalog, version: number, open: Open, notices: Notices): LaneConfig[] {
  if (input !== undefined && !Array.isArray(input)) notices.add('wrong-type', 'lanes', 'must be a list');
  const list = Array.isArray(input) ? input : [];
  if (list.length > MAX_LANES)
    notices.add('out-of-range', 'lanes', `there are ${list.length}; at most ${MAX_LANES} can race`);
  const lanes = list.slice(0, MAX_LANES).map((lane, i) => readLane(lane, i, catalog, version, open, notices));
  const good = lanes.filter((lane) => lane !== null);
  // Without a lane there is no race: the first optimizer stands in.
  return good.length > 0
    ? good
    : [readLane({ optimizer: catalog.optimizers[0]?.id }, 0, catalog, version, open, notices) as LaneConfig];
}

/** The version that a config names; 1 where it names none, as the first published ones may. */
function readVersion(bag: Bag, notices: Notices): number {
  const v = has(bag, 'v') ? bag.v : 1;
  if (Number.isInteger(v) && (v as number) >= 1 && (v as number) <= VERSION) return v as number;
  const read = typeof v === 'number' && v > VERSION ? VERSION : 1;
  notices.add('unknown-version', 'v', `only versions 1 to 3 are known; read as ${read}`);
  return read;
}

/** The first version in which the config need not spell out a default that is new. */
export function versionOf(config: Pick<Config, 'problem' | 'lanes'>, catalog: Catalog): number {
  return Math.max(
    ...versionsNeeded(problemOf(catalog, config.problem.id)?.fields ?? [], config.problem),
    ...config.lanes.flatMap((lane) => [
      ...versionsNeeded(optimizerOf(catalog, lane.optimizer)?.fields ?? [], lane),
      ...versionsOfChanges(lane, catalog),
    ]),
    1,
  );
}

/** Makes a config of anything, and how it is to be looked at. Never throws; each bad field has its default, and a notice. */
export function normalize(
  input: unknown,
  catalog: Catalog,
  open: Open = new Set(),
): { config: Config; notices: Notice[]; view?: ViewState | undefined } {
  const notices = new Notices();
  if (!isBag(input)) notices.add('wrong-type', '', 'a config must be an object');
  const bag = isBag(input) ? input : {};
  const version = readVersion(bag, notices);
  const [problem, kind] = readProblem(bag.problem, catalog, version, notices);
  const race: Bag = {};
  readFields(catalog.race, bag, '', race, version, notices);
  // What does not concern this problem is checked and then forgotten: links do not hold it, and equal races have equal links.
  const concerned = raceFieldsOf(catalog, kind);
  for (const field of catalog.race) if (!concerned.includes(field)) race[field.id] = copied(field.default);
  nameUnknown(bag, catalog.race, ['v', 'problem', 'lanes', 'view', ...EXPERIMENT_KEYS], '', notices);
  for (const key of EXPERIMENT_KEYS)
    if (has(bag, key)) notices.add('experiment', key, 'makes this an experiment, where a single race is expected');
  const lanes = readLanes(bag.lanes, catalog, version, open, notices);
  const view = readView(bag.view, notices);
  return {
    config: { v: versionOf({ problem, lanes }, catalog), ...race, problem, lanes } as Config,
    notices: notices.all(),
    ...(view && { view }),
  };
}

/** A config as links and files hold it. */
export interface MinimalConfig extends Record<string, unknown> {
  v: number;
  problem: Record<string, Value> & { id: string };
  lanes: { optimizer: string; changes?: Change[]; [field: string]: Value | Change[] | undefined }[];
}

/** The config without what is default anyway, in catalog order; `v`: in which version, which may be newer than needed. */
export function minimal(config: Config, catalog: Catalog, v: number = versionOf(config, catalog)): MinimalConfig {
  const problem = problemOf(catalog, config.problem.id) as Problem;
  return {
    v,
    ...withoutDefaults(raceFieldsOf(catalog, problem), config, v),
    problem: { id: problem.id, ...withoutDefaults(problem.fields, config.problem, v) },
    lanes: config.lanes.map((lane) => ({
      optimizer: lane.optimizer,
      ...withoutDefaults(optimizerOf(catalog, lane.optimizer)?.fields ?? [], lane, v),
      ...(nameOf(lane) && { name: nameOf(lane) }),
      ...(changesOf(lane).length > 0 && { changes: minimalChanges(lane, catalog, v) }),
    })),
  };
}
