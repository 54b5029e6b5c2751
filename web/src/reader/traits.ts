import type { Problem } from '../core/catalog.ts';

/** What a problem is like, told by its fields rather than by its name. */

const has = (problem: Problem, id: string): boolean => problem.fields.some((field) => field.id === id);

/** It learns from a dataset: a step takes a thousand times as long as one on a surface. */
export const hasData = (problem: Problem): boolean => has(problem, 'data');

/** It is tested on unseen data now and then. */
export const isTested = (problem: Problem): boolean => has(problem, 'evaluate');

/** It goes through its data in epochs. */
export const hasEpochs = (problem: Problem): boolean => has(problem, 'train');

export const isSurface = (problem: Problem): boolean => problem.kind === 'surface';
