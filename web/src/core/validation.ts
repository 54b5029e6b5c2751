import type { ProblemConfig } from './config.ts';
import type { Failure } from './module.ts';

/** What a problem with data to test on may be tested on in its place: items that settings are chosen by. */
export const VALIDATION = { testOn: 'validation' } as const;

/** How many items a validation has of a training set of so many: those after the ones learnt from, as many as would be tested on if there are. */
export const validationItems = ({ train, test }: { train: number; test: number }, items: number): number =>
  Math.max(0, Math.min(test, items - train));

export const noValidation = (items: number): Failure => ({
  code: 'out-of-range',
  at: 'problem.train',
  message: `uses all ${items} training items and leaves none for validation: use fewer`,
});

/** On how many of the training items, the first, a test measures the training accuracy. */
export function trainTested({ testTrain = 0, test, train }: ProblemConfig): number {
  const counts = [testTrain, test, train].filter((count) => typeof count === 'number');
  return Math.min(...counts);
}
