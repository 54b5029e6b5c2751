// Tables as people mean them, and refusals that say what is wrong: what was misread, or refused without help.
import { describe, expect, it } from 'vitest';
import type { SidestepError } from '../../../web/src/core/module.ts';
import { loadDataset } from '../../../web/src/worker/data.ts';
import { hashOf } from '../../../web/src/worker/own/data.ts';
import { inspectOwn } from '../../../web/src/worker/own/load.ts';
import { openOwn, readOwn } from '../../../web/src/worker/own/read.ts';
import { makeModule } from '../support/module.ts';
import { cifar, fileOf, idx } from '../support/own.ts';

const read = (content: string | Uint8Array, column: number | null = null, reading: number | null = null) =>
  readOwn([fileOf('a.csv', content)], column, reading);
const refusal = async (reading: Promise<unknown>) => {
  const { failure } = await reading.then(
    () => Promise.reject(new Error('nothing is wrong')),
    (error: SidestepError) => error,
  );
  return { ...failure, text: `${failure.at}: ${failure.message}` };
};
const lines = (count: number, row: (i: number) => string, head = 'a,b,label') =>
  [head, ...Array.from({ length: count }, (_, i) => row(i))].filter(Boolean).join('\n');
const kind = (i: number) => 'xyz'[i % 3];
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

describe('a target of regression that was taken for classes, and then refused', () => {
  it.each<[string, string]>([
    ['real numbers', lines(60, (i) => `${i},${i % 7},${Math.sin(i)}`, 'a,b,target')],
    ['rounded numbers', lines(400, (i) => `${i},${i % 7},${(((i * 37) % 150) / 10).toFixed(1)}`, 'a,b,target')],
    ['whole numbers', lines(442, (i) => `${i},${i % 7},${25 + ((i * 37) % 214)}`, 'a,b,target')],
    ['more numbers than there may be classes', lines(900, (i) => `${i},${i % 7},${i / 8}`, 'a,b,target')],
  ])('%s: they are numbers to be told, and classes in another column', async (_what, text) => {
    const { classes, targets, column, shape } = await read(text);
    expect([classes, column, shape]).toEqual([[], 2, [2]]);
    const last = text
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[2]));
    expect([...targets]).toEqual(last);
    await expect(read(text, 1)).resolves.toMatchObject({ classes: { length: 7 }, targets: { length: 0 } });
    const { reference } = await inspectOwn([fileOf('a.csv', text)], null);
    expect(reference).toMatch(/:3n$/);
  });

  it('numbers that may be classes are what the reader says', async () => {
    const text = lines(60, (i) => `${i},${i / 7},${i % 6}`, 'a,b,quality');
    expect((await read(text)).classes).toHaveLength(6);
    const told = await readOwn([fileOf('a.csv', text)], null, null, true);
    expect([told.classes, [...told.targets.subarray(0, 7)]]).toEqual([[], [0, 1, 2, 3, 4, 5, 0]]);
    const many = lines(60, (i) => `${i},${i % 7},${Math.sin(i)}`, 'a,b,target');
    const { text: why, columns } = await refusal(readOwn([fileOf('a.csv', many)], null, null, false));
    expect(why).toContain("column 'target' has 60 different values in 60 rows, and a class needs several");
    expect(columns).toEqual(['a', 'b', 'target']);
  });

  it('in the notation of their own column', async () => {
    const text = lines(60, (i) => `${i},${i % 7},"${i + 1},288,000"`, 'a,b,target');
    expect([...(await read(text)).targets.subarray(0, 3)]).toEqual([1_288_000, 2_288_000, 3_288_000]);
  });

  it('what can be no number to be told is named', async () => {
    const as = (text: string, column: number | null = null) =>
      refusal(readOwn([fileOf('a.csv', text)], column, null, true));
    expect(
      (
        await as(
          lines(30, (i) => `${i},${i / 7},${i === 4 ? 'x' : i / 3}`),
          2,
        )
      ).text,
    ).toContain("a.csv, column 'label': 'x' is not a number that can be predicted");
    expect((await as(lines(30, (i) => `${i},${i / 7},4`))).text).toContain(
      "column 'label' has the same number in all rows",
    );
    expect((await as(lines(30, (i) => `${i},${i / 7},${i}e200`))).text).toContain(
      "'1e200' is not a number that can be predicted",
    );
  });

  it('and are learnt from with mean 0 and deviation 1, by a link that says so', async () => {
    const text = lines(60, (i) => `${i},${i % 7},${1e8 + Math.sin(i)}`, 'a,b,target');
    const file = fileOf('a.csv', text);
    const { reference, targets, count } = await inspectOwn([file], null);
    expect([count, targets.length]).toEqual([60, 6]);
    expect(reference).toMatch(/:3n:3$/); // far from 0: scaled by differences
    const source = { id: 'own', train: 40, test: 20, base: '', own: { file: reference, files: [file], seed: 1 } };
    const data = await loadDataset(await makeModule(), source, () => {});
    const learnt = [...data.numbers('train', 'targets')];
    const mean = learnt.reduce((sum, y) => sum + y / 40, 0);
    expect(mean).toBeCloseTo(0, 9);
    expect(learnt.reduce((sum, y) => sum + (y - mean) ** 2 / 40, 0)).toBeCloseTo(1, 9);
    const all = [...learnt, ...data.numbers('test', 'targets')].sort((a, b) => a - b);
    const sines = Array.from({ length: 60 }, (_, i) => Math.sin(i)).sort((a, b) => a - b);
    const slope = (all[59]! - all[0]!) / (sines[59]! - sines[0]!);
    for (const [i, y] of all.entries()) expect(y).toBeCloseTo(all[0]! + slope * (sines[i]! - sines[0]!), 5);
    data.delete();
  });

  it('names of items are no classes either', async () => {
    const { text } = await refusal(read(lines(60, (i) => `${i},${i % 7},name ${i}`)));
    expect(text).toContain("column 'label' has 60 different values in 60 rows, and a class needs several");
  });

  it('published links and small tables keep theirs', async () => {
    const text = lines(60, (i) => `${i},${i % 7},${Math.sin(i)}`, 'a,b,target');
    for (const reading of [1, 2]) expect((await read(text, 2, reading)).classes).toHaveLength(60);
    expect((await read('x,c\n1,10\n1,9\n1,2')).classes).toEqual(['2', '9', '10']);
    expect((await read('a,b\n1,x\n2,y\n3,z\n4,x\n5,y')).classes).toHaveLength(3);
    expect((await read(lines(90, (i) => `${i},${i / 7},${(i % 9) / 2}`))).classes).toHaveLength(9);
  });
});

describe('classes that are the same number', () => {
  const text = lines(12, (i) => `${i},${i / 7},${['0', '0.0', '1', '1.0', '1e0'][i % 5]}`);

  it('are one class, with a reading of its own', async () => {
    const data = await read(text);
    expect([data.classes, data.reading]).toEqual([['0', '1'], 3]);
    expect([...data.labels.subarray(0, 5)]).toEqual([0, 0, 1, 1, 1]);
    const { reference } = await inspectOwn([fileOf('a.csv', text)], null);
    expect(reference).toMatch(/:3:3$/);
  });

  it('stay apart in a published link', async () => {
    for (const reading of [1, 2]) expect((await read(text, 2, reading)).classes).toHaveLength(5);
  });
});

describe('numbers that were refused', () => {
  it.each<[string, string, number[]]>([
    [
      'decimal commas in quotation marks',
      '"0,5","1,288",x\n"1,25","2,000",y\n"2,0","−3,5",x',
      [0.5, 1.288, 1.25, 2, 2, -3.5],
    ],
    ['a typographic minus', '−1.5,1,x\n2,–2e−1,y\n3,－4,x', [-1.5, 1, 2, -0.2, 3, -4]],
    ['full-width digits', '１．５,1,x\n2,２,y\n3,4,x', [1.5, 1, 2, 2, 3, 4]],
    ['thousands with commas', '"1,288.5","1,288",x\n"12,345,678",2,y\n3,4,x', [1288.5, 1288, 12345678, 2, 3, 4]],
    ['thousands with points', '1.128,4;1.128;x\n0,5;2;y\n3;4;x', [1128.4, 1128, 0.5, 2, 3, 4]],
    ['thousands with spaces', '1 128,4;1;x\n0,5;2;y\n3;12 000;x', [1128.4, 1, 0.5, 2, 3, 12000]],
  ])('%s', async (_what, rows, items) => {
    const data = await read(rows);
    expect([...data.items]).toEqual(items);
    expect(data.classes).toEqual(['x', 'y']);
  });

  it('1,288 that may be either is refused by its row', async () => {
    const { text } = await refusal(read('a,b,c\n1,2,x\n"1,288",2,y\n3,4,x'));
    expect(text).toContain("a.csv, row 3, column 'a': '1,288' may be a whole number or a fraction");
  });

  it.each(['1e300', '-1e155', '1e308'])('%s, which no scale can hold, is named with its row', async (cell) => {
    const { text } = await refusal(read(lines(9, (i) => `${i === 4 ? cell : i},${i},${kind(i)}`)));
    expect(text).toBe(`a.csv, row 6, column 'a': '${cell}' is too large to scale the column; at most 10¹⁵⁰ is read`);
  });
});

it('a column too small to scale is named, and shown as constant by published links alone', async () => {
  const text = lines(9, (i) => `${i}e-200,${i},${kind(i)}`);
  expect((await refusal(read(text))).text).toBe(
    "a.csv, column 'a': has no number above 10⁻¹⁵⁰ in size, so the column cannot be scaled",
  );
  await expect(read(text, 2, 1)).resolves.toMatchObject({ labels: { length: 9 } });
  await expect(read(text.replace('3e-200', '0.5'))).resolves.toMatchObject({ labels: { length: 9 } });
});

describe('a column of large numbers close together, which was scaled by the rounding of its mean', () => {
  const table = (cell: (i: number) => unknown) => lines(60, (i) => `${cell(i)},${i % 7},${kind(i)}`);
  const dataset = async (files: File[], file: string, train: number, test: number) =>
    loadDataset(await makeModule(), { id: 'own', train, test, base: '', own: { file, files, seed: 1 } }, () => {});
  /** The first column as it is learnt from, by the reading of the reference or by another. */
  const scaled = async (text: string, reading?: number) => {
    const files = [fileOf('a.csv', text)];
    const { reference } = await inspectOwn(files, null);
    const made = await dataset(
      files,
      reading ? reference.replace(/(:3)(:\d)?$/, reading === 1 ? '$1' : `$1:${reading}`) : reference,
      47,
      12,
    );
    const column = [...made.numbers('train', 'items')].filter((_, i) => i % 2 === 0);
    made.delete();
    return { column, reading: Number(/:3(?::(\d))?$/.exec(reference)![1] ?? 1) };
  };

  it.each(['1e15', '1600000000123456789', '123456.789', '-0.1', '1e150', '7'])(
    'constant %s is exactly 0',
    async (cell) => {
      const { column, reading } = await scaled(table(() => cell));
      expect([new Set(column), reading]).toEqual([new Set([0]), 3]);
    },
  );

  it.each<[string, (i: number) => unknown]>([
    ['1e15 and a little', (i) => 1e15 + Math.round(300 * Math.sin(i * i))],
    ['the same below 0', (i) => -1e15 + Math.round(300 * Math.sin(i * i))],
    ['two neighbouring doubles', (i) => ['1600000000123456768', '1600000000123457024'][i % 2]],
    ['times in nanoseconds', (i) => `16000000001234${String((i * 7919) % 100_000).padStart(5, '0')}`],
    ['seconds of an hour', (i) => 1.7e9 + ((i * 997) % 600)],
  ])('%s has mean 0 and deviation 1', async (_what, cell) => {
    const { column, reading } = await scaled(table(cell));
    const mean = column.reduce((a, b) => a + b) / column.length;
    expect(mean).toBeCloseTo(0, 12);
    expect(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length).toBeCloseTo(1, 12);
    expect(reading).toBe(3);
  });

  it.each<[string, (i: number) => unknown]>([
    ['years', (i) => 1960 + i],
    ['large numbers far apart', (i) => 1e15 * (1 + (i % 5))],
    ['days of a year, in seconds', (i) => 1.7e9 + 86_400 * i],
    ['a constant 0', () => 0],
  ])('%s, which were scaled well, keep their reading', async (_what, cell) => {
    expect((await scaled(table(cell))).reading).toBe(1);
  });

  it('published links keep their bits', async () => {
    const text = table((i) => 1e15 + ((i * i) % 601));
    for (const reading of [1, 2]) {
      const { column } = await scaled(text, reading);
      expect(hashOf([new Uint8Array(Float64Array.from(column).buffer)])).toBe('e36333282094b933');
    }
  });
});

describe('images of one class', () => {
  const pixels = fileOf('pixels', idx([4, 2, 2], Array(16).fill(9)));
  const one = cifar(3);
  for (let at = 0; at < one.length; at += 3073) one[at] = 5;

  it.each<[string, File[]]>([
    ['names', [pixels, fileOf('names', idx([4], [3, 3, 3, 3]))]],
    ['names', [fileOf('names', idx([4], [0, 0, 0, 0])), pixels]],
    ['a.bin', [fileOf('a.bin', one)]],
  ])('are refused as a table of one class is: %s', async (name, files) => {
    const why = 'has 1 different values; classes are 2 to 256';
    expect((await refusal(readOwn(files, null))).text).toBe(`${name}: ${why}`);
    expect((await refusal(read(lines(9, (i) => `${i},${i},x`)))).text).toContain(why);
    // A published link of theirs is followed, and shown.
    const { hash, name: first } = await openOwn(files);
    const wanted = `${first}:${hash}`;
    expect((await inspectOwn(files, null, wanted)).reference).toBe(wanted);
    await expect(readOwn(files, null, 1)).resolves.toMatchObject({ labels: expect.any(Uint8Array) });
  });
});

it('a quotation mark that stays open is refused, but where a published link read to the end', async () => {
  const text = '0,5"\n1,a\n2,"b\n3,a';
  expect((await refusal(read(text))).text).toBe('a.csv, row 3: a quotation mark is not closed');
  for (const reading of [1, 2]) expect((await read(text, 1, reading)).classes.at(-1)).toBe('b\n3,a');
});

describe('lines and columns that are no data', () => {
  const table = { columns: ['a', 'b', 'label'], column: 2, classes: ['x', 'y', 'z'], labels: { length: 9 } };
  const body = (i: number) => `${i / 2},${i},${kind(i)}`;

  it.each<[string, string]>([
    ['a first line for Excel', `sep=;\n${lines(9, (i) => `0,${i};${i};${kind(i)}`, 'a;b;label')}`],
    ['the same for another sign', `sep=|\r\n${lines(9, (i) => `0,${i}|${i}|${kind(i)}`, 'a|b|label')}`],
    ['comments before the names', `# made by hand, on a day, at noon, by me\n# hi\n\n${lines(9, body)}`],
    ['a comment with as many cells', `# made, on, Monday\n${lines(9, body)}`],
    [
      'comments between the rows and after them',
      `${lines(9, body)}\n# the, end\n# of it`.replace('\n1,', '\n# two\n1,'),
    ],
    ['names in a comment', lines(9, body, '# a,b,label')],
    ['commas at the ends of lines', lines(9, (i) => `${body(i)},,`, 'a,b,label,,')],
    ['commas at the ends of some lines', lines(9, (i) => body(i) + (i % 2 ? ',' : ''), 'a,b,label')],
  ])('%s', async (_what, text) => {
    expect(await read(text)).toMatchObject(table);
  });

  it('a class may begin with the sign of a comment', async () => {
    const text = lines(9, (i) => `${['#red', '#blue'][i % 2]},${i},${i / 2}`, '');
    expect(await read(text)).toMatchObject({
      column: 0,
      classes: ['#blue', '#red'],
      labels: { length: 9 },
      reading: 1,
    });
  });

  it('rows are counted as a spreadsheet counts them', async () => {
    const { text } = await refusal(
      read(`\nsep=;\n# hi\n${lines(5, (i) => `${i === 3 ? 'n/a' : i};${i};${kind(i)}`, 'a;b;c')}`),
    );
    expect(text).toBe("a.csv, row 8, column 'a': 'n/a' is not a number");
  });
});

describe('the text of a table', () => {
  const table = (name: string) => lines(12, (i) => `${i},${i / 7},${[name, 'x'][i % 2]}`);

  it.each(['Größe', 'été', 'créée', 'Ångström', 'año', '20 °C', 'crème brûlée', 'ÄÖÜ'])(
    'is Western: %s',
    async (name) => {
      const data = await read(latin1(table(name)));
      expect([data.encoding, data.classes.sort()]).toEqual(['Windows-1252', [name, 'x'].sort()]);
      expect(data.reading).toBe(3);
    },
  );

  it('is Chinese', async () => {
    // 类别, 猫 in GB 18030.
    const bytes = latin1(table('\u00c3\u00a8').replace('label', '\u00c0\u00e0\u00b1\u00f0'));
    const data = await read(bytes);
    expect([data.encoding, data.columns[2], data.classes, data.reading]).toEqual(['GB 18030', '类别', ['x', '猫'], 1]);
    expect((await inspectOwn([fileOf('a.csv', bytes)], null)).encoding).toBe('GB 18030');
  });

  it('that was published as Chinese stays so', async () => {
    expect((await read(latin1(table('Größe')), 2, 1)).classes).not.toContain('Größe');
  });

  it.each<[string, Uint8Array, string]>([
    ['UTF-16 without a mark', new Uint8Array(Buffer.from(table('a'), 'utf16le')), 'is text in UTF-16 without'],
    [
      'the same, high byte first',
      new Uint8Array(Buffer.from(table('a'), 'utf16le').swap16()),
      'is text in UTF-16 without',
    ],
    [
      'UTF-32',
      Uint8Array.from([...`\ufeff${table('a')}`].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8, 0, 0])),
      'UTF-32',
    ],
    ['UTF-32, high byte first', Uint8Array.from([...table('a')].flatMap((c) => [0, 0, 0, c.charCodeAt(0)])), 'UTF-32'],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0), 'Excel'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'is a picture'],
    [
      'a zero among text',
      latin1(table('c').replace('b,', 'b\0,')),
      'a.csv, byte 3: is 0, which does not occur in text',
    ],
  ])('is named where it is not read: %s', async (_what, bytes, why) => {
    expect((await refusal(read(bytes))).text).toContain(why);
  });
});

it('a link is followed with its own file alone', async () => {
  const [mine, other] = [lines(12, (i) => `${i % 2},${i},${kind(i)}`), lines(9, (i) => `${i % 2},${i},${kind(i)}`)];
  const { hash } = await openOwn([fileOf('a.csv', mine)]);
  const wanted = `a.csv:${hash}:3:2`;
  expect((await inspectOwn([fileOf('a.csv', mine)], null, wanted)).reference).toBe(wanted);
  expect((await inspectOwn([fileOf('a.csv', mine)], 2, wanted)).reference).toBe(wanted);
  expect((await inspectOwn([fileOf('b.csv', other)], null, wanted)).reference).toMatch(/:3$/);
});

it('a file that was changed or deleted since it was chosen is named in our words', async () => {
  const gone = fileOf('gone.csv', 'a');
  const raw = () => Promise.reject(new DOMException('The requested file could not be read', 'NotReadableError'));
  gone.slice = () => Object.assign(new Blob(), { arrayBuffer: raw });
  expect((await refusal(readOwn([gone], null))).text).toBe(
    'gone.csv: cannot be read: it is a folder, or was changed, moved or deleted after it was chosen. Choose it again',
  );
});
