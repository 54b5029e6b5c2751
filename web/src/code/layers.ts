// What libraries have to be told of a network: what each layer makes of a shape, and its first parameters.
import type { Catalog, Problem, Value } from '../core/catalog.ts';
import type { ProblemConfig } from '../core/config.ts';

export interface Layer {
  id: string;
  numbers: string[];
  named: string[];
}

/** The layers of a network's text. */
export const layersOf = (net: string): Layer[] =>
  net
    .trim()
    .split(/\s+(?![^(]*\))/)
    .map((text) => {
      const [, id = '', list = ''] = /^(\w+)(?:\((.*)\))?$/.exec(text.replace(/\s/g, '')) ?? [];
      const all = list.split(',').filter(Boolean);
      const isNumber = (one: string): boolean => /^[-+.\d]/.test(one);
      return { id, numbers: all.filter(isNumber), named: all.filter((one) => !isNumber(one)) };
    });

/** A tensor of the first parameters: a function that draws it, with the arguments before its shape, or the number that fills it. */
export interface First {
  draw?: string;
  given?: number[];
  fill?: number;
  shape: number[];
}

export interface Placed {
  id: string;
  /** The shapes of an item before and after the layer. */
  input: number[];
  output: number[];
  /** What its text and its shapes say, by name. */
  values: Readonly<Record<string, Value>>;
  start: First[];
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** What the numbers of a layer are called, in their order, and those that need not be there. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  dense: ['units'],
  conv: ['channels', 'size', 'stride'],
  pool: ['size', 'stride'],
  avgpool: ['size', 'stride'],
  leakyrelu: ['slope'],
  dropout: ['p'],
  lstm: ['units'],
  gru: ['units'],
  embedding: ['size', 'table'],
};
const ABSENT: Readonly<Record<string, (values: Record<string, number>) => Record<string, number>>> = {
  conv: () => ({ stride: 1 }),
  pool: ({ size }) => ({ stride: size! }),
  avgpool: ({ size }) => ({ stride: size! }),
  leakyrelu: () => ({ slope: 0.01 }),
  embedding: () => ({ table: 256 }),
};

type Numbers = Record<string, number>;

/** Windows over an image: how many there are, and the zeros around it; an odd row of them stands at the bottom and at the right. */
function windows([height = 0, width = 0]: number[], { size, stride }: Numbers, same: boolean): Numbers {
  const count = (n: number) => (same ? Math.ceil(n / stride!) : Math.floor((n - size!) / stride!) + 1);
  const extra = (n: number) => (same ? Math.max(0, (count(n) - 1) * stride! + size! - n) : 0);
  const [down, across] = [extra(height), extra(width)];
  const [top, left] = [Math.floor(down / 2), Math.floor(across / 2)];
  return { high: count(height), wide: count(width), top, left, bottom: down - top, right: across - left };
}

function shapeAfter(id: string, input: number[], values: Numbers): number[] {
  if (id === 'dense') return [values.units!];
  if (id === 'flatten') return [product(input)];
  if (id === 'conv') return [values.high!, values.wide!, values.channels!];
  if (/pool$/.test(id)) return [values.high!, values.wide!, input.at(-1)!];
  if (id === 'embedding') return [product(input), values.size!];
  if (/^(?:lstm|gru)$/.test(id)) return values.sequence ? [input[0]!, values.units!] : [values.units!];
  return input;
}

function startOf(id: string, { inputs, depth, features, ...values }: Numbers, init: string): First[] {
  const torch = init === 'pytorch';
  const weighed = (fanIn: number, fanOut: number, shape: number[]): First => ({
    draw: 'weights',
    given: [fanIn, fanOut],
    shape,
  });
  const biased = (fanIn: number, units: number): First =>
    torch ? { draw: 'weights', given: [fanIn, units], shape: [units] } : { fill: 0, shape: [units] };
  const { units = 0, size = 0, channels = 0, table = 0 } = values;
  if (id === 'dense') return [weighed(inputs!, units, [inputs!, units]), biased(inputs!, units)];
  if (id === 'conv') {
    const fanIn = size ** 2 * depth!;
    return [weighed(fanIn, size ** 2 * channels, [size, size, depth!, channels]), biased(fanIn, channels)];
  }
  if (id === 'batchnorm') {
    return [1, 0].map((fill) => ({ fill, shape: [depth!] }));
  }
  if (id === 'embedding') {
    const shape = [table, size];
    return [init === 'keras' ? { draw: 'narrow', shape } : { draw: 'normal', shape }];
  }
  if (!/^(?:lstm|gru)$/.test(id)) return [];
  const gates = (id === 'lstm' ? 4 : 3) * units;
  const [w, u] = [
    [features!, gates],
    [units, gates],
  ];
  const second = biased(units, gates);
  if (torch) return [weighed(units, gates, w!), weighed(units, gates, u!), second, second];
  // A forget gate begins open.
  const first: First = id === 'lstm' ? { draw: 'opened', shape: [gates] } : second;
  if (init === 'keras') return [weighed(features!, gates, w!), { draw: 'orthonormal', shape: u! }, first, second];
  return [w!, u!].map((shape) => weighed(features! + units, units, shape)).concat(first, second);
}

function placed({ id, numbers, named }: Layer, place: number, input: number[], init: string): Placed {
  const given: Numbers = Object.fromEntries(numbers.map((text, i) => [NUMBERS[id]![i]!, Number(text)]));
  const sized = { ...ABSENT[id]?.(given), ...given };
  const same = named.includes('same');
  const sequence = named.includes('sequence');
  const activation = named.find((word) => !/^(?:same|valid|sequence)$/.test(word)) ?? 'tanh';
  const padding = sized.size && sized.stride ? windows(input, sized, same) : {};
  const measures = { depth: input.at(-1)!, inputs: product(input), rows: input[0]!, features: product(input.slice(1)) };
  const all = { ...measures, ...sized, ...padding };
  const { top = 0, bottom = 0, left = 0, right = 0 } = padding as Numbers;
  const values = {
    ...all,
    ...{ place, sequence, activation, same },
    padded: top + bottom + left + right > 0,
    axes: Math.max(1, input.length - 1),
    padding: same ? 'same' : 'valid',
    PADDING: same ? 'SAME' : 'VALID',
  };
  const output = shapeAfter(id, input, { ...all, sequence: Number(sequence) });
  return { id, input, output, values, start: startOf(id, all, init) };
}

/** The shape of an item; of some problems a setting says it. */
export function itemShape({ shape }: Problem, config: ProblemConfig, { datasets }: Catalog): number[] {
  const packed = datasets.find(({ id }) => id === config.data)?.shape;
  return packed ?? shape!.map((side) => Number(typeof side === 'string' ? config[side] : side));
}

export function placedLayers(net: string, shape: number[], init: string): Placed[] {
  const all: Placed[] = [];
  for (const [i, layer] of layersOf(net).entries()) all.push(placed(layer, i, all.at(-1)?.output ?? shape, init));
  return all;
}
