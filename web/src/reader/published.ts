import published from '../../published.json';
import type { Dataset } from '../core/catalog.ts';
import type { ProblemConfig } from '../core/config.ts';
import type { Split } from '../core/module.ts';
import { datasetOf } from '../core/own.ts';
import { VALIDATION, validationItems } from '../core/validation.ts';
import type { FoundPart, GivenSet } from '../worker/protocol.ts';
import { isAbsent } from './own.ts';
import type { Stage } from './stage.ts';

/** A part of a dataset as its publishers have it: a file, or a pair of them, with a hash of its content. */
export interface PublishedPart {
  files: string[];
  of: Split;
  items: number;
  hash: string;
}

const sets = published as Record<string, PublishedPart[]>;
export const partsOf = ({ id }: Pick<Dataset, 'id'>): readonly PublishedPart[] => sets[id] ?? [];

const itemsOf = (parts: readonly PublishedPart[], split: Split): number =>
  parts.reduce((sum, part) => sum + (part.of === split ? part.items : 0), 0);

/** The parts that a race takes items of. `tuned`: its settings are chosen on validation items, and it is tested on the test items. */
export function neededParts(parts: readonly PublishedPart[], problem: ProblemConfig, tuned: boolean): PublishedPart[] {
  const split = { train: Number(problem.train), test: Number(problem.test) };
  const validates = problem.testOn === VALIDATION.testOn;
  const held = validates || tuned ? validationItems(split, itemsOf(parts, 'train')) : 0;
  const wanted = { train: split.train + held, test: validates && !tuned ? 0 : split.test };
  const before = { train: 0, test: 0 };
  return parts.filter(({ of, items }) => {
    const begin = before[of];
    before[of] += items;
    return begin < wanted[of];
  });
}

/** What the parts that were found come to: of each split those up to the first that lacks. */
export function setOf(
  { id, shape, classes }: Dataset,
  parts: readonly PublishedPart[],
  found: ReadonlyMap<string, FoundPart>,
): GivenSet {
  const joined = (split: Split): Blob => {
    const own = parts.filter(({ of }) => of === split).map(({ hash }) => found.get(hash));
    const end = own.indexOf(undefined);
    const whole = (end < 0 ? own : own.slice(0, end)) as FoundPart[];
    return new Blob([...whole.map(({ items }) => items), ...whole.map(({ labels }) => labels)]);
  };
  return { id, shape, classes, train: joined('train'), test: joined('test') };
}

/** The dataset that the race on show lacks and whose published files the page can read in its place. */
export function lacking({ config, catalog, lanes, experiments }: Stage): Dataset | undefined {
  const lacks = lanes.some(({ error }) => isAbsent(error)) || isAbsent(experiments?.study?.error);
  const dataset = datasetOf(catalog, config.problem.data);
  return lacks && dataset && partsOf(dataset).length > 0 ? dataset : undefined;
}
