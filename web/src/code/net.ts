// A network in Python: data, layers, start, loss and its gradient by backpropagation.
import type { Problem } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { layersOf } from './layers.ts';
import type { Objective } from './objective.ts';
import { partOf } from './parts.ts';
import { constantsOf } from './piece.ts';

/** What a word of a layer says. */
function wordText(word: string): string {
  if (word === 'sequence') return 'sequence=True';
  return /^(?:same|valid)$/.test(word) ? `padding="${word}"` : `activation="${word}"`;
}

const className = (text: string): string => /^class (\w+)/m.exec(text)![1]!;

export function netOf(problem: Problem, { problem: config, batch, seed }: Config): Objective {
  const layers = layersOf(String(config.net));
  const activations = layers.flatMap(({ named }) => named);
  const settings = {
    shuffle: true,
    ...config,
    ...Object.fromEntries(activations.map((word) => [word, true])),
    single: /\(1\)\s*$/.test(String(config.net)),
    symbols: layers[0]?.id === 'embedding',
  };
  const classes = new Map([...new Set(layers.map(({ id }) => id))].map((id) => [id, partOf(`layers/${id}`, settings)]));
  const calls = layers.map(({ id, numbers, named }, place) => {
    const text = classes.get(id)!;
    const given = [...numbers, ...named.map(wordText), ...(text.includes('place') ? [`place=${place}`] : [])];
    return `${className(text)}(${given.join(', ')})`;
  });
  const data = partOf(`problems/${problem.id}`, settings);
  const texts = [...classes.values()];
  const needs = (part: string, sign: RegExp): string[] =>
    texts.some((text) => sign.test(text)) ? [partOf(`parts/${part}`, settings)] : [];
  const blocks = [
    ...needs('draws', /draws_of\(/),
    data,
    'inputs, targets = make_data()\ninputs = inputs.astype(np.float32)',
    partOf('parts/batches', settings),
    partOf('parts/init', settings),
    ...needs('windows', /windows_of\(/),
    ...needs('plain', /\(Plain\)/),
    ...needs('recurrent', /\(Recurrent\)/),
    ...texts,
    partOf('parts/network', settings),
    [
      'net = network(',
      '    inputs.shape[1:],',
      ...calls.map((call) => `    ${call},`),
      ')',
      'random = Pcg32(seed, 1)',
      'tensors = [tensor for layer in net for tensor in layer.start(random)]',
      'start = np.concatenate([tensor.ravel() for tensor in tensors]).astype(np.float32)',
      'shapes = [shape for layer in net for shape in layer.shapes]',
    ].join('\n'),
  ];
  const values = { batch, ...config, seed };
  const ids = ['batch', ...problem.fields.map(({ id }) => id)].filter((id, i, all) => all.indexOf(id) === i);
  return { constants: constantsOf(ids, values, blocks.join('\n')), blocks, single: true, stepped: true };
}
