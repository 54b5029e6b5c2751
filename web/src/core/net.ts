/** The texts of networks, as far as data decides on them. */

/** A layer of a size that may be followed by layers that keep it. */
const END = /\((\d+)\)((?:\s+softmax)*)\s*$/;

/** The same network with so many outputs: the size of its last layer is replaced. A single output has no softmax. */
export const withOutputs = (net: string, outputs: number): string =>
  net.replace(END, (_, _size, after: string) => `(${outputs})${outputs > 1 ? after : ''}`);

/** The losses of networks that tell a number; the first one where another stands. */
const OF_NUMBERS = ['mse', 'mae'];
export const lossOfNumbers = (loss: unknown): string => (OF_NUMBERS.includes(`${loss}`) ? `${loss}` : OF_NUMBERS[0]!);
