import { joined } from '../../core/bytes.ts';
import { SidestepError } from '../../core/module.ts';
import { printable } from '../../core/notices.ts';
import { isGzip } from '../gunzip.ts';
import { looksLikeCifar, looksLikeIdx } from './binary.ts';
import { LIMITS, mistake } from './mistake.ts';

/** A stream's bytes, as many at a time as are asked for. */
class Bytes {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();
  #taken = 0;

  constructor(
    stream: ReadableStream<Uint8Array>,
    private readonly name: string,
  ) {
    this.#reader = stream.getReader();
  }

  /** The next ones: fewer where the stream ends. With `skip` they are let go. */
  async take(count: number, skip = false): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        this.#rest = value;
        this.#taken += value.length;
        if (this.#taken > LIMITS.allBytes) throw mistake(this.name, `it holds more than ${LIMITS.allBytes} bytes`);
      }
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      if (!skip) parts.push(part);
    }
    return joined(parts);
  }

  end = (): void => void this.#reader.cancel().catch(() => {});
}

const BLOCK = 512;
const text = (bytes: Uint8Array, from: number, length: number): string =>
  new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0.*/s, '');
const isHeader = (block: Uint8Array): boolean => block.length === BLOCK && text(block, 257, 5) === 'ustar';

/** The images and labels among the files of a tar archive, which `header` begins; others are passed over. */
async function membersOf(bytes: Bytes, header: Uint8Array, archive: string): Promise<File[]> {
  const members: File[] = [];
  for (let block = header; isHeader(block); block = await bytes.take(BLOCK)) {
    const path = text(block, 0, 100);
    const size = Number.parseInt(text(block, 124, 12), 8);
    if (!(size >= 0)) throw mistake(archive, 'it is damaged');
    const isFile = block[156] === 0 || block[156] === 0x30;
    const content = await bytes.take(size, !isFile);
    if (isFile && content.length < size) throw mistake(archive, 'it is damaged');
    await bytes.take((BLOCK - (size % BLOCK)) % BLOCK, true);
    const file = { name: path.replace(/.*\//, ''), bytes: content };
    if (isFile && (looksLikeIdx(file) || looksLikeCifar(file) || isGzip(content)))
      members.push(new File([content as Uint8Array<ArrayBuffer>], file.name));
  }
  if (members.length === 0) throw mistake(archive, 'is an archive without images: unpack it');
  return members;
}

/** The files themselves, and in place of a tar archive, gzip'd or not, those in it that can be read. */
export async function expanded(files: readonly File[]): Promise<File[]> {
  const all: File[] = [];
  for (const file of files) {
    const name = printable(file.name);
    const packed = isGzip(
      new Uint8Array(
        await file
          .slice(0, 2)
          .arrayBuffer()
          .catch(() => new ArrayBuffer()),
      ),
    );
    const stream = packed ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
    const bytes = new Bytes(stream, name);
    // What cannot be read is told by whoever reads the file itself.
    const header = await bytes.take(BLOCK).catch(() => new Uint8Array());
    if (!isHeader(header)) all.push(file);
    else {
      const members = membersOf(bytes, header, name).catch((error: unknown) => {
        const told = error instanceof SidestepError || error instanceof RangeError;
        throw told ? error : mistake(name, 'it is damaged'); // engines word it differently
      });
      all.push(...(await members));
    }
    bytes.end();
  }
  return all;
}
