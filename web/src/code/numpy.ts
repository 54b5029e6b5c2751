// A race as a program in NumPy.
import { type Catalog, problemOf } from '../core/catalog.ts';
import type { Config } from '../core/config.ts';
import { type Lane, laneOf } from './lane.ts';
import { partOf } from './parts.ts';
import { objectiveOf } from './problem.ts';
import type { Options } from './program.ts';
import { pruned } from './prune.ts';

export function numpyProgram(config: Config, catalog: Catalog, { lane, link }: Options): string {
  const problem = problemOf(catalog, config.problem.id)!;
  const objective = objectiveOf(problem, config);
  const chosen = lane === undefined ? config.lanes : [config.lanes[lane]!];
  const lanes = chosen.map((one) => laneOf(one, config, catalog, objective));
  const bodies = functionsOf(lanes);
  const parts = [...new Set(lanes.flatMap((one) => one.parts))];
  const random = [...bodies, ...objective.blocks].some((text) => text.includes('Pcg32'));
  // A rule may ask of which tensors w is made.
  const shaped =
    parts.some((text) => text.includes('shapes')) && !objective.blocks.some((text) => text.includes('shapes = '));
  const blocks = [
    [
      ...(objective.start ? [`start = ${objective.start}`] : []),
      `steps = ${config.steps}`,
      ...(random ? [`seed = ${config.seed}`] : []),
      ...objective.constants,
    ].join('\n'),
    ...(random ? [partOf('parts/random')] : []),
    ...objective.blocks,
    ...(shaped ? ['shapes = [start.shape]'] : []),
    ...parts,
    ...bodies,
    output(lanes),
  ];
  const code = pruned(blocks.join('\n\n\n'));
  return [`# ${link}`, ...imported(STANDARD, code), '', 'import numpy as np', '', code, ''].join('\n');
}

/** The modules of Python that programs may use. */
export const STANDARD = ['functools', 'gzip', 'json', 'math', 'sys', 'urllib.request'];

/** The imports of the modules that a program uses: "numpy as np" by its short name. */
export const imported = (modules: readonly string[], code: string): string[] =>
  modules
    .filter((module) => new RegExp(`\\b${module.split(' as ').at(-1)!.replace('.', '\\.')}\\.`).test(code))
    .map((module) => `import ${module}`);

/** Lanes that compute the same way share a function; others of that name are numbered. */
function functionsOf(lanes: Lane[]): string[] {
  const bodies = new Map<string, string>();
  for (const lane of lanes) {
    const taken = [...bodies.values()].filter((text) => text.replace(/_\d+$/, '') === lane.function).length;
    const text = bodies.get(lane.body) ?? (taken === 0 ? lane.function : `${lane.function}_${taken + 1}`);
    bodies.set(lane.body, text);
    lane.function = text;
  }
  return [...bodies].map(([body, text]) => body.replace('def rule(', `def ${text}(`));
}

/** The widest line of a program, but for what cannot be broken. */
const WIDE = 100;

function callLines({ label, function: text, call }: Lane): string[] {
  const line = `    (${JSON.stringify(label)}, *${text}(${call})),`;
  if (line.length <= WIDE) return [line];
  return [`    (${JSON.stringify(label)}, *${text}(`, `        ${call}`, '    )),'];
}

/** What every program in Python prints. */
export const PRINTED =
  'print(json.dumps([{"lane": lane, "loss": value, "params": w.tolist()} for lane, w, value in results]))';

const output = (lanes: readonly Lane[]): string =>
  ['results = [', ...lanes.flatMap(callLines), ']', PRINTED].join('\n');
