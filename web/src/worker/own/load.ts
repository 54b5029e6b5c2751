import { type ModuleDataset, SidestepError, type SidestepModule, type Split } from '../../core/module.ts';
import { formatReference, type OwnReference, readReference } from '../../core/own.ts';
import { noValidation } from '../../core/validation.ts';
import { createDataset, sealed } from '../data.ts';
import type { DataSource, Preview } from '../protocol.ts';
import { type Asked, type OwnData, shortName } from './data.ts';
import { openOwn } from './read.ts';
import { scaleOf, shares, splitOf } from './split.ts';

export { findPublished } from './published.ts';

const missing = (message: string) => new SidestepError({ code: 'no-data', at: 'problem.file', message });

/** What a reference asks for; one that names no column has no numbers. */
const askedBy = ({ column, numbers = false }: OwnReference): Asked => ({
  column: column === null ? null : column - 1,
  numbers,
});

type Scale = ReturnType<typeof scaleOf>;

/** Enough to look at. */
const [SHOWN_ROWS, SHOWN_IMAGES] = [6, 24];

/**
 * What a page shows of files before they are used. Of a table `column` (from 0): where its classes or numbers are, null: where it
 * tells; `wanted`: the reference of a link, which is followed where these are its files.
 */
export async function inspectOwn(
  files: readonly File[],
  column: number | null,
  wanted = '',
  numbers: boolean | null = null,
): Promise<Preview> {
  const opened = await openOwn(files);
  const link = readReference(wanted);
  const its = link?.hash === opened.hash ? askedBy(link) : null;
  const same = its && (column ?? its.column) === its.column && (numbers ?? its.numbers) === its.numbers;
  const data = same ? opened.make(its, link!.reading) : opened.make({ column, numbers }, null);
  const { kind, shape, classes, columns, labels, items, targets } = data;
  const counts = classes.map(() => 0);
  for (const label of labels) counts[label]!++;
  const size = items.length / labels.length;
  const shown = Math.min(kind === 'table' ? SHOWN_ROWS : SHOWN_IMAGES, labels.length);
  return {
    kind,
    reference: formatReference({
      ...data,
      column: data.column === null ? null : data.column + 1,
      numbers: targets.length > 0,
    }),
    name: data.name,
    shape,
    count: labels.length,
    classes: classes.map((name, i) => ({ name: shortName(name), items: counts[i]! })),
    columns: columns.map(shortName),
    column: data.column,
    encoding: data.encoding,
    ...shares(labels.length),
    items: items.slice(0, shown * size),
    labels: labels.slice(0, shown),
    targets: targets.slice(0, shown),
  };
}

/** Numbers with mean 0 and deviation 1 over the training items. */
function scaled(to: Float64Array, from: Float64Array, chosen: Uint32Array, scale: Scale): void {
  const { origin, mean, deviation } = scale;
  const size = mean.length;
  chosen.forEach((item, i) => {
    for (let k = 0; k < size; k++) to[i * size + k] = (from[item * size + k]! - origin[k]! - mean[k]!) / deviation[k]!;
  });
}

/** Copies the items of a split into the module's memory: bytes as they are, numbers scaled, those to be told too. */
function place(into: ModuleDataset, split: Split, data: OwnData, chosen: Uint32Array, learnt: Uint32Array): void {
  const { items, labels, targets, reading } = data;
  const kinds = into.bytes(split, 'labels');
  chosen.forEach((item, i) => {
    kinds[i] = labels[item]!;
  });
  if (targets.length > 0)
    scaled(into.numbers(split, 'targets'), targets, chosen, scaleOf({ items: targets, labels, reading }, learnt));
  if (items instanceof Uint8Array) {
    const to = into.bytes(split, 'items');
    const size = items.length / labels.length;
    for (const [i, item] of chosen.entries()) to.set(items.subarray(item * size, (item + 1) * size), i * size);
    return;
  }
  scaled(into.numbers(split, 'items'), items, chosen, scaleOf(data, learnt));
}

/** Loads the user's own files into the module's memory. Rejects when they are not there, or not those that the race was run on. */
export async function loadOwn(module: SidestepModule, source: DataSource): Promise<ModuleDataset> {
  const { file, files, seed } = source.own!;
  const wanted = readReference(file);
  if (!wanted) throw missing(file === '' ? 'choose a file of your own' : 'names no file');
  const what = wanted.numbers ? 'numbers' : 'classes';
  const column = wanted.column === null ? '' : `, ${what} in column ${wanted.column}`;
  if (files.length === 0)
    throw missing(
      `this race uses the file '${wanted.name}' (hash ${wanted.hash}${column}), which links do not contain: choose that file`,
    );
  const opened = await openOwn(files);
  if (opened.hash !== wanted.hash)
    throw missing(
      `this race uses the file '${wanted.name}' with the hash ${wanted.hash}; '${opened.name}' has ${opened.hash}`,
    );
  const data = opened.make(askedBy(wanted), wanted.reading);
  const { train, test } = source;
  if (train + test > data.labels.length) {
    const message = `${train} training and ${test} test items are more than the ${data.labels.length} items of '${data.name}'`;
    throw new SidestepError({ code: 'out-of-range', at: 'problem.train', message });
  }
  const split = splitOf(data, seed, train, test, source.validation);
  if (split.test.length === 0) throw new SidestepError(noValidation(data.labels.length - test));
  const { shape, classes } = data;
  const counts = { train, test: split.test.length };
  const made = createDataset(module, { shape, classes: classes.length, ...counts, real: data.kind === 'table' });
  for (const part of ['train', 'test'] as const) place(made, part, data, split[part], split.train);
  return sealed(made);
}
