/** FNV-1a, 64 bits, of an ASCII text, as 16 hexadecimal digits: cpp/base/hash.h. */
export function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i) & 0xff)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** A race's checksum, from its lanes' parameter hashes in order. */
export const raceChecksum = (lanes: readonly string[]): string => fnv1a(lanes.join(''));
