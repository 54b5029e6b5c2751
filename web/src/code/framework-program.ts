// A race as a program for a framework that has its rules.
import { type Catalog, optimizerOf, problemOf } from '../core/catalog.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { nameOf } from '../core/lane-name.ts';
import { type Difference, differencesOf, optimizerText } from './framework.ts';
import { TRAINERS } from './libraries.ts';
import { PRINTED } from './numpy.ts';
import type { Options } from './program.ts';
import { surfaceOf } from './surface.ts';

/** The chosen lanes, with what the framework does otherwise. */
export const lanesFor = (
  id: string,
  { lanes, problem }: Config,
  catalog: Catalog,
  lane?: number,
): { lane: LaneConfig; differences: Difference[] }[] =>
  lanes
    .filter((_, i) => (lane ?? i) === i)
    .map((one) => ({
      lane: one,
      differences: differencesOf(
        id,
        optimizerOf(catalog, one.optimizer)!,
        one,
        problem,
        problemOf(catalog, problem.id)!,
      ),
    }));

/** What a difference is called in a comment of a program. */
function said(difference: Difference, lane: LaneConfig, catalog: Catalog): string {
  if ('rule' in difference) return 'has no such rule';
  if ('changes' in difference) return 'has no lane that changes on the way';
  const { field, there } = difference;
  const known = optimizerOf(catalog, lane.optimizer)!.fields.find(({ id }) => id === field);
  return `has ${known?.name.en ?? field} ${there}`;
}

export function commentsOf(name: string, lanes: ReturnType<typeof lanesFor>, catalog: Catalog): string[] {
  return lanes
    .filter(({ differences }) => differences.length > 0)
    .map(({ lane, differences }) => {
      const label = nameOf(lane) || optimizerOf(catalog, lane.optimizer)!.name;
      return `# Not here: ${label}. ${name} ${differences.map((one) => said(one, lane, catalog)).join(', ')}.`;
    });
}

export function frameworkProgram(id: string, name: string, config: Config, catalog: Catalog, options: Options): string {
  const trainer = TRAINERS[id]!;
  const { start, constants, blocks } = surfaceOf(problemOf(catalog, config.problem.id)!, config.problem, trainer);
  const lanes = lanesFor(id, config, catalog, options.lane);
  const same = lanes.filter(({ differences }) => differences.length === 0);
  const calls = same.map(({ lane }) => {
    const label = nameOf(lane) || optimizerOf(catalog, lane.optimizer)!.name;
    return `    (${JSON.stringify(label)}, ${trainer.lane(optimizerText(id, lane, trainer.given))}),`;
  });
  const pieces = [
    [`start = ${start}`, `steps = ${config.steps}`, ...constants].join('\n'),
    ...blocks,
    trainer.train,
    ['lanes = [', ...calls, ']', 'results = [(lane, *train(optimizer)) for lane, optimizer in lanes]', PRINTED].join(
      '\n',
    ),
  ];
  const code = pieces.join('\n\n\n');
  const math = /\bmath\./.test(code) ? ['import math'] : [];
  return [
    `# ${options.link}`,
    ...commentsOf(name, lanes, catalog),
    'import json',
    ...math,
    '',
    ...trainer.imports.map((module) => `import ${module}`),
    '',
    ...(trainer.begin.length > 0 ? [...trainer.begin, ''] : []),
    code,
    '',
  ].join('\n');
}
