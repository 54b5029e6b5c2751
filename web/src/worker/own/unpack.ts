import { Inflate } from 'pako';
import { joined } from '../../core/bytes.ts';

/**
 * The content of a gzip file of one member or several, as `cat a.gz b.gz` makes; zeros after the last one are padding. (The
 * browsers' DecompressionStream refuses a second member, Node's reads it.) Throws before it has unpacked more than `most` of what
 * begins with such bytes.
 */
export function unpack(bytes: Uint8Array, most: (start: Uint8Array) => number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate();
  inflate.onData = (part) => {
    if (part.length === 0) return;
    parts.push(part);
    length += part.length;
    const limit = most(parts[0]!);
    if (length > limit) throw new Error(`it holds more than ${limit} bytes`);
  };
  if (!inflate.push(bytes, true)) throw new Error('it is damaged');
  return joined(parts);
}
