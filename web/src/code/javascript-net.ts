// A network for a library of JavaScript: data, batches and first parameters are those of the race.
import type { Catalog, Problem, Value } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { networkOf } from './framework-net.ts';
import { layerTexts } from './layer-texts.ts';
import type { First } from './layers.ts';
import { partOf, partsIn } from './parts.ts';
import { pruned } from './prune.ts';

const written = (value: Value | undefined): string => JSON.stringify(value ?? null);

/** A tensor of the first parameters, with its shape. */
function firstText({ draw, given = [], fill, shape }: First): string {
  const list = written(shape).replaceAll(',', ', ');
  const count = shape.reduce((a, b) => a * b, 1);
  const values: Readonly<Record<string, string>> = {
    weights: `weights(random, ${given.join(', ')}, ${list})`,
    normal: `random.normals(${count})`,
    narrow: `random.uniforms(${count}).map((u) => (2 * u - 1) * 0.05)`,
    orthonormal: `orthonormal(random, ${shape.join(', ')})`,
    opened: `[0, 1, 0, 0].flatMap((x) => full([${shape[0]! / 4}], x))`,
  };
  return `  [${draw ? values[draw] : `full(${list}, ${fill})`}, ${list}],`;
}

/** The program from its constants to its function `fit(lane, optimizer)`. */
export function javascriptNet(
  library: string,
  problem: Problem,
  config: Config,
  catalog: Catalog,
  lanes: string,
): string {
  const { net, settings, values, ids } = networkOf(problem, config, catalog);
  const { steps } = layerTexts(library, net, written);
  const first = net[0]!;
  const words = Number(first.values.table);
  const blocks = [
    partOf(`${library}/parts/random.js`),
    partOf(`${library}/problems/${problem.id}.js`, settings),
    [
      `const shape = ${written(settings.symbols ? [first.output[0]!] : first.input).replaceAll(',', ', ')};`,
      'const [items, targets] = await makeData();',
      settings.symbols
        ? `const symbols = items.map((x) => Math.min(Math.max(Math.floor(x + 0.5), 0), ${words - 1}));\nconst inputs = tf.tensor(symbols, [targets.length, ...shape], 'int32');`
        : 'const inputs = tf.tensor(items, [targets.length, ...shape]);',
    ].join('\n'),
    [
      '// The first parameters of the race.',
      'const random = new Pcg32(seed, 1);',
      'const start = [',
      ...net.flatMap(({ start }) => start.map(firstText)),
      '];',
    ].join('\n'),
    ['function outputsOf(w, x, t) {', ...steps.map((step) => `  x = ${step};`), '  return x;', '}'].join('\n'),
    ...partsIn(library, settings),
    lanes,
  ];
  const code = pruned(blocks.join('\n\n'), /\n\n(?=\S)/).replaceAll('\n\n\n', '\n\n');
  const constants = ids
    .filter((id) => !Array.isArray(values[id]) && new RegExp(`\\b${id}\\b`).test(code))
    .map((id) => `const ${id} = ${written(values[id])};`);
  return [`const steps = ${config.steps};`, `const seed = ${config.seed};`, ...constants, '', code].join('\n');
}
