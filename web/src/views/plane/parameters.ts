import type { Problem } from '../../core/catalog.ts';
import type { Stage } from '../../reader/stage.ts';

/** Of more parameters two say little. */
const MOST = 12;

/** How many parameters a race has whose rows hold them all. */
export const parametersOf = ({ lanes }: Pick<Stage, 'lanes'>): number =>
  lanes[0]?.trace.columns.filter((name) => /^x\d+$/.test(name)).length ?? 0;

/** Whether there is a loss over two of a race's parameters that is none of its map: of what changes from step to step there is only that of the step. */
export const isPairable = ({ dim, kind }: Pick<Problem, 'dim' | 'kind'>): boolean => dim === 0 && kind !== 'online';

export const hasPair = (stage: Pick<Stage, 'lanes'>): boolean =>
  parametersOf(stage) >= 2 && parametersOf(stage) <= MOST;
