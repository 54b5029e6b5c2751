import type { LaneView } from '../engine/race.ts';
import { troubled } from '../reader/lane-status.ts';
import type { Stage } from '../reader/stage.ts';
import { isSurface } from '../reader/traits.ts';
import { t } from '../toolkit/i18n.ts';
import { columnLabel } from './chart/quantities.ts';

/** Recorded steps that are looked at where each loss is one batch's. */
const WINDOW = 100;
const BLOCKS = 10;
/** Standard errors by which the mean of differences must stand out. */
const CLEAR = 3;

/** Who leads at a step that all have reached, and by what. */
export interface Lead {
  /** Several where they share the best value. */
  lanes: readonly number[];
  /** The column that tells. */
  column: string;
  value: number;
  step: number;
  /** Of so many recorded steps the value is the mean; 1: of that step alone. */
  rows: number;
}

interface Runner {
  index: number;
  trace: LaneView['trace'];
}

/**
 * Who leads, as far as that can be said: by accuracy where it is tested; by the average so far where losses are of other functions
 * at each step; by the loss itself where that is exact; else by the mean of the last losses, where it stands out from their noise.
 * Null where nobody does.
 */
export function leader(stage: Pick<Stage, 'lanes' | 'problem'>): Lead | null {
  const runners = stage.lanes.flatMap((lane, index): Runner[] =>
    troubled(lane) || lane.trace.length === 0 ? [] : [{ index, trace: lane.trace }],
  );
  const columns = runners[0]?.trace.columns ?? [];
  if (stage.lanes.length < 2 || !runners[0]) return null;
  for (const column of ['accuracy', 'r2'])
    if (columns.includes(column)) return byValue(runners, column, stage.lanes.length, -1);
  for (const column of ['averageRegret', 'averageLoss'])
    if (columns.includes(column)) return byValue(runners, column, stage.lanes.length, 1);
  if (isSurface(stage.problem)) return byValue(runners, 'loss', stage.lanes.length, 1);
  return byMean(runners);
}

/** The last step at which each of them has a value. */
function commonStep(runners: readonly Runner[], column: string): number {
  const steps = runners.map(({ trace }) => {
    const values = trace.column(column);
    let row = trace.length - 1;
    while (row >= 0 && Number.isNaN(values[row]!)) row--;
    return row < 0 ? Number.NaN : trace.column('step')[row]!;
  });
  return Math.min(...steps);
}

function byValue(runners: readonly Runner[], column: string, lanes: number, sign: 1 | -1): Lead | null {
  const step = commonStep(runners, column);
  if (Number.isNaN(step)) return null;
  const values = runners.map(({ trace }) => sign * trace.column(column)[trace.indexOfStep(step)]!);
  const best = Math.min(...values.filter((value) => !Number.isNaN(value)));
  const first = runners.filter((_, i) => values[i] === best).map(({ index }) => index);
  // Where all are alike nobody is ahead.
  if (first.length === 0 || first.length === lanes) return null;
  return { lanes: first, column, value: sign * best, step, rows: 1 };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Whether differences are above zero by more than their noise explains. What follows one another is alike: blocks are compared. */
function standsOut(differences: readonly number[]): boolean {
  const size = Math.max(1, Math.ceil(differences.length / BLOCKS));
  const blocks: number[] = [];
  for (let at = 0; at < differences.length; at += size) blocks.push(mean(differences.slice(at, at + size)));
  const middle = mean(blocks);
  const spread = Math.sqrt(mean(blocks.map((value) => (value - middle) ** 2)) / (blocks.length - 1));
  return blocks.length > 1 && middle > 0 && middle > CLEAR * spread;
}

/** All lanes see the same batches, so their losses are compared batch by batch. */
function byMean(runners: readonly Runner[]): Lead | null {
  const step = commonStep(runners, 'loss');
  const [{ trace: first }] = runners as [Runner];
  const end = first.indexOfStep(step) + 1;
  const steps = first.column('step').subarray(Math.max(0, end - WINDOW), end);
  const losses = runners.map(({ trace }) => [...steps].map((at) => trace.column('loss')[trace.indexOfStep(at)]!));
  const means = losses.map(mean);
  const best = means.indexOf(Math.min(...means));
  if (best < 0) return null;
  const clear = losses.every((other, i) => i === best || standsOut(other.map((loss, k) => loss - losses[best]![k]!)));
  return clear
    ? { lanes: [runners[best]!.index], column: 'loss', value: means[best]!, step, rows: steps.length }
    : null;
}

/** What the lead is measured by, in words. */
export const measure = ({ column, rows }: Lead): string =>
  rows > 1 ? t('summary.mean', { n: rows }) : columnLabel(column);
