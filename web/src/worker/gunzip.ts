import { joined } from '../core/bytes.ts';

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The content of a gzip file; rejects before it has unpacked more than `most` bytes, whatever it holds. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > most) throw new Error(`it holds more than ${most} bytes`);
      parts.push(part.value);
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    // Engines word it differently, and Node not at all.
    throw error instanceof Error && error.message.startsWith('it holds') ? error : new Error('it is damaged');
  }
  return joined(parts);
}
