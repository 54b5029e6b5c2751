import type { Rebuilt } from './descend.ts';
import type { Item, Items } from './generated.ts';
import type { Layer, Pass } from './layer.ts';
import { layer } from './layers.ts';
import { batchOf, Pcg } from './random.ts';
import { constants, gradientOf, mean, type Term, term, values } from './tape.ts';

const softplus = (y: number) => Math.log1p(Math.exp(-Math.abs(y))) + Math.max(y, 0);
const logistic = (y: number) => 1 / (1 + Math.exp(-y));

/** The loss of one item with outputs y, whose class is marked with 1; its slopes. */
type Loss = (y: number[], mark: number[]) => [value: number, slopes: number[]];
const total = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0);

const LOSSES: Record<string, Loss> = {
  crossEntropy: (y, mark) => {
    const powers = y.map((value) => Math.exp(value - Math.max(...y)));
    const shares = powers.map((power) => power / total(powers));
    return [-Math.log(total(shares.map((share, j) => share * mark[j]!))), shares.map((share, j) => share - mark[j]!)];
  },
  mse: (y, mark) => [
    total(y.map((value, j) => (value - mark[j]!) ** 2)) / y.length,
    y.map((value, j) => (2 * (value - mark[j]!)) / y.length),
  ],
  mae: (y, mark) => [
    total(y.map((value, j) => Math.abs(value - mark[j]!))) / y.length,
    y.map((value, j) => Math.sign(value - mark[j]!) / y.length),
  ],
  binaryCrossEntropy: (y, mark) => [
    total(y.map((value, j) => softplus(value) - mark[j]! * value)) / y.length,
    y.map((value, j) => (logistic(value) - mark[j]!) / y.length),
  ],
};

export interface Settings {
  net: string;
  init?: string;
  loss?: string;
  batch: number;
  evaluate?: number;
  shuffle?: boolean;
}

export function network(data: Items, settings: Settings, seed: number, last: number): Rebuilt {
  const { net, init = 'xavier', loss = 'crossEntropy', batch, evaluate = 10, shuffle = true } = settings;
  const layers: Layer[] = [];
  for (const text of net.split(' ')) layers.push(layer(text, layers.at(-1)?.shape ?? data.shape, layers.length));
  const random = new Pcg(seed, 1);
  const outputs = (w: readonly Term[], items: readonly Item[], pass: Pass) => {
    let batch = items.map(({ x }) => constants(x));
    let first = 0;
    for (const { params, forward } of layers) {
      batch = forward(w.slice(first, first + params), batch, pass);
      first += params;
    }
    return batch;
  };
  let known: { t: number; items: Item[] } | undefined;
  const batchAt = (t: number) => {
    if (known?.t !== t) {
      known = { t, items: batchOf(t, data.train.length, batch, seed, shuffle).map((i) => data.train[i]!) };
    }
    return known.items;
  };
  const lossAt = (t: number, w: readonly Term[]) => {
    const items = batchAt(t);
    const losses = outputs(w, items, { seed, t, test: false }).map((y, i) => {
      const kind = items[i]!.kind;
      const mark = y.length === 1 ? [kind] : y.map((_, j) => (j === kind ? 1 : 0));
      const [value, slopes] = LOSSES[loss]!(values(y), mark);
      return term(value, y, slopes);
    });
    return mean(losses);
  };
  /** What a test tells of data whose items have a number each: the share of its variance that is explained, and the loss. */
  const regression = (w: readonly Term[], t: number) => {
    const right = data.test.map(({ kind }) => kind);
    const middle = total(right) / right.length;
    const told = outputs(w, data.test, { seed, t, test: true }).map((y) => values(y)[0]!);
    return {
      r2: 1 - total(told.map((y, i) => (y - right[i]!) ** 2)) / total(right.map((y) => (y - middle) ** 2)),
      testLoss: total(told.map((y, i) => LOSSES[loss]!([y], [right[i]!])[0])) / right.length,
    };
  };
  const answer = (y: number[]) => (y.length === 1 ? Number(y[0]! > 0) : y.indexOf(Math.max(...y)));
  const every = evaluate || Math.ceil(data.train.length / batch);
  return {
    start: layers.flatMap(({ initial }) => initial(random, init)),
    loss: (t, w) => lossAt(t, constants(w)).value,
    gradient: (t, w) => gradientOf((x) => lossAt(t, x), w),
    columns: (t, params) => {
      const w = constants(params);
      const right = () =>
        outputs(w, data.test, { seed, t, test: true }).filter((y, i) => answer(values(y)) === data.test[i]!.kind);
      const tested = t % every === 0 || t === last;
      let told: Record<string, number> = { accuracy: tested ? right().length / data.test.length : Number.NaN };
      if (data.classes === 0) told = tested ? regression(w, t) : { r2: Number.NaN, testLoss: Number.NaN };
      outputs(w, batchAt(t), { seed, t, test: false, remember: true });
      return told;
    },
  };
}
