import type { Catalog } from '../core/catalog.ts';

/** A network that is a plain stack: hidden dense layers, each followed by the same activation, and one output layer. */
export interface Stack {
  hidden: number[];
  activation: string;
  outputs: number;
}

const dense = /^dense\((\d+)\)$/;

/** Reads a network's text as a stack, or undefined when it is anything more. */
export function readStack(net: string, catalog: Catalog): Stack | undefined {
  const words = net.trim().split(/\s+/);
  const outputs = dense.exec(words.at(-1) ?? '')?.[1];
  if (!outputs || words.length % 2 === 0) return undefined;
  const hidden: number[] = [];
  let activation = '';
  for (let i = 0; i + 1 < words.length; i += 2) {
    const units = dense.exec(words[i]!)?.[1];
    const act = words[i + 1]!;
    if (!units || !activations(catalog).includes(act) || (activation && act !== activation)) return undefined;
    hidden.push(Number(units));
    activation = act;
  }
  return { hidden, activation, outputs: Number(outputs) };
}

export const writeStack = ({ hidden, activation, outputs }: Stack): string =>
  [...hidden.map((units) => `dense(${units}) ${activation}`), `dense(${outputs})`].join(' ');

/** Sizes of hidden layers as typed: "128 64", commas allowed. Undefined when they are no sizes. */
export function readSizes(text: string): number[] | undefined {
  const words = text.split(/[\s,，×]+/).filter(Boolean);
  const sizes = words.map(Number);
  return sizes.length <= 8 && sizes.every((n) => Number.isInteger(n) && n >= 1 && n <= 4096) ? sizes : undefined;
}

/** What may follow a dense layer of a stack. */
export const activations = (catalog: Catalog): string[] =>
  catalog.layers.filter(({ activation }) => activation).map(({ id }) => id);
