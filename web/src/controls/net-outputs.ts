import { withOutputs } from '../core/net.ts';

const last = /^dense\(\d+\)$/;

/** The only loss that tells two classes by one output: the logit of the second. */
const ONE_LOGIT = 'binaryCrossEntropy';

/** How many outputs a network needs; one where numbers are to be told. */
export const outputsFor = (classes: number, loss: unknown): number =>
  loss === ONE_LOGIT && classes === 2 ? 1 : classes || 1;

/** The same network with so many outputs: those of its last layer, which is added where there is none. */
export function fitted(net: string, outputs: number): string {
  const words = net.trim().split(/\s+/).filter(Boolean);
  if (last.test(words.findLast((word) => word !== 'softmax') ?? '')) return withOutputs(words.join(' '), outputs);
  return [...words, `dense(${outputs})`].join(' ');
}

/** How many outputs are missing, where that is what the core says of a network. */
export function outputsMissed(message: string | undefined): number | undefined {
  const outputs =
    /^the last layer must have (\d+) outputs?, (?:one for each class|the predicted number), not \d+$/.exec(
      message ?? '',
    )?.[1];
  return outputs === undefined ? undefined : Number(outputs);
}
