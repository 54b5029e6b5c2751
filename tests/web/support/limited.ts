import { readFileSync } from 'node:fs';
import factory from '#wasm/sidestep-all.mjs';
import type { ModuleFactory, SidestepModule } from '../../../web/src/core/module.ts';
import { wasmUrl } from './browser.ts';

/** A number as WebAssembly writes it, 7 bits a byte. */
const leb = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...leb(Math.floor(value / 128))];

function readLeb(bytes: Uint8Array, at: number): [value: number, next: number] {
  const rest: [number, number] = bytes[at]! < 128 ? [0, at + 1] : readLeb(bytes, at + 1);
  return [(bytes[at]! % 128) + 128 * rest[0], rest[1]];
}

/** The module with every rule and problem, but with so many pages of 64 KiB as its memory at first, and at most. */
export function limited(first: number, most: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(readFileSync(new URL('sidestep-all.wasm', wasmUrl)));
  for (let at = 8; at < bytes.length; ) {
    const [size, body] = readLeb(bytes, at + 1);
    if (bytes[at] === 5) {
      const memory = [1, 1, ...leb(first), ...leb(most)]; // one memory, with a maximum
      const head = [...bytes.subarray(0, at), 5, ...leb(memory.length), ...memory];
      return new Uint8Array([...head, ...bytes.subarray(body + size)]);
    }
    at = body + size;
  }
  throw new Error('the module has no memory');
}

export const makeLimited = (first: number, most: number): Promise<SidestepModule> =>
  (factory as unknown as ModuleFactory)({ wasmBinary: limited(first, most) });
