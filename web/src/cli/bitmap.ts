import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(kind: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Pixels of a square (red, green, blue, opacity) as a PNG: what SVG has of a bitmap needs no library. */
export function pngUrl(pixels: Uint8ClampedArray, side: number): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6], 8); // bits of a channel, and that there are four
  // Before each row stands that it is not filtered.
  const rows = Array.from({ length: side }, (_, y) => [[0], pixels.subarray(4 * side * y, 4 * side * (y + 1))]);
  const content = Buffer.concat(rows.flat().map((part) => Uint8Array.from(part)));
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(content)), chunk('IEND', Buffer.alloc(0))];
  return `data:image/png;base64,${Buffer.concat([Buffer.from(SIGNATURE), ...parts]).toString('base64')}`;
}
