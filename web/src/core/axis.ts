/**
 * What may stand in place of a number where an experiment is described, and not one race: so many values `from` one number `to` another,
 * by the field's own scale; these values; or, without a count, where a tuning looks for one.
 */
export type AxisInput = { from: number; to: number; in?: number } | { of: number[] };

/** Parts of a link, and keys of a config, that only an experiment has. */
export const EXPERIMENT_KEYS: readonly string[] = ['seeds', 'tune'];

/** Whether this is meant for an axis, be it a good one or not. */
export const isAxisInput = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && ('of' in value || ('from' in value && 'to' in value));
