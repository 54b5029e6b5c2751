// Limits come before allocation: what is beyond them costs little time and memory, and says what it is.
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { SidestepError } from '../../../web/src/core/module.ts';
import { LIMITS } from '../../../web/src/worker/own/mistake.ts';
import { readOwn } from '../../../web/src/worker/own/read.ts';
import { fileOf, idx } from '../support/own.ts';

const refusal = async (files: File[]) => {
  const error = await readOwn(files, null).catch((error: SidestepError) => error);
  const { code, at, message } = (error as SidestepError).failure;
  return [code, at, message];
};
const MiB = 2 ** 20;
const packed = (text: string, times: number) => {
  const bytes = new Uint8Array(gzipSync(Buffer.alloc(text.length * times, text), { level: 1 }));
  return [fileOf('a.csv.gz', bytes)];
};

it.each<[string, string, number, string, string]>([
  ['40 MiB of line ends, which ended the page', '\n', 40 * MiB, 'a.csv', 'has more than 2097152 lines'],
  ['as many carriage returns', '\r\n', 4 * MiB, 'a.csv', 'has more than 2097152 lines'],
  ['lines of blank cells', ',\n', 3 * MiB, 'a.csv', 'has more than 2097152 lines'],
  ['one row of blank cells', ',', 8 * MiB, 'a.csv, row 1', 'has more than 262144 cells'],
  [
    'quotation marks',
    '"',
    4 * MiB,
    'a.csv, row 1',
    'has one cell; numbers and a class are needed, separated by , ; or tabs',
  ],
  ['more rows than items', '1,2,a\n', MiB / 8, 'a.csv', 'has more than 70000 rows'],
  ['more text than a table has', '0', 65 * MiB, 'a.csv.gz', 'it holds more than 67108864 bytes'],
])(
  'a small archive of %s',
  async (_what, text, times, at, message) => {
    const before = process.memoryUsage().rss;
    expect(await refusal(packed(text, times))).toEqual(['bad-file', at, message]);
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * MiB);
  },
  60_000,
);

it('a cell that is longer than any name', async () => {
  const text = `a,b,c\n1,2,x\n1,2,${'y'.repeat(10_001)}\n1,2,x`;
  expect(await refusal([fileOf('a.csv', text)])).toEqual([
    'bad-file',
    'a.csv, row 3, column 3',
    'has 10001 characters; at most 10000 are read',
  ]);
});

/** A file that says that it is so large; whoever reads it whole has not looked. */
function huge(name: string, start: number[], size: number): File {
  const file = fileOf(name, Uint8Array.from(start));
  Object.defineProperty(file, 'size', { value: size });
  file.arrayBuffer = () => Promise.reject(new Error('it was read'));
  return file;
}

it.each([
  ['a table', huge('a.csv', [0x31, 0x2c], LIMITS.textBytes + 1), LIMITS.textBytes],
  ['images', huge('a', [0, 0, 8, 3], LIMITS.bytes + 1), LIMITS.bytes],
  ['an archive', huge('a.gz', [0x1f, 0x8b], LIMITS.bytes + 1), LIMITS.bytes],
])('%s that is too large is not read at all', async (_what, file, most) => {
  expect(await refusal([file])).toEqual(['bad-file', file.name, `has ${file.size} bytes; at most ${most} are read`]);
});

it('files that are too large together', async () => {
  const most = LIMITS.allBytes - idx([1], [1]).length;
  const second = huge('b', [0, 0, 8, 3], most + 1);
  expect((await refusal([fileOf('a', idx([1], [1])), second]))[2]).toContain('bytes; at most');
});

it('memory that is not there is named, not thrown', async () => {
  const file = fileOf('a.csv', 'a,b\n1,x\n2,y\n3,x');
  file.arrayBuffer = async () => {
    throw new RangeError('Array buffer allocation failed');
  };
  expect((await refusal([file]))[0]).toBe('bad-file');
});
