// A surface in Python: f and its gradient, both from the formula that the catalog prints or the reader typed.
import type { Problem } from '../core/catalog.ts';
import type { ProblemConfig } from '../core/config.ts';
import { derivative } from './derive.ts';
import { contains, type Expression, name, product, replaced, sum } from './expression.ts';
import type { Objective } from './objective.ts';
import { placementOf } from './placement.ts';
import { numpy } from './python.ts';
import { readAssignment, readTex } from './read-tex.ts';
import { readTyped } from './read-typed.ts';
import { snake } from './rule.ts';
import { shared } from './shared.ts';
import { listText } from './values.ts';
import { type Dialect, numberText, Writer } from './write.ts';

/** A number that is computed from itself some times before f is: x ← value, from `first` on. */
interface Recurrence {
  name: string;
  first: Expression;
  value: Expression;
  times: number;
}

export interface Formula {
  f: Expression;
  variables: string[];
  recurrence?: Recurrence;
}

/** What surfaces call their settings, by the letters of formulas. */
function namesOf({ fields }: Problem): Map<string, string> {
  return new Map(
    fields
      .filter(({ id, kind, symbol }) => kind !== 'vector' && id !== 'noise' && symbol)
      .map(({ id, symbol }) => [symbol, snake(id)]),
  );
}

const CONSTANTS = new Set(['pi', 'e']);

/** Free names in the order in which they come. */
function freeNames(x: Expression, bound: ReadonlySet<string>, found: string[] = []): string[] {
  contains(x, (part) => {
    const free = part.is === 'name' && !CONSTANTS.has(part.name) && !bound.has(part.name);
    if (free && !found.includes(part.name)) found.push(part.name);
    return false;
  });
  return found;
}

/** A formula of the catalog: f, then what it needs, each as `x_{t+1}=…` or as a function that is known anyway. */
export function formulaOf(problem: Problem, config: ProblemConfig): Formula {
  if (typeof config.f === 'string') return { f: readTyped(config.f), variables: ['x', 'y'].slice(0, problem.dim) };
  const names = namesOf(problem);
  const [main = '', ...more] = (problem.tex ?? '').split(/,\s*\\q?quad\s*/);
  const read = readTex(main.replace(/^f\(x\)=/, ''), names);
  const rest = more.filter((text) => /^\w_/.test(text)).map((text) => readAssignment(text, names));
  const next = rest.find(({ target }) => target.endsWith('_next'));
  const settings = new Set(names.values());
  if (!next) return { f: read, variables: freeNames(read, settings) };
  const letter = next.target.replace('_next', '');
  const last = freeNames(read, settings).find((text) => /_\d+$/.test(text))!;
  const recurrence = {
    name: letter,
    first: rest.find(({ target }) => target === `${letter}_0`)!.value,
    value: replaced(next.value, new Map([[`${letter}_t`, name(letter)]])),
    times: Number(last.split('_')[1]),
  };
  const f = replaced(read, new Map([[last, name(letter)]]));
  return { f, recurrence, variables: freeNames(recurrence.value, new Set([...settings, letter])) };
}

/** NumPy's functions also of single numbers: they overflow to infinity, where those of math raise an error. */
const POINTWISE: Dialect = {
  ...numpy(false),
  choice: (when, then, otherwise) => `${then.text} if ${when} else ${otherwise.text}`,
};

/** What a surface is written for. */
export interface Library {
  /** A list of numbers as an array. */
  array(list: string): string;
  dialect: Dialect;
  /** It differentiates by itself, so that no gradient is written. */
  derives: boolean;
}

const HERE: Library = { array: (list) => `np.array(${list})`, dialect: POINTWISE, derives: false };

export function surfaceOf(problem: Problem, config: ProblemConfig, library = HERE): Objective {
  const formula = formulaOf(problem, config);
  const { variables, recurrence } = formula;
  const writer = new Writer(library.dialect, (text) => variables.includes(text) || text === recurrence?.name);
  const placed = placementOf(problem, config, library);
  const point = variables.includes('w') ? 'point' : 'w';
  const at = placed ? placed.at(point) : point;
  const taken = (place: number): string => `${/ /.test(at) ? `(${at})` : at}[${place}]`;
  const several = library.derives ? variables.map((_, i) => taken(i)).join(', ') : at;
  const unpack = `    ${variables.join(', ')} = ${variables.length === 1 ? taken(0) : several}`;
  const loss = [
    `def loss(${point}):`,
    unpack,
    ...repeated(recurrence, writer, library),
    `    return ${writer.text(formula.f)}`,
  ];
  const used = [formula.f, ...(recurrence ? [recurrence.value] : [])];
  const settings = problem.fields.filter(
    ({ id, kind }) => kind !== 'vector' && used.some((x) => freeNames(x, new Set()).includes(snake(id))),
  );
  const slopes = recurrence ? slopesOf(formula, recurrence, writer) : plainSlopes(formula, writer);
  const gradient = [
    `def gradient(${point}):`,
    unpack,
    ...slopes.lines,
    ...returned(placed?.rotated ? 'turn.T @ ' : '', slopes.values),
  ];
  const sigmoid = used.some((x) => contains(x, (part) => part.is === 'call' && part.name === 'sigmoid'));
  return {
    start: library.array(listText(config.start as number[])),
    constants: settings.map(({ id }) => `${snake(id)} = ${numberText(config[id] as number)}`),
    blocks: [
      ...(placed ? [placed.lines.join('\n')] : []),
      ...(sigmoid ? [`def sigmoid(x):\n    return 1 / (1 + ${library.dialect.call('exp', ['-x'], true)})`] : []),
      loss.join('\n'),
      ...(library.derives ? [] : [gradient.join('\n')]),
    ],
    single: false,
    stepped: false,
  };
}

/** The widest line that an array of slopes stands in. */
const WIDE = 100;

function returned(before: string, values: readonly string[]): string[] {
  const line = `    return ${before}np.array([${values.join(', ')}])`;
  if (line.length <= WIDE) return [line];
  return [`    return ${before}np.array([`, ...values.map((value) => `        ${value},`), '    ])'];
}

function repeated(recurrence: Recurrence | undefined, writer: Writer, { array, derives }: Library): string[] {
  if (!recurrence) return [];
  const { name: letter, first, value, times } = recurrence;
  return [
    `    ${letter} = ${derives ? array(writer.text(first)) : writer.text(first)}`,
    `    for _ in range(${times}):`,
    `        ${letter} = ${writer.text(value)}`,
  ];
}

interface Slopes {
  lines: string[];
  values: string[];
}

/** The derivatives of a surface by its variables. */
function plainSlopes({ f, variables }: Formula, writer: Writer): Slopes {
  const slopes = variables.map((variable) => derivative(f, variable));
  const { lines, values } = shared(slopes, writer, new Set(variables));
  return { lines: lines.map((line) => `    ${line}`), values: values.map((value) => writer.text(value)) };
}

/** Forward: beside the number go its derivatives with respect to each variable. */
function slopesOf(
  { f, variables }: Formula,
  { name: letter, first, value, times }: Recurrence,
  writer: Writer,
): Slopes {
  const names = variables.map((variable) => `${letter}_${variable}`);
  const chain = (x: Expression, i: number): Expression =>
    sum(derivative(x, variables[i]!), product(derivative(x, letter), name(names[i]!)));
  const left = [letter, ...names].join(', ');
  return {
    lines: [
      `    # Beside ${letter} go its derivatives: forward-mode differentiation.`,
      `    ${left} = ${[writer.text(first), ...names.map(() => '0.0')].join(', ')}`,
      `    for _ in range(${times}):`,
      `        ${left} = (`,
      ...[value, ...variables.map((_, i) => chain(value, i))].map((x) => `            ${writer.text(x)},`),
      '        )',
      `    slope = ${writer.text(derivative(f, letter))}`,
    ],
    values: names.map((text) => `slope * ${text}`),
  };
}
