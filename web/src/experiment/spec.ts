import { isAxisInput } from '../core/axis.ts';
import { type Catalog, problemOf } from '../core/catalog.ts';
import { type Config, MAX_LANES, type Notice, normalize } from '../core/config.ts';
import { toNumber } from '../core/link-values.ts';
import { Notices } from '../core/notices.ts';
import { datasetOf, isOwn } from '../core/own.ts';
import { noValidation } from '../core/validation.ts';
import { problemWith } from '../core/value.ts';
import type { ViewState } from '../core/view-state.ts';
import { type Axis, mistakeOfEnds, ofElement, type Place, sizeOf, valuesOf } from './axes.ts';
import { excessOf } from './cost.ts';
import { fieldAt, ownersIn, valueAt, withAt } from './places.ts';
import { readTuning, type Span, type Tuning } from './tuning.ts';

/** A race with axes. Two equal ones have the same runs, with the same bits. Never altered. */
export interface Experiment {
  /** The race in the first cell; what a tuning looks for stands at the lower end of its span. */
  config: Config;
  /** How many seeds are drawn from the race's; 1: that one itself. */
  seeds: number;
  axes: readonly Axis[];
  tune?: Tuning;
}

/** What makes an experiment of a race. */
export type Design = Omit<Experiment, 'config'>;

export const MAX_SEEDS = 1000;
export const MAX_AXES = 4;

type Bag = Record<string, unknown>;
interface Found {
  at: string;
  given: Bag;
}

/** A copy as deep as what stands for axes may lie. */
function copyOf(input: Bag): Bag {
  const copy = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : value;
  const { seeds: _seeds, tune: _tune, ...race } = input;
  if ('problem' in race) race.problem = copy(race.problem);
  if (Array.isArray(race.lanes)) race.lanes = race.lanes.slice(0, MAX_LANES + 1).map(copy);
  return race;
}

/** Takes what stands for axes out of a config, so that what is left is one race. */
function withoutAxes(input: Bag, catalog: Catalog): { race: Bag; found: Found[] } {
  const found: Found[] = [];
  const race = copyOf(input);
  for (const { prefix, bag, fields } of ownersIn(race, catalog)) {
    for (const { id } of fields) {
      const value = bag[id];
      if (isAxisInput(value)) {
        found.push({ at: prefix + id, given: value });
        delete bag[id];
      } else if (Array.isArray(value) && value.some(isAxisInput)) {
        bag[id] = value.map((element: unknown, i) => {
          if (!isAxisInput(element)) return element;
          found.push({ at: `${prefix}${id}.${i}`, given: element });
          return Array.isArray(element.of) ? element.of[0] : element.from;
        });
      }
    }
  }
  return { race, found };
}

/** What moves together: the same field of each lane. */
const axisKey = (at: string): string => at.replace(/^lanes\.\d+\./, 'lanes.*.');

/** How many values each axis would have, before any is made; places that make none are noticed, and left out. */
function sized(found: readonly Found[], notices: Notices): { found: Found[]; sizes: Map<string, number> } {
  const sizes = new Map<string, number>();
  const good = found.filter(({ at, given }) => {
    const size = sizeOf(given);
    if (typeof size === 'number') sizes.set(axisKey(at), Math.max(size, sizes.get(axisKey(at)) ?? 0));
    else notices.add(size.code, at, size.message);
    return typeof size === 'number';
  });
  return { found: good, sizes };
}

function placesOf(found: readonly Found[], config: Config, catalog: Catalog, notices: Notices): Place[] {
  return found.flatMap(({ at, given }) => {
    const field = fieldAt(config, at, catalog);
    if (!field) return [];
    const values = valuesOf(given, ofElement(field));
    if (!Array.isArray(values)) {
      notices.add(values.code, at, values.message);
      return [];
    }
    const asked = sizeOf(given);
    if (values.length !== asked) notices.add('read-as', at, `has ${values.length} different values, not ${asked}`);
    return [{ at, values }];
  });
}

function axesOf(places: readonly Place[], notices: Notices): Axis[] {
  const axes = new Map<string, Place[]>();
  for (const place of places) {
    const axis = axes.get(axisKey(place.at)) ?? [];
    const [size, others] = [place.values.length, axis[0]?.values.length];
    if (others === undefined || others === size) axes.set(axisKey(place.at), [...axis, place]);
    else
      notices.add(
        'bad-length',
        place.at,
        `has ${size} values, and ${axis[0]!.at} has ${others}: lanes vary together, so the numbers of values must match`,
      );
  }
  return [...axes.values()];
}

function spansIn(found: readonly Found[], config: Config, catalog: Catalog, tuned: boolean, notices: Notices): Span[] {
  return found.flatMap(({ at, given }) => {
    const { from, to } = given as { from: number; to: number };
    const field = fieldAt(config, at, catalog);
    if (!field) return [];
    const mistake = !tuned
      ? {
          code: 'out-of-range',
          message: 'is a range without a number of values: write FROM:TO:N (without N, it is where tune= searches)',
        }
      : !at.startsWith('lanes.')
        ? { code: 'out-of-range', message: 'tuning searches only settings of lanes' }
        : (mistakeOfEnds(field, from, to) ?? problemWith(ofElement(field), from) ?? problemWith(ofElement(field), to));
    if (mistake) notices.add(mistake.code, at, mistake.message);
    return mistake ? [] : [{ at, from, to }];
  });
}

function readSeeds(given: unknown, notices: Notices): number {
  if (given === undefined) return 1;
  const seeds = typeof given === 'string' ? toNumber(given) : given;
  const field = { kind: 'integer', min: 1, max: MAX_SEEDS } as Parameters<typeof problemWith>[0];
  const mistake = problemWith(field, seeds);
  if (mistake) notices.add(mistake.code, 'seeds', mistake.message);
  return mistake ? 1 : (seeds as number);
}

/** A range or a list, not both, and nothing else. */
function clear({ at, given }: Found, notices: Notices): boolean {
  const known = 'of' in given ? ['of'] : ['from', 'to', 'in'];
  const strange = Object.keys(given).find((key) => !known.includes(key));
  if (strange !== undefined) notices.add('unknown-field', `${at}.${strange}`, 'is not part of a range or a list');
  return strange === undefined;
}

/** The race's seed is one; whether each axis means something to this problem. */
function concerned({ at }: Found, config: Config, catalog: Catalog, notices: Notices): boolean {
  if (at === 'seed') notices.add('experiment', at, 'must be one number, from which seeds=N draws N seeds');
  else if (!fieldAt(config, at, catalog)) notices.add('ignored', at, 'does not apply to this problem');
  else if (Array.isArray(valueAt(config, at)))
    notices.add('wrong-type', at, 'is a list of numbers: give each of them a range of its own');
  else return typeof valueAt(config, at) === 'number'; // else its list has been refused
  return false;
}

/** The race that takes longest, and learns from most. */
const atMost = (found: readonly Found[], config: Config): Config =>
  found
    .filter(({ at }) => /^(steps|batch|problem\.train)$/.test(at))
    .reduce(
      (race, { at, given }) =>
        withAt(race, at, Math.max(...[given.to, given.of].flat().map(Number).filter(Number.isFinite), 0)),
      config,
    );

/** Whether a dataset has items left that trials can be measured on. Of a file of one's own only the file tells. */
function leavesRoom({ problem: { data, train } }: Config, catalog: Catalog, notices: Notices): void {
  const dataset = datasetOf(catalog, data);
  if (!dataset || isOwn(dataset) || typeof train !== 'number' || train < dataset.train) return;
  const { code, at, message } = noValidation(dataset.train);
  notices.add(code, at, message);
}

const isSpan = ({ given }: Pick<Found, 'given'>): boolean => !('of' in given) && given.in === undefined;

/**
 * Makes an experiment of anything that may be a config with axes: never throws, and names what it left out. None where there would be more runs than
 * anybody can wait for; nothing has then been made of it.
 */
export function normalizeExperiment(
  input: unknown,
  catalog: Catalog,
): { experiment: Experiment | null; notices: Notice[]; view?: ViewState | undefined } {
  const notices = new Notices();
  const isBag = typeof input === 'object' && input !== null && !Array.isArray(input);
  const { race, found: all } = isBag ? withoutAxes(input as Bag, catalog) : { race: input as Bag, found: [] };
  const open = new Set(all.map(({ at }) => at)); // a change that sets what the first cell has anyway is one in the others
  const read = normalize(race, catalog, open);
  let { config } = read;
  for (const { code, at, message, step } of read.notices) notices.add(code, at, message, step);
  const bag = (isBag ? input : {}) as Bag;
  const seeds = readSeeds(bag.seeds, notices);
  let tuning = bag.tune === undefined ? null : readTuning(bag.tune, notices);
  if (tuning?.by === 'accuracy' && !problemOf(catalog, config.problem.id)!.fields.some(({ id }) => id === 'evaluate')) {
    notices.add('read-as', 'tune.by', 'is read as loss: this problem has no accuracy');
    tuning = { ...tuning, by: 'loss' };
  }
  const meant = all.filter((it) => clear(it, notices) && concerned(it, config, catalog, notices));
  const { found, sizes } = sized(
    meant.filter((it) => !isSpan(it)),
    notices,
  );
  const excess = excessOf(atMost(found, config), [...sizes.values()], seeds, tuning, catalog);
  if (excess) notices.add('too-many', 'experiment', excess);
  if (sizes.size > MAX_AXES)
    notices.add('too-many', 'experiment', `has ${sizes.size} axes; at most ${MAX_AXES} are run`);
  if (tuning) leavesRoom(atMost(found, config), catalog, notices);
  const view = read.view && { view: read.view };
  if (excess || sizes.size > MAX_AXES) return { experiment: null, notices: notices.all(), ...view };
  const axes = axesOf(placesOf(found, config, catalog, notices), notices);
  const spans = spansIn(meant.filter(isSpan), config, catalog, tuning !== null, notices);
  for (const { at, values } of axes.flat()) config = withAt(config, at, values[0]);
  for (const { at, from } of spans) config = withAt(config, at, from);
  return {
    experiment: {
      config: normalize(config, catalog, open).config,
      seeds,
      axes: axes.filter((axis) => axis[0]!.values.length > 1),
      ...(tuning && { tune: { ...tuning, spans } }),
    },
    notices: notices.all(),
    ...view,
  };
}

/** Whether it is more than one race. */
export const hasAxes = ({ seeds, axes, tune }: Design): boolean => seeds > 1 || axes.length > 0 || tune !== undefined;
