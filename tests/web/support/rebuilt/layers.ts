// The layers of docs/networks.md, forward only: the tape finds their gradients.
import { biases, type Layer, type Pass, sigmoid, size, tanh, weights, zeros } from './layer.ts';
import { drawsOf } from './random.ts';
import { gruGates, lstmGates, recurrent } from './recurrent.ts';
import { affine, apply, constant, constants, mean, sum, type Term, term, times, values } from './tape.ts';

/** A layer without parameters. */
const plain = (shape: number[], forward: (batch: Term[][], pass: Pass) => Term[][]): Layer => ({
  shape,
  params: 0,
  initial: () => [],
  forward: (_, batch, pass) => forward(batch, pass),
});

function dense(shape: number[], units: number): Layer {
  const n = size(shape);
  return {
    shape: [units],
    params: (n + 1) * units,
    initial: (random, init) => [...weights(n * units, random, init, n, units), ...biases(units, random, init, n)],
    forward: (w, batch) => {
      const b = w.slice(n * units);
      return batch.map((x) => affine(x, w, b));
    },
  };
}

/** Where the windows of one extent begin. */
function windows(extent: number, width: number, stride: number, same: boolean): number[] {
  const count = same ? Math.ceil(extent / stride) : Math.floor((extent - width) / stride) + 1;
  const padding = same ? Math.max(0, (count - 1) * stride + width - extent) : 0;
  return Array.from({ length: count }, (_, i) => i * stride - Math.floor(padding / 2));
}

function conv([height, width, channels]: number[], out: number, k: number, stride: number, same: boolean): Layer {
  const [tops, lefts] = [windows(height!, k, stride, same), windows(width!, k, stride, same)];
  const inputs = channels!;
  return {
    shape: [tops.length, lefts.length, out],
    params: (k * k * inputs + 1) * out,
    initial: (random, init) => [
      ...weights(k * k * inputs * out, random, init, k * k * inputs, k * k * out),
      ...biases(out, random, init, k * k * inputs),
    ],
    forward: (w, batch) =>
      batch.map((x) => {
        const pixel = (top: number, left: number) =>
          top < 0 || top >= height! || left < 0 || left >= width!
            ? constants(zeros(inputs))
            : x.slice((top * width! + left) * inputs, (top * width! + left + 1) * inputs);
        const window = (top: number, left: number) =>
          Array.from({ length: k * k }, (_, i) => pixel(top + Math.floor(i / k), left + (i % k))).flat();
        return tops.flatMap((top) =>
          lefts.flatMap((left) => affine(window(top, left), w, w.slice(k * k * inputs * out))),
        );
      }),
  };
}

function pool([height, width, channels]: number[], k: number, stride: number, take: (xs: Term[]) => Term): Layer {
  const [tops, lefts] = [windows(height!, k, stride, false), windows(width!, k, stride, false)];
  const cells = Array.from({ length: k * k }, (_, i) => i);
  return plain([tops.length, lefts.length, channels!], (batch) =>
    batch.map((x) =>
      tops.flatMap((top) =>
        lefts.flatMap((left) =>
          zeros(channels!).map((_, c) =>
            take(cells.map((i) => x[((top + Math.floor(i / k)) * width! + left + (i % k)) * channels! + c]!)),
          ),
        ),
      ),
    ),
  );
}

/** The first of the largest. */
const largest = (xs: Term[]) => term(Math.max(...values(xs)), [xs[values(xs).indexOf(Math.max(...values(xs)))]!], [1]);

function erf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 60; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

type Function = (x: number) => number;
const normal: Function = (x) => (1 + erf(x / Math.SQRT2)) / 2;
const density: Function = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

const ACTIVATIONS: Record<string, (x: Term, slope: number) => Term> = {
  relu: (x) =>
    apply(
      x,
      (value) => Math.max(value, 0),
      (value) => (value > 0 ? 1 : 0),
    ),
  leakyrelu: (x, slope) =>
    apply(
      x,
      (value) => (value < 0 ? slope * value : value),
      (value) => (value > 0 ? 1 : slope),
    ),
  tanh,
  sigmoid,
  gelu: (x) =>
    apply(
      x,
      (value) => value * normal(value),
      (value) => normal(value) + value * density(value),
    ),
};

/** Over the last extent. */
function softmax(shape: number[]): Layer {
  const n = shape.at(-1)!;
  const shares = (xs: Term[]) => {
    const powers = values(xs).map((x) => Math.exp(x - Math.max(...values(xs))));
    const all = powers.reduce((sum, power) => sum + power, 0);
    const y = powers.map((power) => power / all);
    const slopes = (i: number) => y.map((yj, j) => y[i]! * ((i === j ? 1 : 0) - yj));
    return y.map((yi, i) => term(yi, xs, slopes(i)));
  };
  return plain(shape, (batch) =>
    batch.map((x) => Array.from({ length: x.length / n }, (_, k) => shares(x.slice(k * n, (k + 1) * n))).flat()),
  );
}

const dropout = (shape: number[], p: number, place: number): Layer =>
  plain(shape, (batch, { seed, t, test }) => {
    if (test) return batch;
    const draws = drawsOf(64 * seed + place, t);
    return batch.map((x) => x.map((value) => sum([value], [draws.uniform() < p ? 0 : 1 / (1 - p)])));
  });

function batchnorm(shape: number[]): Layer {
  const channels = shape.at(-1)!;
  const running = zeros(channels).map(() => ({ mean: 0, variance: 1 }));
  return {
    shape,
    params: 2 * channels,
    initial: () => [...zeros(channels).map(() => 1), ...zeros(channels)],
    forward: (w, batch, { test, remember }) => {
      const rows = batch.map((x): Term[] => [...x]);
      for (let c = 0; c < channels; c++) {
        const here = batch.flatMap((x) => x.filter((_, i) => i % channels === c));
        const average = mean(here);
        const apart = here.map((x) => sum([x, average], [1, -1]));
        const variance = mean(apart.map((x) => times(x, x)));
        const old = running[c]!;
        const by = test ? { mean: constant(old.mean), variance: constant(old.variance) } : { mean: average, variance };
        if (remember) {
          const unbiased = (variance.value * here.length) / Math.max(1, here.length - 1);
          running[c] = {
            mean: 0.9 * old.mean + 0.1 * average.value,
            variance: 0.9 * old.variance + 0.1 * unbiased,
          };
        }
        const scale = apply(
          by.variance,
          (v) => (v + 1e-5) ** -0.5,
          (v) => -0.5 * (v + 1e-5) ** -1.5,
        );
        batch.forEach((x, n) => {
          for (let i = c; i < x.length; i += channels) {
            rows[n]![i] = sum([times(times(sum([x[i]!, by.mean], [1, -1]), scale), w[c]!), w[channels + c]!]);
          }
        });
      }
      return rows;
    },
  };
}

function embedding(shape: number[], extent: number, words: number): Layer {
  const row = ({ value }: Term) => Math.min(words - 1, Math.max(0, Math.round(value)));
  return {
    shape: [size(shape), extent],
    params: words * extent,
    initial: (random, init) =>
      init === 'keras'
        ? Array.from({ length: words * extent }, () => (2 * random.uniform() - 1) * 0.05)
        : random.normals(words * extent),
    forward: (w, batch) => batch.map((x) => x.flatMap((s) => w.slice(row(s) * extent, (row(s) + 1) * extent))),
  };
}

/** A layer as it is written in a network's text; `place` from 0. */
export function layer(text: string, shape: number[], place: number): Layer {
  const [name, list = ''] = text.replace(')', '').split('(') as [string, string?];
  const args = list.split(',');
  const [a, b] = [Number(args[0]), Number(args[1])];
  const activation = ACTIVATIONS[name];
  if (activation) return plain(shape, (batch) => batch.map((x) => x.map((y) => activation(y, a || 0.01))));
  if (name === 'dense') return dense(shape, a);
  if (name === 'conv') {
    const numbers = args.map(Number).filter((n) => !Number.isNaN(n));
    return conv(shape, a, b, numbers[2] ?? 1, args.includes('same'));
  }
  if (name === 'pool') return pool(shape, a, b || a, largest);
  if (name === 'avgpool') return pool(shape, a, b || a, mean);
  if (name === 'flatten') return plain([size(shape)], (batch) => batch);
  if (name === 'softmax') return softmax(shape);
  if (name === 'dropout') return dropout(shape, a, place);
  if (name === 'batchnorm') return batchnorm(shape);
  const chosen = ACTIVATIONS[args.find((word) => word in ACTIVATIONS) ?? 'tanh']!;
  const inside = (x: Term) => chosen(x, 0.01);
  if (name === 'lstm') return recurrent(shape, a, args.includes('sequence'), 4, lstmGates(inside));
  if (name === 'gru') return recurrent(shape, a, args.includes('sequence'), 3, gruGates(inside));
  if (name === 'embedding') return embedding(shape, a, b || 256);
  throw new Error(`no layer ${name}`);
}
