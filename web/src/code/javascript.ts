// A race as a program for a library of JavaScript. Of a surface the gradient is written; the rules are the library's.
import { type Catalog, optimizerOf, type Problem, problemOf } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { nameOf } from '../core/lane-name.ts';
import { derivative } from './derive.ts';
import { optimizerText } from './framework.ts';
import { commentsOf, lanesFor } from './framework-program.ts';
import { nets } from './parts.ts';
import type { Options } from './program.ts';
import { shared } from './shared.ts';
import { formulaOf } from './surface.ts';
import { type Dialect, Writer } from './write.ts';

const DIALECT: Dialect = {
  name: (text) => (text === 'pi' ? 'Math.PI' : text === 'e' ? 'Math.E' : text),
  call: (name, of) =>
    name === 'not' ? `!${of[0]}` : `${name === 'sigmoid' ? name : `Math.${name}`}(${of.join(', ')})`,
  power: (base, exponent) => `${base} ** ${exponent}`,
  choice: (when, then, otherwise) => `${when} ? ${then.text} : ${otherwise.text}`,
  relation: (sign) => ({ '==': '===', '!=': '!==', and: '&&', or: '||' })[sign] ?? sign,
  strict: true,
};

/** Whether the library can have the surface as it lies: a formula without repetition, neither shifted nor turned. */
export const isPlain = ({ problem }: Config, catalog: Catalog): boolean => {
  const described = problemOf(catalog, problem.id)!;
  if (described.kind !== 'surface' || formulaOf(described, problem).recurrence) return false;
  return !problem.rotate && (problem.shift as number[]).every((x) => x === 0);
};

export function javascriptProgram(
  id: string,
  name: string,
  config: Config,
  catalog: Catalog,
  options: Options,
): string {
  const problem = problemOf(catalog, config.problem.id)!;
  const lanes = lanesFor(id, config, catalog, options.lane);
  const same = lanes.filter(({ differences }) => differences.length === 0);
  const results = [
    'const results = [',
    ...same.map(({ lane }) => {
      const label = nameOf(lane) || optimizerOf(catalog, lane.optimizer)!.name;
      return `  fit(${JSON.stringify(label)}, ${optimizerText(id, lane, [])}),`;
    }),
    '];',
    'console.log(JSON.stringify(results));',
  ].join('\n');
  return [
    `// ${options.link}`,
    ...commentsOf(name, lanes, catalog).map((line) => line.replace('#', '//')),
    "import * as tf from '@tensorflow/tfjs';",
    '',
    config.problem.net === undefined
      ? `${surfaceLines(problem, config).join('\n')}\n${results}`
      : nets().javascriptNet(id, problem, config, catalog, results),
    '',
  ].join('\n');
}

/** The program from its constants to its function `fit(lane, optimizer)`, on a surface. */
function surfaceLines(problem: Problem, config: Config): string[] {
  const { f, variables } = formulaOf(problem, config.problem);
  const writer = new Writer(DIALECT, () => false);
  const slopes = shared(
    variables.map((variable) => derivative(f, variable)),
    writer,
    new Set(variables),
  );
  const text = [writer.text(f), ...slopes.lines].join(' ');
  const settings = problem.fields.filter(
    ({ id: field, kind }) => kind === 'real' && new RegExp(`\\b${field}\\b`).test(text),
  );
  const point = `[${variables.join(', ')}]`;
  return [
    `const steps = ${config.steps};`,
    ...settings.map(({ id: field }) => `const ${field} = ${config.problem[field]};`),
    ...(text.includes('sigmoid(') ? ['const sigmoid = (x) => 1 / (1 + Math.exp(-x));'] : []),
    '',
    `const loss = (${point}) => ${writer.text(f)};`,
    `function gradient(${point}) {`,
    ...slopes.lines.map((line) => `  const ${line};`),
    `  return [${slopes.values.map((value) => writer.text(value)).join(', ')}];`,
    '}',
    '',
    '// TensorFlow.js computes in float32.',
    'function fit(lane, optimizer) {',
    `  const w = tf.variable(tf.tensor1d([${(config.problem.start as number[]).join(', ')}]));`,
    '  for (let t = 0; t < steps; t++) {',
    '    const g = tf.tensor1d(gradient(w.dataSync()));',
    '    optimizer.applyGradients({ [w.name]: g });',
    '    g.dispose();',
    '  }',
    '  const params = [...w.dataSync()];',
    '  return { lane, loss: loss(params), params };',
    '}',
    '',
  ];
}
