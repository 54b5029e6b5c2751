// A network in Python for a library that differentiates by itself: data, batches and first parameters are those of the race.
import type { Catalog, Problem } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { layerTexts, type Texts } from './layer-texts.ts';
import { type First, itemShape, type Placed, placedLayers } from './layers.ts';
import { partOf, partsIn, type Settings } from './parts.ts';
import { constantsOf } from './piece.ts';
import { valueText } from './values.ts';

export interface Network {
  net: Placed[];
  settings: Settings;
  /** What lines of constants may name. */
  values: Settings;
  ids: string[];
}

/** Settings that choose pieces of code. */
const WORDS = new Set(['net', 'loss', 'init']);

/** A network's layers, and what its pieces of code depend on. */
export function networkOf(problem: Problem, { problem: config, batch, seed }: Config, catalog: Catalog): Network {
  const shape = itemShape(problem, config, catalog);
  const net = placedLayers(String(config.net), shape, String(config.init));
  const outputs = net.at(-1)!.output.reduce((a, b) => a * b, 1);
  const settings = {
    shuffle: true,
    ...config,
    single: outputs === 1,
    symbols: net[0]!.id === 'embedding',
    dropout: net.some(({ id }) => id === 'dropout'),
  };
  const ids = ['outputs', 'batch', ...problem.fields.map(({ id }) => id).filter((id) => !WORDS.has(id))];
  return { net, settings, values: { batch, ...config, seed, outputs }, ids: [...new Set(ids)] };
}

function firstText({ draw, given = [], fill, shape }: First): string {
  const list = shape.join(', ');
  if (draw === 'weights') return `weights(random, ${given.join(', ')}, ${tuple(shape)})`;
  if (draw === 'normal') return `random.normals(${list})`;
  if (draw === 'narrow') return `(2 * random.uniforms(${list}) - 1) * 0.05`;
  if (draw === 'orthonormal') return `orthonormal(random, ${list})`;
  if (draw === 'opened') return `np.repeat([0.0, 1.0, 0.0, 0.0], ${shape[0]! / 4})`;
  return `np.${fill ? 'ones' : 'zeros'}(${shape.length === 1 ? list : tuple(shape)})`;
}

const SYMBOLS = (words: number): string =>
  `inputs = np.clip(np.floor(inputs.reshape(len(inputs), -1) + 0.5), 0, ${words - 1}).astype(np.int64)`;

/** Items between two lines, one a line. */
const between = (before: string, items: readonly string[], after: string, indent = ''): string =>
  [`${indent}${before}`, ...items.map((item) => `${indent}    ${item},`), `${indent}${after}`].join('\n');

const tuple = (shape: readonly number[]): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

const IN_ORDER = '    """The parameters in the order of the race, and laid out as there."""';

/** How a library takes its layers: as a list, or as a function of x. */
const NETWORKS: Readonly<Record<string, (texts: Texts, shape: readonly number[]) => string[]>> = {
  pytorch: ({ steps, views }) => [
    `def network():\n${between('return nn.Sequential(', steps, ')', '    ')}`,
    `def tensors_of(net):\n${IN_ORDER}\n${between('return [', views, ']', '    ')}`,
  ],
  keras: ({ steps }, shape) => [
    `def network():\n${between('return keras.Sequential([', [`keras.Input(${tuple(shape)})`, ...steps], '])', '    ')}`,
  ],
  optax: ({ steps }) => [`def outputs_of(w, x, t):\n${steps.map((step) => `    x = ${step}\n`).join('')}    return x`],
};

export interface Written {
  constants: string[];
  blocks: string[];
}

export function frameworkNet(library: string, problem: Problem, config: Config, catalog: Catalog): Written {
  const { net, settings, values, ids } = networkOf(problem, config, catalog);
  const first = net[0]!;
  const shape = settings.symbols ? [first.output[0]!] : first.input;
  const blocks = [
    partOf('parts/draws', settings),
    partOf(`problems/${problem.id}`, settings),
    [
      'inputs, targets = make_data()',
      settings.symbols ? SYMBOLS(Number(first.values.table)) : 'inputs = inputs.astype(np.float32)',
      partOf('parts/targets', settings),
    ].join('\n'),
    partOf('parts/batches', settings),
    partOf('parts/init', settings),
    [
      '# The first parameters of the race.',
      'random = Pcg32(seed, 1)',
      between(
        'start = [',
        net.flatMap(({ start }) => start.map(firstText)),
        ']',
      ),
      'start = [np.asarray(tensor, np.float32) for tensor in start]',
    ].join('\n'),
    ...NETWORKS[library]!(layerTexts(library, net, valueText), shape),
    ...partsIn(library, settings),
  ];
  return { constants: constantsOf(ids, values, blocks.join('\n')), blocks };
}
