// A race as a program for a framework that has its rules.
import { type Catalog, optimizerOf, problemOf } from '../core/catalog.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { nameOf } from '../core/lane-name.ts';
import { type Difference, differencesOf, optimizerText } from './framework.ts';
import { TRAINERS } from './libraries.ts';
import { imported, PRINTED, STANDARD } from './numpy.ts';
import { nets, partOf } from './parts.ts';
import type { Options } from './program.ts';
import { pruned } from './prune.ts';
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
  const problem = problemOf(catalog, config.problem.id)!;
  const hasNet = config.problem.net !== undefined;
  const { start, constants, blocks } = hasNet
    ? { start: undefined, ...nets().frameworkNet(id, problem, config, catalog) }
    : surfaceOf(problem, config.problem, trainer);
  const lanes = lanesFor(id, config, catalog, options.lane);
  const same = lanes.filter(({ differences }) => differences.length === 0);
  const calls = same.map(({ lane }) => {
    const label = nameOf(lane) || optimizerOf(catalog, lane.optimizer)!.name;
    return `    (${JSON.stringify(label)}, ${trainer.lane(optimizerText(id, lane, trainer.given))}),`;
  });
  const pieces = [
    [
      ...(start ? [`start = ${start}`] : []),
      `steps = ${config.steps}`,
      ...(hasNet ? [`seed = ${config.seed}`] : []),
      ...constants,
    ].join('\n'),
    ...(hasNet ? [partOf('parts/random')] : []),
    ...blocks,
    ...(hasNet ? [] : [trainer.train]),
    ['lanes = [', ...calls, ']', 'results = [(lane, *fit(optimizer)) for lane, optimizer in lanes]', PRINTED].join(
      '\n',
    ),
  ];
  const code = pruned(pieces.join('\n\n\n'));
  return [
    `# ${options.link}`,
    ...commentsOf(name, lanes, catalog),
    ...imported(STANDARD, code),
    '',
    ...imported(['numpy as np', ...trainer.imports], code),
    '',
    ...(trainer.begin.length > 0 && !hasNet ? [...trainer.begin, ''] : []),
    code,
    '',
  ].join('\n');
}
