// Whatever is in a file, it is read or refused with a mistake that names the file, and soon. FUZZ_RUNS: how often each is tried.
import { gzipSync } from 'node:zlib';
import { dsvFormat } from 'd3-dsv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SidestepError } from '../../../web/src/core/module.ts';
import { inspectOwn } from '../../../web/src/worker/own/load.ts';
import { readOwn } from '../../../web/src/worker/own/read.ts';
import { rowsOf } from '../../../web/src/worker/own/rows.ts';
import { runs } from '../support/fuzz.ts';
import { cifar, fileOf, idx } from '../support/own.ts';

const MOST_MILLIS = 2000;
const limited = { seed: 7, numRuns: runs(150) };
const most = 30_000 + limited.numRuns * 100;

/** A table is read the same by its reference, or refused where it stands. */
async function readsOrRefuses(files: File[], column: number | null = null): Promise<void> {
  const start = process.cpuUsage();
  try {
    const { labels, items, classes, shape, reading, column: at } = await readOwn(files, column);
    const size = shape.reduce((a, b) => a * b, 1);
    expect(items.length).toBe(labels.length * size);
    expect(labels.every((label) => label < classes.length)).toBe(true);
    expect(items.every((x) => Math.abs(x) <= 1e150)).toBe(true);
    expect(classes.length).toBeGreaterThan(1);
    const again = await readOwn(files, at, reading);
    expect(again.classes).toEqual(classes);
    for (const [a, b] of [
      [again.labels, labels],
      [again.items, items],
    ] as const)
      expect(Buffer.compare(new Uint8Array(a.buffer), new Uint8Array(b.buffer))).toBe(0);
    const { reference } = await inspectOwn(files, column);
    expect((await inspectOwn(files, null, reference)).reference).toBe(reference);
  } catch (error) {
    if (!(error instanceof SidestepError)) throw error;
    const { code, at, message } = error.failure;
    expect(code).toBe('bad-file');
    if (files.length > 0 && files.length < 7)
      expect(files.some(({ name }) => at.startsWith(name.replace(/\.gz$/, '')))).toBe(true);
    expect(message.length).toBeGreaterThan(5);
    expect(message.length).toBeLessThan(400);
  }
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(MOST_MILLIS);
}

const number = fc.oneof(
  fc.integer({ min: -99, max: 99 }).map(String),
  fc.double().map(String),
  fc.tuple(fc.nat(99), fc.nat(999)).map(([a, b]) => `${a},${b}`),
  fc.tuple(fc.nat(99), fc.nat(999)).map(([a, b]) => `\u2212${a}.${b}`),
  fc.constantFrom(
    '0',
    '0.0',
    '1',
    '1.0',
    '1e300',
    '1e155',
    '-1e-320',
    '1.234.567,8',
    '1,234,567.8',
    '１２',
    '1 000',
    '1e5',
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    '',
    ' ',
    'a',
    'b',
    '#c',
    '# d',
    'sep=;',
    '"',
    '"x"',
    '""',
    'label',
    'y',
    '__proto__',
    '\u2028',
    '\ufeff',
    'é',
    '类',
  ),
);
const cell = fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: text });
const kind = fc.constantFrom('a', 'b', 'c', '0', '1', '1.0', '\u22121');

/** Tables, most of them nearly right. */
const table = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    before: fc.constantFrom('', '', 'sep=;', '# hi', '# a,b,c', '\ufeff', '#'),
    head: fc.option(fc.array(text, { minLength: 1, maxLength: 5 })),
    rows: fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.tuple(fc.array(cell, { minLength: width, maxLength: width }), kind), { maxLength: 30 }),
      ),
    after: fc.constantFrom('', '', ',', ';;', '"', '#', '\u0000', '\n\n'),
    quote: fc.boolean(),
  })
  .map(({ delimiter, end, before, head, rows, after, quote }) => {
    const written = (cell: string) =>
      quote && (cell.includes(delimiter) || cell.includes('"')) ? `"${cell.replaceAll('"', '""')}"` : cell;
    const lines = [...(head ? [head] : []), ...rows.map(([cells, name]) => [...cells, name])];
    return [...(before ? [before] : []), ...lines.map((cells) => cells.map(written).join(delimiter) + after)].join(end);
  });

const encode = (text: string, encoding: string): Uint8Array => {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'latin1') return new Uint8Array(Buffer.from(text, 'latin1'));
  const wide = Buffer.from(encoding === 'utf16' ? `\ufeff${text}` : text, 'utf16le');
  return new Uint8Array(wide);
};
const encoding = fc.constantFrom('utf-8', 'utf-8', 'utf-8', 'latin1', 'utf16', 'bare');

/** Bytes with a few of them changed, left out, or the end cut off. */
const damaged = (bytes: Uint8Array, hurts: [number, number][], cut: number) => {
  const copy = bytes.slice(0, Math.ceil(bytes.length * cut));
  for (const [at, value] of hurts) if (copy.length > 0) copy[at % copy.length] = value;
  return copy;
};
const hurts = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 3 });
const cut = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));

it(
  'tables',
  () =>
    fc.assert(
      fc.asyncProperty(table, encoding, fc.option(fc.nat(5)), (text, as, column) =>
        readsOrRefuses([fileOf('a.csv', encode(text, as))], column),
      ),
      limited,
    ),
  most,
);

it(
  'archives, whole and damaged',
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(table, { minLength: 1, maxLength: 3 }), hurts, cut, (texts, hurts, cut) => {
        const bytes = Buffer.concat(texts.map((text) => gzipSync(text)));
        return readsOrRefuses([fileOf('a.csv.gz', damaged(new Uint8Array(bytes), hurts, cut))]);
      }),
      limited,
    ),
  most,
);

it(
  'IDX files, whole and damaged',
  () => {
    const shape = fc.array(fc.oneof(fc.nat(5), fc.constantFrom(255, 65_537, 2 ** 32 - 1)), {
      minLength: 1,
      maxLength: 5,
    });
    return fc.assert(
      fc.asyncProperty(
        shape,
        fc.nat(4),
        fc.uint8Array({ maxLength: 300 }),
        hurts,
        cut,
        (shape, count, data, hurts, cut) => {
          const fits = shape.reduce((a, b) => a * b, 1) < 300;
          const items = idx(
            shape,
            fits ? Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i % 251) : data,
          );
          const labels = idx(
            [shape[0]! < 6 ? shape[0]! : count],
            Array.from({ length: shape[0]! < 6 ? shape[0]! : count }, (_, i) => i % 3),
          );
          return readsOrRefuses([fileOf('items', damaged(items, hurts, cut)), fileOf('labels', labels)]);
        },
      ),
      limited,
    );
  },
  most,
);

it(
  'batches of CIFAR-10, whole and damaged',
  () =>
    fc.assert(
      fc.asyncProperty(fc.nat(4), fc.constantFrom('a.bin', 'a'), hurts, cut, (records, name, hurts, cut) =>
        readsOrRefuses([fileOf(name, damaged(cifar(records), hurts, cut))]),
      ),
      limited,
    ),
  most,
);

it(
  'bytes of any kind, in any number of files',
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 7 }), (contents) =>
        readsOrRefuses(contents.map((bytes) => fileOf('a', bytes))),
      ),
      limited,
    ),
  most,
);

it(
  'rows are those of d3-dsv',
  () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', '\n', '\r'), maxLength: 40 }), (text) => {
        const theirs = dsvFormat(',').parseRows(text);
        const ours = [...rowsOf(text, ',', true)];
        const trimmed = (cells: string[]) => cells.map((cell) => cell.trim());
        const filled = (rows: string[][]) => rows.map(trimmed).filter((cells) => cells.some(Boolean));
        expect(filled(ours.map(({ cells }) => cells))).toEqual(filled(theirs));
        expect(ours.every(({ row, cells }) => trimmed(cells).join() === trimmed(theirs[row - 1]!).join())).toBe(true);
      }),
      { ...limited, numRuns: runs(1000) },
    ),
  most,
);
