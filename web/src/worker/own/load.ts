import { type ModuleDataset, SidestepError, type SidestepModule, type Split } from '../../core/module.ts';
import { formatReference, type OwnReference, readReference } from '../../core/own.ts';
import { noValidation } from '../../core/validation.ts';
import { createDataset, sealed } from '../data.ts';
import type { DataSource, Preview } from '../protocol.ts';
import { type OwnData, shortName } from './data.ts';
import { openOwn } from './read.ts';
import { scaleOf, shares, splitOf } from './split.ts';

export { findPublished } from './published.ts';

const missing = (message: string) => new SidestepError({ code: 'no-data', at: 'problem.file', message });

/** Where the classes of a table are, from 0. */
const indexOf = ({ column }: OwnReference): number | null => (column === null ? null : column - 1);

/** Enough to look at. */
const [SHOWN_ROWS, SHOWN_IMAGES] = [6, 24];

/**
 * What a page shows of files before they are used. Of a table `column` (from 0): where its classes are, null: where it tells; `wanted`: the
 * reference of a link, which is followed where these are its files.
 */
export async function inspectOwn(files: readonly File[], column: number | null, wanted = ''): Promise<Preview> {
  const opened = await openOwn(files);
  const asked = readReference(wanted);
  const its = asked?.hash === opened.hash ? asked : null;
  const at = its && indexOf(its);
  const data = its && (column === null || column === at) ? opened.make(at, its.reading) : opened.make(column, null);
  const { kind, shape, classes, columns, labels, items } = data;
  const counts = classes.map(() => 0);
  for (const label of labels) counts[label]!++;
  const size = items.length / labels.length;
  const shown = Math.min(kind === 'table' ? SHOWN_ROWS : SHOWN_IMAGES, labels.length);
  return {
    kind,
    reference: formatReference({ ...data, column: data.column === null ? null : data.column + 1 }),
    name: data.name,
    shape,
    classes: classes.map((name, i) => ({ name: shortName(name), items: counts[i]! })),
    columns: columns.map(shortName),
    column: data.column,
    encoding: data.encoding,
    ...shares(labels.length),
    items: items.slice(0, shown * size),
    labels: labels.slice(0, shown),
  };
}

/** Copies the items of a split into the module's memory: bytes as they are, numbers with mean 0 and deviation 1 over the training items. */
function place(
  into: ModuleDataset,
  split: Split,
  data: OwnData,
  chosen: Uint32Array,
  scale: ReturnType<typeof scaleOf>,
): void {
  const size = data.items.length / data.labels.length;
  const labels = into.bytes(split, 'labels');
  chosen.forEach((item, i) => {
    labels[i] = data.labels[item]!;
  });
  const { items } = data;
  if (items instanceof Uint8Array) {
    const to = into.bytes(split, 'items');
    for (const [i, item] of chosen.entries()) to.set(items.subarray(item * size, (item + 1) * size), i * size);
    return;
  }
  const { origin, mean, deviation } = scale;
  const to = into.numbers(split);
  chosen.forEach((item, i) => {
    for (let k = 0; k < size; k++) to[i * size + k] = (items[item * size + k]! - origin[k]! - mean[k]!) / deviation[k]!;
  });
}

/** Loads the user's own files into the module's memory. Rejects when they are not there, or not those that the race was run on. */
export async function loadOwn(module: SidestepModule, source: DataSource): Promise<ModuleDataset> {
  const { file, files, seed } = source.own!;
  const wanted = readReference(file);
  if (!wanted) throw missing(file === '' ? 'choose a file of your own' : 'names no file');
  const column = wanted.column === null ? '' : `, classes in column ${wanted.column}`;
  if (files.length === 0)
    throw missing(
      `this race learns from '${wanted.name}' (hash ${wanted.hash}${column}), which no link holds: choose that file`,
    );
  const opened = await openOwn(files);
  if (opened.hash !== wanted.hash)
    throw missing(
      `this race learns from '${wanted.name}' with the hash ${wanted.hash}; '${opened.name}' has ${opened.hash}`,
    );
  const data = opened.make(indexOf(wanted), wanted.reading);
  const { train, test } = source;
  if (train + test > data.labels.length) {
    const message = `${train} to learn from and ${test} for testing are more than the ${data.labels.length} items of '${data.name}'`;
    throw new SidestepError({ code: 'out-of-range', at: 'problem.train', message });
  }
  const split = splitOf(data, seed, train, test, source.validation);
  if (split.test.length === 0) throw new SidestepError(noValidation(data.labels.length - test));
  const { shape, classes } = data;
  const counts = { train, test: split.test.length };
  const made = createDataset(module, { shape, classes: classes.length, ...counts, real: data.kind === 'table' });
  const scale = scaleOf(data, data.kind === 'table' ? split.train : new Uint32Array());
  for (const part of ['train', 'test'] as const) place(made, part, data, split[part], scale);
  return sealed(made);
}
