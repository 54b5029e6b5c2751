import type { Rebuilt } from './descend.ts';
import { drawsOf, Pcg } from './random.ts';

const clamp = (x: number) => Math.min(1, Math.max(-1, x));

/** A line of slope `slope(t)` on [−1, 1], and the average regret against −1. */
function lines(start: number, slope: (t: number) => number, bounded = true): Rebuilt {
  let regret = 0;
  return {
    start: [start],
    loss: (t, [x]) => slope(t) * x!,
    gradient: (t) => [slope(t)],
    confine: bounded ? clamp : (x) => x,
    columns: (t, [x]) => {
      regret += slope(t) * (x! + 1);
      return { averageRegret: regret / (t + 1) };
    },
  };
}

interface Change {
  start: number;
  at: number;
  scale: number;
  sigmaBefore: number;
  sigmaAfter: number;
  target?: number;
}

function change({ start, at, scale, sigmaBefore, sigmaAfter, target = 5 }: Change, seed: number): Rebuilt {
  const parabola = (t: number) =>
    (t < at ? [scale, 0, sigmaBefore] : [1, target, sigmaAfter]) as [number, number, number];
  return {
    start: [start],
    loss: (t, [x]) => {
      const [s, c] = parabola(t);
      return (s / 2) * (x! - c) ** 2;
    },
    gradient: (t, [x]) => {
      const [s, c, sigma] = parabola(t);
      return [s * (x! - c) + sigma * drawsOf(seed, t).normal()];
    },
  };
}

function quadratic100(seed: number, batch: number, random = true): Rebuilt {
  return {
    start: random ? new Pcg(seed, 3).normals(100) : Array(100).fill(1),
    loss: (_, w) => w.reduce((sum, x, i) => sum + (x * x) / (2 * (i + 1)), 0),
    gradient: (t, w) => {
      const draws = drawsOf(seed, t);
      return w.map((x, i) => x / (i + 1) + Math.sqrt(1 / ((i + 1) * batch)) * draws.normal());
    },
  };
}

/** Linear in w, with slopes that are drawn. */
function drawn(start: number[], sigmas: readonly number[], seed: number): Rebuilt {
  const gradient = (t: number) => {
    const draws = drawsOf(seed, t);
    return sigmas.map((sigma) => sigma * draws.normal());
  };
  return { start, gradient, loss: (t, w) => gradient(t).reduce((sum, g, i) => sum + g * w[i]!, 0) };
}

function pureNoise(seed: number): Rebuilt {
  let last: readonly number[] | undefined;
  return {
    ...drawn(Array(1000).fill(0), Array(1000).fill(1), seed),
    columns: (_, w) => {
      const square = w.reduce((sum, x, i) => sum + (x - (last?.[i] ?? x)) ** 2, 0);
      last = w;
      return { move: Math.sqrt(square / 1000) };
    },
  };
}

function sparseLogistic(seed: number): Rebuilt {
  const random = new Pcg(seed, 3);
  const truth = Array.from({ length: 100 }, () => (random.uniform() < 0.5 ? -2 : 2));
  const dot = (x: readonly number[], w: readonly number[]) => x.reduce((sum, value, j) => sum + value * w[j]!, 0);
  const item = (t: number) => {
    const draws = drawsOf(seed, t);
    const x = truth.map((_, j) => (draws.uniform() < Math.min(0.5, 1 / (j + 1)) ? 1 : 0));
    return { x, y: draws.uniform() < 1 / (1 + Math.exp(-dot(x, truth))) ? 1 : -1 };
  };
  const loss = (t: number, w: readonly number[]) => {
    const { x, y } = item(t);
    return Math.log(1 + Math.exp(-y * dot(x, w)));
  };
  let total = 0;
  return {
    start: Array(100).fill(0),
    loss,
    gradient: (t, w) => {
      const { x, y } = item(t);
      const share = -y / (1 + Math.exp(y * dot(x, w)));
      return x.map((value) => share * value);
    },
    columns: (t, w) => {
      total += loss(t, w);
      const rare = truth.slice(50).reduce((sum, value, j) => sum + Math.abs(w[50 + j]! - value), 0);
      return { averageLoss: total / (t + 1), rareError: rare / 50 };
    },
  };
}

/** Each as made for a seed, with the settings that the test gives the module. */
export const SEQUENCES: [id: string, settings: object, lr: number, make: (seed: number) => Rebuilt][] = [
  ['reddi', {}, 0.1, () => lines(1, (t) => (t % 3 === 0 ? 3 : -1))],
  ['reddi', { c: 5, period: 4, start: [0.5] }, 0.1, () => lines(0.5, (t) => (t % 4 === 0 ? 5 : -1))],
  ['reddi', { bounded: false }, 0.1, () => lines(1, (t) => (t % 3 === 0 ? 3 : -1), false)],
  ['reddi_online', {}, 1e-3, () => lines(0, (t) => (t % 101 === 0 ? 1010 : -10))],
  ['reddi_stochastic', {}, 1e-3, (seed) => lines(0, (t) => (drawsOf(seed, t).uniform() < 0.01 ? 1010 : -10))],
  ['reddi_stochastic', { p: 0.3 }, 1e-5, (seed) => lines(0, (t) => (drawsOf(seed, t).uniform() < 0.3 ? 1010 : -10))],
  ['hinton_rprop', {}, 0.1, () => hinton(0.1, 10)],
  ['hinton_rprop', { gradient: -2, period: 3, start: [1] }, 0.1, () => ({ ...hinton(-2, 3), start: [1] })],
  [
    'scale_change',
    {},
    1e-4,
    (seed) => change({ start: 10, at: 200, scale: 1000, sigmaBefore: 0, sigmaAfter: 0 }, seed),
  ],
  [
    'noise_change',
    { at: 100 },
    1e-2,
    (seed) => change({ start: 0, at: 100, scale: 1, sigmaBefore: 100, sigmaAfter: 0.1 }, seed),
  ],
  [
    'noise_change',
    {},
    1e-2,
    (seed) => change({ start: 0, at: 1000, scale: 1, sigmaBefore: 100, sigmaAfter: 0.1 }, seed),
  ],
  [
    'change_point',
    { at: 50, target: -2, scale: 3 },
    1e-2,
    (seed) => change({ start: 0, at: 50, scale: 3, sigmaBefore: 1, sigmaAfter: 1, target: -2 }, seed),
  ],
  ['noisy_quadratic_100', {}, 1e-2, (seed) => quadratic100(seed, 1)],
  ['noisy_quadratic_100', { batch: 4, random: false }, 1e-2, (seed) => quadratic100(seed, 4, false)],
  ['pure_noise', {}, 1e-2, pureNoise],
  ['decay_noise', {}, 1e-2, (seed) => drawn([1, 1], [0.1, 10], seed)],
  ['sparse_logistic', {}, 0.1, sparseLogistic],
];

function hinton(g: number, period: number): Rebuilt {
  const slope = (t: number) => ((t + 1) % period === 0 ? -g * (period - 1) : g);
  return { start: [0], loss: (t, [x]) => slope(t) * x!, gradient: (t) => [slope(t)] };
}
