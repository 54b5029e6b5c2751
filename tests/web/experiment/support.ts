import { type Metric, type Outcome, type Sample, sampleOf } from '../../../web/src/experiment/sample.ts';

/** Two lanes on the same ten seeds, the first ahead on eight of them, with one tie. */
export const X = [0.31, 0.12, 0.55, 0.08, 0.42, 0.27, 0.19, 0.93, 0.36, 0.24];
export const Y = [0.4, 0.22, 0.51, 0.3, 0.61, 0.29, 0.35, 1.2, 0.36, 0.45];

/** Runs on seeds 100, 101, … with these values; ∞ (a loss) and null: the run diverged. */
export const runsOf = (values: readonly (number | null)[], metric: Metric = 'loss', cell = 0): Outcome[] =>
  values.map((value, i) => {
    const diverged = value === null || value === Infinity;
    const status = diverged && (metric === 'loss' || metric === 'accuracy') ? 'diverged' : 'finished';
    const run: Outcome = { cell, seed: 100 + i, status, final: { loss: 1 } };
    if (metric === 'loss' || metric === 'accuracy') return { ...run, final: { [metric]: value } };
    return { ...run, reached: diverged ? null : { step: value, millis: value } };
  });

export const sample = (values: readonly (number | null)[], metric: Metric = 'loss'): Sample =>
  sampleOf(runsOf(values, metric), metric);
