/** A picture of a GIF as a viewer has it, laid over those before it, and how long it stays, in hundredths of a second. */
export interface GifPicture {
  delay: number;
  pixels: Uint32Array;
}

/** The pictures of a GIF (https://www.w3.org/Graphics/GIF/spec-gif89a.txt) whose frames are as large as it is. */
export function picturesOf(gif: Uint8Array): GifPicture[] {
  const view = new DataView(gif.buffer, gif.byteOffset, gif.byteLength);
  const size = view.getUint16(6, true) * view.getUint16(8, true);
  const tableAt = (packed: number, at: number): [Uint32Array, number] => {
    const length = packed & 0x80 ? 2 << (packed & 7) : 0;
    const colour = (i: number): number =>
      (0xff000000 | (gif[at + 3 * i + 2]! << 16) | (gif[at + 3 * i + 1]! << 8) | gif[at + 3 * i]!) >>> 0;
    return [Uint32Array.from({ length }, (_, i) => colour(i)), at + 3 * length];
  };
  const blocksAt = (at: number): [number[], number] => {
    const bytes: number[] = [];
    while (gif[at] !== 0) {
      bytes.push(...gif.subarray(at + 1, at + 1 + gif[at]!));
      at += 1 + gif[at]!;
    }
    return [bytes, at + 1];
  };
  const canvas = new Uint32Array(size);
  const pictures: GifPicture[] = [];
  let [common, at] = tableAt(gif[10]!, 13);
  let [delay, clear, dispose] = [0, -1, 0];
  for (;;) {
    if (gif[at] === 0x3b) return pictures;
    if (gif[at] === 0x21) {
      if (gif[at + 1] === 0xf9) {
        [delay, dispose] = [view.getUint16(at + 4, true), (gif[at + 3]! >> 2) & 7];
        clear = gif[at + 3]! & 1 ? gif[at + 6]! : -1;
      }
      [, at] = blocksAt(at + 2);
      continue;
    }
    const [own, code] = tableAt(gif[at + 9]!, at + 10);
    const [bytes, next] = blocksAt(code + 1);
    const table = own.length > 0 ? own : common;
    const indices = unpacked(bytes, gif[code]!);
    if (indices.length !== size) throw new Error(`a picture of ${indices.length} pixels, not ${size}`);
    for (const [i, index] of indices.entries()) if (index !== clear) canvas[i] = table[index]!;
    pictures.push({ delay, pixels: canvas.slice() });
    if (dispose > 1) canvas.fill(0);
    at = next;
  }
}

/** Lempel, Ziv and Welch, as GIF has it. */
function unpacked(bytes: readonly number[], bits: number): number[] {
  const [clear, end] = [1 << bits, (1 << bits) + 1];
  const out: number[] = [];
  let words: number[][] = [];
  let last: number[] | undefined;
  let [width, at] = [bits + 1, 0];
  const read = (): number => {
    let code = 0;
    for (let i = 0; i < width; i++, at++) code |= ((bytes[at >> 3]! >> (at & 7)) & 1) << i;
    return code;
  };
  for (let code = read(); code !== end; code = read()) {
    if (code === clear) {
      words = Array.from({ length: clear + 2 }, (_, i) => [i]);
      [width, last] = [bits + 1, undefined];
      continue;
    }
    const word = words[code] ?? [...last!, last![0]!];
    out.push(...word);
    if (last && words.length < 4096) words.push([...last, word[0]!]);
    if (words.length === 1 << width && width < 12) width++;
    last = word;
  }
  return out;
}
