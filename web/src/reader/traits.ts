import type { Problem } from '../core/catalog.ts';
import type { ProblemConfig } from '../core/config.ts';
import { readReference } from '../core/own.ts';

/** What a problem is like, told by its fields rather than by its name. */

const has = (problem: Problem, id: string): boolean => problem.fields.some((field) => field.id === id);

/** It learns from a dataset: a step takes a thousand times as long as one on a surface. */
export const hasData = (problem: Problem): boolean => has(problem, 'data');

/** It trains a network. */
export const hasNetwork = (problem: Problem): boolean => has(problem, 'net');

/** It is tested on unseen data now and then. */
export const isTested = (problem: Problem): boolean => has(problem, 'evaluate');

/** It goes through its data in epochs. */
export const hasEpochs = (problem: Problem): boolean => has(problem, 'train');

/** The network tells a number of each item, as in regression. */
export const tellsNumbers = (problem: Problem, { file }: ProblemConfig): boolean =>
  problem.classes === 0 || readReference(`${file}`)?.numbers === true;

export const isSurface = (problem: Problem): boolean => problem.kind === 'surface';
