import { joined } from '../../core/bytes.ts';

/** WebM (Matroska) with one video track: what an encoder's chunks need to become a file that plays, and in which one can seek. */

export interface Chunk {
  bytes: Uint8Array;
  /** Milliseconds from the beginning. */
  time: number;
  key: boolean;
}

/** Milliseconds that the 16 bits of a block's time hold. */
const CLUSTER = 30_000;

type Part = Uint8Array | number[];

/** A whole number, in as few bytes as it needs, or in so many. */
function uint(value: number, bytes = 1): number[] {
  const all: number[] = [];
  for (let rest = value; rest > 0 || all.length < bytes; rest = Math.floor(rest / 256)) all.unshift(rest % 256);
  return all;
}

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** An element: its id, how long it is (always in eight bytes), what is in it. */
function element(id: number, ...content: Part[]): Uint8Array {
  const body = joined(content);
  return joined([uint(id), [0x01, ...uint(body.length, 7)], body]);
}

export function webm(chunks: readonly Chunk[], width: number, height: number, millis: number): Blob {
  const header = element(
    0x1a45dfa3,
    element(0x4286, [1]),
    element(0x42f7, [1]),
    element(0x42f2, [4]),
    element(0x42f3, [8]),
    element(0x4282, text('webm')),
    element(0x4287, [2]),
    element(0x4285, [2]),
  );
  const info = element(
    0x1549a966,
    element(0x2ad7b1, uint(1_000_000)), // times are in milliseconds
    element(0x4489, float(millis)),
    element(0x4d80, text('Sidestep')),
    element(0x5741, text('Sidestep')),
  );
  const video = element(0xe0, element(0xb0, uint(width)), element(0xba, uint(height)));
  const tracks = element(
    0x1654ae6b,
    element(0xae, element(0xd7, [1]), element(0x73c5, [1]), element(0x83, [1]), element(0x86, text('V_VP8')), video),
  );

  const clusters: { time: number; bytes: Uint8Array }[] = [];
  let begun = 0;
  for (let i = 1; i <= chunks.length; i++) {
    const next = chunks[i];
    if (next && !(next.key && next.time - chunks[begun]!.time > 0) && next.time - chunks[begun]!.time < CLUSTER)
      continue;
    const { time } = chunks[begun]!;
    const blocks = chunks
      .slice(begun, i)
      .map((chunk) => element(0xa3, [0x81, ...uint(chunk.time - time, 2), chunk.key ? 0x80 : 0], chunk.bytes));
    clusters.push({ time, bytes: element(0x1f43b675, element(0xe7, uint(time)), ...blocks) });
    begun = i;
  }

  // Where each cluster is, so that players can jump; that stands before them, and is as long whatever it says.
  const cues = (first: number): Uint8Array => {
    let at = first;
    const points = clusters.map(({ time, bytes }) => {
      const point = element(
        0xbb,
        element(0xb3, uint(time, 4)),
        element(0xb7, element(0xf7, [1]), element(0xf1, uint(at, 6))),
      );
      at += bytes.length;
      return point;
    });
    return element(0x1c53bb6b, ...points);
  };
  const before = info.length + tracks.length;
  const index = cues(before + cues(0).length);
  const segment = element(0x18538067, info, tracks, index, ...clusters.map(({ bytes }) => bytes));
  return new Blob([header as BlobPart, segment as BlobPart], { type: 'video/webm' });
}
