import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { race } from '../../../web/src/api/node.ts';
import { normalize } from '../../../web/src/core/config.ts';
import { fnv1a } from '../../../web/src/core/hash.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { laneSpec, SidestepError } from '../../../web/src/core/module.ts';
import { formatReference, readReference } from '../../../web/src/core/own.ts';
import { Pcg32, shuffled } from '../../../web/src/core/random.ts';
import { describeNetwork } from '../../../web/src/engine/descriptions.ts';
import { loadDataset } from '../../../web/src/worker/data.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { hashOf } from '../../../web/src/worker/own/data.ts';
import { inspectOwn } from '../../../web/src/worker/own/load.ts';
import { readOwn } from '../../../web/src/worker/own/read.ts';
import { scaleOf, shares, splitOf } from '../../../web/src/worker/own/split.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { catalog, makeModule, queriesOf } from '../support/module.ts';
import { cifar, clouds, fileOf, idx } from '../support/own.ts';

const csv = (text: string | Uint8Array, column: number | null = null, name = 'a.csv') =>
  readOwn([fileOf(name, text)], column);

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => new Error('nothing is wrong'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SidestepError);
  const { at, message } = (error as SidestepError).failure;
  return `${at}: ${message}`;
}

describe('a table', () => {
  it('has names, classes and numbers', async () => {
    const data = await csv('a,b,kind\n1,2.5,x\n-3e1,.5,y\n+4,0,x\n');
    expect(data).toMatchObject({
      kind: 'table',
      name: 'a.csv',
      shape: [2],
      classes: ['x', 'y'],
      columns: ['a', 'b', 'kind'],
      column: 2,
    });
    expect([...data.items]).toEqual([1, 2.5, -30, 0.5, 4, 0]);
    expect([...data.labels]).toEqual([0, 1, 0]);
  });

  it.each<[string, string, object]>([
    [
      'without a head',
      '5.1,3.5,setosa\n4.9,3.0,setosa\n7,3.2,versicolor',
      { columns: ['1', '2', '3'], classes: ['setosa', 'versicolor'] },
    ],
    ['of numbers alone, with a head', 'y,x\n1,2\n0,3\n', { columns: ['y', 'x'], column: 0, classes: ['0', '1'] }],
    ['with classes that are numbers, in their order', 'x,c\n1,10\n1,9\n1,2', { classes: ['2', '9', '10'] }],
    [
      'with semicolons and decimal commas',
      'x;c\n1,5;a\n2,5;b',
      { classes: ['a', 'b'], items: new Float64Array([1.5, 2.5]) },
    ],
    ['with tabs', 'x\tc\n1\ta\n2\tb', { classes: ['a', 'b'] }],
    [
      'with a byte-order mark, carriage returns and empty lines',
      '\ufeffx,c\r\n\r\n1,a\r\n2,b\r\n\r\n',
      { columns: ['x', 'c'] },
    ],
    [
      'with quotation marks',
      '"x, y","c"\n1,"a ""b"""\n2,"line\nbreak"',
      { columns: ['x, y', 'c'], classes: ['a "b"', 'line\nbreak'] },
    ],
  ])('%s', async (_what, text, wanted) => {
    expect(await csv(text)).toMatchObject(wanted);
  });

  it('takes its classes from the column that is asked for', async () => {
    const data = await csv('a,b\n1,2\n3,4\n1,5', 0);
    expect([data.classes, data.column, [...data.items]]).toEqual([['1', '3'], 0, [2, 4, 5]]);
  });

  it('is read in what Chinese spreadsheets write, and unpacked', async () => {
    const gb = new Uint8Array([0x78, 0x2c, 0xc0, 0xe0, 0xb1, 0xf0, 0x0a, ...new TextEncoder().encode('1,a\n2,b\n')]);
    expect((await csv(gb)).columns).toEqual(['x', '类别']);
    const plain = await csv(clouds());
    const packed = await csv(new Uint8Array(gzipSync(clouds())), null, 'a.csv.gz');
    expect([packed.name, packed.hash]).toEqual(['a.csv', plain.hash]);
  });

  it('is read in the UTF-16 of spreadsheets, either byte first', async () => {
    const little = new Uint8Array(Buffer.from('\ufeffGröße\tc\r\n1\ta\r\n2\tb\r\n', 'utf16le'));
    const big = new Uint8Array(Buffer.from(little).swap16());
    for (const bytes of [little, big]) expect((await csv(bytes)).columns).toEqual(['Größe', 'c']);
  });

  it.each<[string, string | Uint8Array, number | null, string]>([
    ['empty', '', null, 'a.csv: is empty'],
    ['blank', ' \n\n', null, 'a.csv: has fewer than three rows'],
    ['one column', 'a\n1\n2\n3', null, 'a.csv, row 1: has one cell'],
    ['ragged', 'a,b\n1,x\n\n2,y,3', null, 'a.csv, row 4: has 3 cells where the first has 2'],
    ['no number', 'a,b\n1,x\n2,y\nn/a,x', null, "a.csv, row 4, column 'a': 'n/a' is not a number"],
    ['infinite', 'a,b\n1,x\n2,y\n1e999,x', null, "a.csv, row 4, column 'a': '1e999' is not a number"],
    ['a hole', 'a,b\n1,x\n,y', null, "a.csv, row 3, column 'a': is empty"],
    ['no class', 'a,b\n1,x\n2,', null, "a.csv, row 3, column 'b': is empty"],
    ['one class', 'a,b\n1,x\n2,x', null, "a.csv: column 'b' has 1 different values"],
    [
      'too many classes',
      `a,b\n${Array.from({ length: 300 }, (_, i) => `1,c${i}`).join('\n')}`,
      null,
      "a.csv: column 'b' has 300 different",
    ],
    ['an open quotation mark', 'a,b\n1,"x\n2,y\n', null, 'a.csv, row 2: a quotation mark is not closed'],
    ['no such column', 'a,b\n1,x\n2,y', 7, 'a.csv: has 2 columns, and no column 8'],
    ['no text', new Uint8Array([0x81, 1, 2, 3, 4, 5, 6, 0xff]), null, 'a.csv: is neither text in UTF-8, GB 18030'],
    ['a damaged archive', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]), null, 'a.csv: it is damaged'],
    ['too long', `a,b\n${'1,x\n2,y\n'.repeat(35_001)}`, null, 'a.csv: has more than 70000 rows'],
  ])('is refused when it is: %s', async (_what, text, column, why) => {
    expect(await refusal(csv(text, column))).toContain(why);
  });
});

describe('a table that was misread', () => {
  const numbers = (rows: number, row: (i: number) => string, head = '') =>
    csv([head, ...Array.from({ length: rows }, (_, i) => row(i))].filter(Boolean).join('\n'));

  it.each<[string, Promise<unknown>, object]>([
    [
      'y as a coordinate beside the label',
      numbers(97, (i) => `${i / 7},${i / 3},${i % 3}`, 'x,y,label'),
      { column: 2, classes: ['0', '1', '2'] },
    ],
    [
      'y as a coordinate beside words under another name',
      numbers(40, (i) => `${['a', 'b'][i % 2]},${i / 7},${i / 3}`, 'blob,x,y'),
      { column: 0, classes: ['a', 'b'] },
    ],
    [
      'y as a coordinate before a last column of few values',
      numbers(97, (i) => `${i / 7},${i / 3},${i % 4}`, 'x,y,cluster'),
      { column: 2, classes: ['0', '1', '2', '3'] },
    ],
    ['y where it is the class', numbers(30, (i) => `${i % 2},${i / 7}`, 'y,x'), { column: 0, classes: ['0', '1'] }],
    [
      'a head of numbers and a name',
      numbers(9, (i) => `${i / 7},${i / 3},${['a', 'b'][i % 2]}`, '0,1,label'),
      { columns: ['0', '1', 'label'], classes: ['a', 'b'], labels: { length: 9 } },
    ],
    [
      'a head of numbers with a class of its own',
      numbers(9, (i) => `${i / 7},${i / 3},${['a', 'b'][i % 2]}`, '1,2,kind'),
      { columns: ['1', '2', 'kind'], classes: ['a', 'b'] },
    ],
    [
      'a head of numbers alone',
      numbers(9, (i) => `${i / 7},${i / 3},${i % 2}`, '0,1,2'),
      { columns: ['0', '1', '2'], classes: ['0', '1'], labels: { length: 9 } },
    ],
    [
      'a head with an empty corner, as pandas writes an index',
      numbers(9, (i) => `${i},${i / 3},${i % 2}`, ',0,label'),
      { columns: ['1', '0', 'label'], classes: ['0', '1'], labels: { length: 9 } },
    ],
    [
      'no head where the first item only looks like one',
      numbers(9, (i) => `${i},${i + 1},${['a', 'b'][i % 2]}`),
      { columns: ['1', '2', '3'], labels: { length: 9 } },
    ],
    [
      'decimal commas beside semicolons',
      numbers(9, (i) => `0,${9122 + i};0,${4097 - i};${['a', 'b'][i % 2]}`),
      { columns: ['1', '2', '3'], classes: ['a', 'b'] },
    ],
    [
      'decimal commas beside tabs',
      numbers(9, (i) => `0,${91 + i}\t0,5\t${['a', 'b'][i % 2]}`, 'x\ty\tc'),
      { columns: ['x', 'y', 'c'], classes: ['a', 'b'] },
    ],
    [
      'commas in the names of a table with semicolons',
      numbers(9, (i) => `${i};${i % 2}`, 'length, cm, of it;class'),
      { columns: ['length, cm, of it', 'class'], classes: ['0', '1'] },
    ],
  ])('%s', async (_what, reading, wanted) => {
    expect(await reading).toMatchObject(wanted);
  });

  it('is read by a published link as before, and its new reading is in the reference', async () => {
    const file = [fileOf('a.csv', '0,1,label\n.5,.25,a\n.75,.5,b\n1,2,a\n')];
    const [now, before] = [await readOwn(file, null), await readOwn(file, 2, 1)];
    expect([now.reading, now.classes, now.labels.length]).toEqual([2, ['a', 'b'], 3]);
    expect([before.reading, before.classes, before.labels.length]).toEqual([1, ['a', 'b', 'label'], 4]);
    expect((await inspectOwn(file, null)).reference).toMatch(/:3:2$/);
    const { hash } = now;
    expect((await inspectOwn(file, null, `a.csv:${hash}:3`)).reference).toMatch(/:3$/);
  });

  it('is refused with its columns, so that another can be chosen', async () => {
    const text = `a,b\n${Array.from({ length: 300 }, (_, i) => `${i % 2},${i / 7}`).join('\n')}`;
    const failure = await readOwn([fileOf('a.csv', text)], 1, null, false).catch(
      (error: SidestepError) => error.failure,
    );
    expect(failure).toMatchObject({ at: 'a.csv', columns: ['a', 'b'], column: 1 });
    expect(await csv(text, 0)).toMatchObject({ classes: ['0', '1'] });
  });
});

describe('a gzip file of several members', () => {
  const halves = ['x,c\n1,a\n', '2,b\n3,a\n'].map((text) => new Uint8Array(gzipSync(text)));
  const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

  it('is read whole, with or without padding', async () => {
    for (const bytes of [joined(...halves), joined(...halves, new Uint8Array(512))])
      expect(await csv(bytes, null, 'a.csv.gz')).toMatchObject({
        name: 'a.csv',
        classes: ['a', 'b'],
        labels: { length: 3 },
      });
  });

  it('is damaged where any of them is', async () => {
    const [first, second] = halves as [Uint8Array, Uint8Array];
    const flipped = first.slice();
    flipped[flipped.length - 8]! ^= 1; // its checksum
    for (const bytes of [
      joined(flipped, second),
      joined(first, second.subarray(0, -3)),
      joined(first, Uint8Array.of(1, 2)),
    ])
      expect(await refusal(csv(bytes))).toBe('a.csv: it is damaged');
  });
});

describe('a pair of IDX files', () => {
  const images = fileOf('images', idx([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
  const labels = fileOf('labels', idx([3], [2, 0, 2]));

  it('is read in either order, packed or not', async () => {
    const data = await readOwn([labels, images], null);
    expect(data).toMatchObject({ kind: 'idx', name: 'images', shape: [2, 2, 1], classes: ['0', '1', '2'] });
    expect([[...data.labels], data.items[5]]).toEqual([[2, 0, 2], 6]);
    const packed = fileOf('images.gz', gzipSync(new Uint8Array(await images.arrayBuffer())));
    expect(await readOwn([packed, labels], null)).toEqual(data);
  });

  it.each<[string, Uint8Array, string]>([
    ['of floats', new Uint8Array([0, 0, 13, 3, 0, 0, 0, 1]), 'images, byte 2: the type is 13'],
    ['of five dimensions', idx([1, 1, 1, 1, 1], [1]), 'images, byte 3: has 5 dimensions'],
    ['cut in its header', new Uint8Array([0, 0, 8, 3, 0, 0]), 'images, byte 6: ends within its header'],
    ['cut', idx([3, 2, 2], [1, 2, 3]), 'images, byte 19: ends too early: the header says that 12 bytes follow byte 16'],
    ['too long', idx([3, 2, 1], Array(8).fill(1)), 'images, byte 22: is too long'],
    ['empty', idx([0, 2, 2], []), 'images, byte 4: a dimension is 0'],
    ['endless', new Uint8Array([0, 0, 8, 3, ...Array(12).fill(255)]), 'images, byte 16: ends too early'],
    ['of more items than labels', idx([4, 1, 1], [1, 2, 3, 4]), 'labels: has 3 labels for 4 items'],
    ['of labels too', idx([3], [1, 2, 3]), 'images: is half of a pair'],
    ['something else', new TextEncoder().encode('hello'), 'images: is not an IDX file'],
  ])('is refused when the images are %s', async (_what, bytes, why) => {
    expect(await refusal(readOwn([fileOf('images', bytes), labels], null))).toContain(why);
  });

  it('is refused when half of it is missing', async () => {
    expect(await refusal(readOwn([images], null))).toContain('images and labels are needed');
    expect(await refusal(readOwn([images, images], null))).toContain('half of a pair');
    expect(await refusal(readOwn([], null))).toContain('1 to 6 files');
  });
});

describe('batches of CIFAR-10', () => {
  it('become images of three colours a pixel, in the order of their names', async () => {
    const [a, b] = [fileOf('data_batch_1.bin', cifar(3)), fileOf('data_batch_2.bin', cifar(2))];
    const data = await readOwn([b, a], null);
    expect(data).toMatchObject({ kind: 'cifar', name: 'data_batch_1.bin', shape: [32, 32, 3] });
    expect([data.classes[3], [...data.labels], data.items.length]).toEqual(['cat', [0, 1, 2, 0, 1], 5 * 3072]);
    expect([...data.items.subarray(2 * 3072, 2 * 3072 + 6)]).toEqual([2, 3, 4, 2, 3, 4]);
    expect(await readOwn([a, b], null)).toEqual(data);
  });

  it('are known without their name, and refused by the byte', async () => {
    expect((await readOwn([fileOf('x', cifar(4))], null)).kind).toBe('cifar');
    const bad = cifar(3);
    bad[2 * 3073] = 10;
    expect(await refusal(readOwn([fileOf('a.bin', bad)], null))).toBe(
      'a.bin, byte 6146: the class is 10, but there are only 10 classes',
    );
    const why = 'a.bin, byte 3073: a record of 3073 bytes begins here, but only 927 bytes follow';
    expect(await refusal(readOwn([fileOf('a.bin', cifar(2).subarray(0, 4000))], null))).toBe(why);
    expect(await refusal(readOwn([fileOf('a.bin', new Uint8Array())], null))).toContain('a.bin, byte 0');
  });
});

describe('any file', () => {
  const limited = { seed: 7, numRuns: 300 };
  const read = async (files: File[], column: number | null) => {
    try {
      const { labels, items, classes, shape } = await readOwn(files, column);
      expect(items.length).toBe(labels.length * shape.reduce((a, b) => a * b, 1));
      expect(labels.every((label) => label < classes.length)).toBe(true);
      expect(items.every(Number.isFinite)).toBe(true);
    } catch (error) {
      if (!(error instanceof SidestepError)) throw error;
      expect(error.failure.code).toBe('bad-file');
    }
  };
  const name = fc.constantFrom('a.csv', 'a.bin', 'a.gz', 'images');

  it('of bytes is read or refused', () =>
    fc.assert(
      fc.asyncProperty(name, fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }), async (called, contents) =>
        read(
          contents.map((bytes) => fileOf(called, bytes)),
          null,
        ),
      ),
      limited,
    ));

  it('that begins as IDX is read or refused', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.nat(255)), { maxLength: 40 }),
        fc.array(fc.nat(255), { maxLength: 4 }),
        async (rest, labels) =>
          read([fileOf('i', new Uint8Array([0, 0, 8, ...rest])), fileOf('l', idx([labels.length], labels))], null),
      ),
      limited,
    ));

  it('of text is read or refused', () => {
    const cell = fc.oneof(
      fc.double().map(String),
      fc.constantFrom('', 'a', '"', '"b"', '1,5', ' 2 ', 'NaN', '0x10', '\u2028', '😀'),
    );
    const table = fc
      .tuple(
        fc.constantFrom(',', ';', '\t'),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      )
      .map(([delimiter, rows]) => rows.map((cells) => cells.join(delimiter)).join('\n'));
    return fc.assert(
      fc.asyncProperty(table, fc.option(fc.nat(5)), async (text, column) => read([fileOf('a.csv', text)], column)),
      limited,
    );
  });

  it('of numbers and classes reads back as it was written', () => {
    const rows = fc.array(fc.tuple(fc.double({ min: -1e150, max: 1e150, noNaN: true }), fc.constantFrom('p', 'q')), {
      minLength: 4,
      maxLength: 30,
    });
    return fc.assert(
      fc.asyncProperty(rows, async (list) => {
        fc.pre(new Set(list.map(([, kind]) => kind)).size === 2);
        const data = await csv(['x,kind', ...list.map(([x, kind]) => `${x},${kind}`)].join('\n'));
        expect([...data.items]).toEqual(list.map(([x]) => Number(String(x))));
        expect([...data.labels]).toEqual(list.map(([, kind]) => (kind === 'p' ? 0 : 1)));
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('what is made of it', () => {
  it('has the generator and the hash of the core', () => {
    const random = new Pcg32(42, 54); // O'Neill's demo
    expect([random.next(), random.next(), random.next()]).toEqual([0xa15c02b7, 0x7b47f409, 0xba1d3330]);
    expect([...shuffled(50, 3, 5)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(hashOf([new TextEncoder().encode('foo'), new TextEncoder().encode('bar')])).toBe('85944171f73967e8');
    expect(hashOf([])).toBe('cbf29ce484222325');
    for (const text of ['a', 'sidestep', '~'.repeat(99)])
      expect(hashOf([new TextEncoder().encode(text)])).toBe(fnv1a(text));
  });

  it('is split by the seed, no item twice, and scaled by what is learnt from', async () => {
    const data = await csv(clouds());
    const { train, test } = shares(data.labels.length);
    expect([train, test, shares(70_000)]).toEqual([48, 12, { train: 60_000, test: 10_000 }]);
    const split = splitOf(data, 1, train, test);
    expect(new Set([...split.train, ...split.test]).size).toBe(60);
    expect([...splitOf(data, 1, train, test).test]).toEqual([...split.test]);
    expect([...splitOf(data, 2, train, test).test]).not.toEqual([...split.test]);
    const { mean, deviation } = scaleOf(data, split.train);
    const scaled = [...split.train].map((item) => (data.items[2 * item + 1]! - mean[1]!) / deviation[1]!);
    expect(scaled.reduce((a, b) => a + b) / scaled.length).toBeCloseTo(0, 10);
    expect(scaled.reduce((a, b) => a + b * b, 0) / scaled.length).toBeCloseTo(1, 10);
    const constant = await csv('x,c\n3,a\n3,b\n3,a');
    expect(scaleOf(constant, Uint32Array.of(0, 1, 2)).deviation[0]).toBe(1);
  });

  it('is shown before it is used', async () => {
    const preview = await inspectOwn([fileOf('clouds.csv', clouds())], null);
    expect(preview).toMatchObject({ columns: ['width', 'species', 'height'], column: 1, train: 48, test: 12 });
    expect(preview.classes).toEqual(['blue', 'green', 'red'].map((name) => ({ name, items: 20 })));
    expect([preview.items.length, preview.labels.length]).toEqual([12, 6]);
    expect(readReference(preview.reference)).toEqual({
      name: 'clouds.csv',
      hash: expect.any(String),
      column: 2,
      reading: 1,
    });
  });

  it('is named in texts that read back', () => {
    for (const [column, reading] of [
      [null, 1],
      [3, 1],
      [3, 2],
      [3, 3],
    ] as const) {
      const reference = { name: 'a:b,c&.csv', hash: '0123456789abcdef', column, reading };
      expect(readReference(formatReference(reference))).toEqual(reference);
      if (column === null) continue;
      const told = { ...reference, numbers: true };
      expect(formatReference(told)).toBe(formatReference(reference).replace(':3', ':3n'));
      expect(readReference(formatReference(told))).toEqual(told);
    }
    const long = { name: `${'😀'.repeat(99)}\u0000`, hash: '0123456789abcdef', column: null, reading: 1 };
    expect(formatReference(long).length).toBe(137);
    for (const bad of [
      '',
      'x',
      'x:123',
      'x:0123456789abcdef:',
      'x:0123456789abcdef:1:4',
      'x:0123456789abcdef:n',
      'x:0123456789abcdef:1m',
    ])
      expect(readReference(bad)).toBeNull();
  });
});

describe('a race on it', () => {
  let host: Host;
  beforeAll(async () => {
    host = new Host();
    await host.init(null);
  });
  const files = [fileOf('clouds.csv', clouds())];
  const configFor = (file: string, seed = 1) =>
    normalize(
      {
        seed,
        steps: 200,
        batch: 8,
        problem: { id: 'network', data: 'own', file, train: 48, test: 12, net: 'dense(8) tanh dense(3)' },
        lanes: [{ optimizer: 'adam', lr: 0.02 }],
      },
      catalog,
    );

  it('learns, is replayed by its link, and follows its seed', async () => {
    const { reference } = await host.inspect(files, null);
    const { config, notices } = configFor(reference);
    expect(notices).toEqual([]);
    const run = async (race: typeof config) => {
      await host.load(sourceOf(race, catalog, () => new URL('file:///'), files)!);
      const { columns } = await host.create(0, laneSpec(race, race.lanes[0]!, 1), true);
      const { rows, params } = await host.run(0, 200, 0);
      return { accuracy: rows[rows.length - columns.length + columns.indexOf('accuracy')], params };
    };
    const first = await run(config);
    expect(first.accuracy).toBe(1);
    const again = parseLink(formatLink(config, catalog), catalog);
    expect(again.notices).toEqual([]);
    expect(formatLink(config, catalog)).not.toContain('green');
    expect((await run(again.config!)).params).toBe(first.params);
    expect((await run(configFor(reference, 2).config)).params).not.toBe(first.params);
  });

  it('says by name and hash what is missing', async () => {
    const { reference } = await host.inspect(files, null);
    const { hash } = readReference(reference)!;
    const load = async (file: string, given: File[], train = 48) =>
      host.load({ id: 'own', train, test: 12, base: '', own: { file, files: given, seed: 1 } });
    expect(await refusal(load(reference, []))).toBe(
      `problem.file: this race uses the file 'clouds.csv' (hash ${hash}, classes in column 2), which links do not contain: choose that file`,
    );
    const other = await refusal(load(reference, [fileOf('other.csv', `${clouds()}\n1,red,2`)]));
    expect(other).toContain(`'clouds.csv' with the hash ${hash}; 'other.csv' has `);
    expect(await refusal(load('', files))).toBe('problem.file: choose a file of your own');
    expect(await refusal(load(reference, files, 49))).toContain('problem.train: 49 training and 12 test items');
    await load(reference, files);
  });

  it('puts the items of its split into the module: bytes as they are, numbers scaled', async () => {
    const module = await makeModule();
    const load = (given: File[], file: string, train: number, test: number) =>
      loadDataset(module, { id: 'own', train, test, base: '', own: { file, files: given, seed: 3 } }, () => {});
    const pixels = Array.from({ length: 10 * 4 }, (_, i) => 6 * i);
    const pair = [fileOf('i', idx([10, 2, 2], pixels)), fileOf('l', idx([10], [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]))];
    const images = await readOwn(pair, null);
    const loaded = await load(pair, formatReference(images), 7, 2);
    const split = splitOf(images, 3, 7, 2);
    for (const part of ['train', 'test'] as const) {
      const chosen = [...split[part]];
      expect([...loaded.bytes(part, 'items')]).toEqual(chosen.flatMap((item) => pixels.slice(4 * item, 4 * item + 4)));
      expect([...loaded.bytes(part, 'labels')]).toEqual(chosen.map((item) => images.labels[item]));
    }
    const data = await readOwn(files, null);
    const numbers = await load(files, formatReference({ ...data, column: 2 }), 48, 12);
    const { mean, deviation } = scaleOf(data, splitOf(data, 3, 48, 12).train);
    const [first] = splitOf(data, 3, 48, 12).test;
    expect([...numbers.numbers('test', 'items').subarray(0, 2)]).toEqual(
      [0, 1].map((k) => (data.items[2 * first! + k]! - mean[k]!) / deviation[k]!),
    );
    for (const dataset of [loaded, numbers]) dataset.delete();
  });

  it('describes networks for it', async () => {
    const described = (net: string) => describeNetwork(queriesOf(host), { id: 'network', net }, [2]);
    expect(await described('dense(8) tanh dense(3)')).toEqual({
      params: 51,
      layers: [
        { text: 'dense(8)', output: [8], params: 24 },
        { text: 'tanh', output: [8], params: 0 },
        { text: 'dense(3)', output: [3], params: 27 },
      ],
    });
    expect(await refusal(described('dense(8) nothing'))).toContain("'nothing'");
  });
});

it('is raced on by the package', async () => {
  const files = [fileOf('clouds.csv', clouds())];
  const { reference } = await inspectOwn(files, null);
  const link = `#v=1&p=network,data=own,file=${encodeURIComponent(reference)},train=48,test=12,net=dense(8)+tanh+dense(3)&o=adam,lr=.05&steps=60`;
  const { lanes } = await race(link, { files });
  expect(lanes[0]!.trace.accuracy!.at(-1)).toBe(1);
  await expect(race(link)).rejects.toMatchObject({ failure: { code: 'no-data', at: 'problem.file' } });
});
