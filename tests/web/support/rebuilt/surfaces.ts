import { differences, type Rebuilt } from './descend.ts';

type F = (x: number, y: number) => number;

interface Surface {
  f: F;
  start: number[];
  map: [number, number][];
  /** Over which it hardly bends: for differences, and for a step. */
  h?: number;
}

const { sin, cos, exp, sqrt, PI, E } = Math;
const logistic = (x: number) => 1 / (1 + exp(-x));
const square = (half: number): [number, number][] => [
  [-half, half],
  [-half, half],
];

function unit(w: number, b: number): number {
  let x = 0.5;
  for (let t = 0; t < 50; t++) x = w * logistic(x) + b;
  return logistic(x);
}

export const SURFACES: Record<string, Surface> = {
  rosenbrock: {
    f: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    start: [-1.2, 1],
    map: [
      [-2, 2],
      [-1, 3],
    ],
  },
  beale: {
    f: (x, y) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    start: [1, 1.5],
    map: square(4.5),
  },
  himmelblau: { f: (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, start: [0.5, -0.5], map: square(6) },
  ravine: { f: (x, y) => (x * x + 100 * y * y) / 2, start: [-1.5, 0.8], map: square(2) },
  saddle: { f: (x, y) => x * x - y * y + 0.25 * y ** 4, start: [-1, 0.01], map: square(2) },
  quartic1d: { f: (x) => x ** 4 - 16 * x * x + 5 * x, start: [1], map: [[-4, 4]] },
  booth: { f: (x, y) => (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2, start: [-8, 6], map: square(10) },
  styblinski_tang: {
    f: (x, y) => (x ** 4 - 16 * x * x + 5 * x + y ** 4 - 16 * y * y + 5 * y) / 2,
    start: [0.5, 0.5],
    map: square(5),
  },
  three_hump_camel: {
    f: (x, y) => 2 * x * x - 1.05 * x ** 4 + x ** 6 / 6 + x * y + y * y,
    start: [-4, 3],
    map: square(5),
  },
  ackley: {
    f: (x, y) => -20 * exp(-0.2 * sqrt((x * x + y * y) / 2)) - exp((cos(2 * PI * x) + cos(2 * PI * y)) / 2) + E + 20,
    start: [-3.2, 2.4],
    map: square(5),
  },
  rastrigin: {
    f: (x, y) => 20 + x * x - 10 * cos(2 * PI * x) + y * y - 10 * cos(2 * PI * y),
    start: [-3.4, 2.3],
    map: square(5.12),
  },
  goldstein_price: {
    f: (x, y) =>
      (1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y)) *
      (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y)),
    start: [-1.5, 1],
    map: square(2),
  },
  mccormick: {
    f: (x, y) => sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
    start: [3, 3.5],
    map: [
      [-1.5, 4],
      [-3, 4],
    ],
  },
  levy13: {
    f: (x, y) =>
      sin(3 * PI * x) ** 2 + (x - 1) ** 2 * (1 + sin(3 * PI * y) ** 2) + (y - 1) ** 2 * (1 + sin(2 * PI * y) ** 2),
    start: [-4, 5],
    map: square(10),
  },
  easom: {
    f: (x, y) => -cos(x) * cos(y) * exp(-((x - PI) ** 2) - (y - PI) ** 2),
    start: [1.5, 2],
    map: [
      [-2, 8],
      [-2, 8],
    ],
  },
  plateau: { f: (w) => (logistic(w) - 1) ** 2 / 2, start: [-8], map: [[-10, 6]] },
  cliff: {
    f: (w, b) => (unit(w, b) - 0.7) ** 2,
    start: [5.5, -2.5],
    map: [
      [4.5, 6.5],
      [-3.2, -1.8],
    ],
    h: 2e-5,
  },
  monkey_saddle: { f: (x, y) => x ** 3 - 3 * x * y * y, start: [1, 0.02], map: square(1.5) },
  noisy_quadratic: { f: (x, y) => (x * x + (y * y) / 2) / 2, start: [-1.5, 1.5], map: square(2) },
  piecewise_quadratic: {
    f: (x) => (x < 1 ? 12.5 * x * x : x < 2 ? (x * x) / 2 + 24 * x - 12 : 12.5 * x * x - 24 * x + 36),
    start: [3.2],
    map: [[-3, 4]],
  },
  parabola: { f: (x) => (x * x) / 2, start: [1], map: [[-2, 2]] },
  formula: { f: (x, y) => x ** 2 + 3 * y ** 2 + 2 * sin(3 * x) * cos(3 * y), start: [-2.5, 2], map: square(3) },
  formula1d: { f: (x) => x ** 4 - 16 * x ** 2 + 5 * x, start: [1], map: [[-4, 4]] },
};

/** A surface, moved and turned. */
export function surface(
  id: string,
  { rotate = 0, shift = [0, 0] }: { rotate?: number; shift?: number[] } = {},
): Rebuilt {
  const { f, start, map, h = 2e-3 } = SURFACES[id]!;
  const [mx, my] = map.map(([from, to]) => (from + to) / 2) as [number, number];
  const phi = (rotate * PI) / 180;
  const loss = ([x = 0, y = 0]: readonly number[]) => {
    if (map.length === 1) return f(x - shift[0]!, 0);
    const [r, u] = [x - shift[0]! - mx, y - shift[1]! - my];
    return f(mx + r * cos(phi) + u * sin(phi), my + u * cos(phi) - r * sin(phi));
  };
  return { start, loss: (_, w) => loss(w), gradient: (_, w) => differences(loss, w, h) };
}
