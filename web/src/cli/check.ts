import { type Catalog, problemOf } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { formatLink } from '../core/link.ts';
import { type Checked, checkClaims, configOf, isExperiment, type Preset } from '../core/preset.ts';
import { millisOf } from '../experiment/cost.ts';
import { jobCount } from '../experiment/jobs.ts';
import type { Line } from '../experiment/line.ts';
import { formatExperiment } from '../experiment/link.ts';
import { checkExperiment, experimentOf } from '../experiment/preset.ts';
import { type ExperimentRecord, linesOf, recordOf, runsOf } from '../experiment/record.ts';
import { whole } from '../experiment/resample.ts';
import { sweepWhole } from '../experiment/sweep.ts';
import { runAll } from '../run/queue.ts';
import { type Run, type RunView, runnerOf } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import { Host } from '../worker/host.ts';
import { type Fetch, sourceOf } from '../worker/source.ts';

export interface Outcome {
  preset: Preset;
  /** What replays the race. */
  link: string;
  checked: Checked[];
  checksum: string;
  /** Of a race that takes long: a few rows of each lane, for a picture. */
  curves?: Record<string, (number | null)[]>[];
  /** Of an experiment: its runs. */
  record?: ExperimentRecord;
}

/** Sequences take many times as long as a guess says that is made of steps and items. */
const readsSequences = ({ problem }: Config): boolean => (problemOf(catalog, problem.id)?.shape?.length ?? 0) > 1;

/** So do windows that slide over images. */
const slidesWindows = ({ problem }: Config): boolean => /\bconv\(/.test(String(problem.net));

/** Experiments that take longer are made when somebody asks for it, and kept (docs/experiments.json). */
const QUICK_MILLIS = 5000;

/** Whether an experiment is made anew whenever it is checked. */
export function isQuick(preset: Preset, catalog: Catalog): boolean {
  const experiment = experimentOf(preset, catalog);
  const millis = millisOf(experiment.config, jobCount(experiment, catalog), catalog);
  return millis <= QUICK_MILLIS && !readsSequences(experiment.config) && !slidesWindows(experiment.config);
}

/** Runs a race to its end, in a host that has the data, every row kept. Rejects where a lane cannot be made. */
export const lanesOf = (config: Config, host: Host, useData = false): Promise<Run[]> =>
  runAll(
    config.lanes.map((lane) => runSpec(config, lane, { every: 1 })),
    [runnerOf(host)],
    { useData },
  );

const SHOWN = ['step', 'loss', 'accuracy'];
const MOST_ROWS = 120;

/** What a small picture needs of a lane: some of its rows, among them all that were tested. */
function curvesOf({ trace }: RunView): Record<string, (number | null)[]> {
  const every = Math.ceil(trace.length / MOST_ROWS);
  const tested = trace.column('accuracy');
  const rows = [...trace.column('step').keys()].filter(
    (row) => row % every === 0 || row === trace.length - 1 || Number.isFinite(tested[row]),
  );
  const short = (x: number): number | null => (Number.isFinite(x) ? Number(x.toPrecision(4)) : null);
  return Object.fromEntries(
    SHOWN.filter((name) => trace.columns.includes(name)).map((name) => {
      const values = trace.column(name);
      return [name, rows.map((row) => short(values[row]!))];
    }),
  );
}

/**
 * Runs a preset's race to its end and checks what it claims. Rejects where a lane cannot be made or a claim makes no sense. `see` is
 * shown what the lanes recorded, which is then forgotten.
 */
export async function checkPreset(
  preset: Preset,
  catalog: Catalog,
  host: Host,
  dataUrl: URL,
  see: (lanes: readonly RunView[]) => void = () => {},
): Promise<Outcome> {
  const config = configOf(preset, catalog);
  const source = sourceOf(config, catalog, () => dataUrl);
  if (source) await host.load(source);
  const lanes = await lanesOf(config, host, source !== null);
  see(lanes);
  const link = formatLink(config, catalog);
  const checksum = raceChecksum(lanes.map(({ hashes }) => hashes!.params));
  const slow = source !== null || readsSequences(config);
  return {
    preset,
    link,
    checked: checkClaims(preset, config, lanes),
    checksum,
    ...(slow && { curves: lanes.map(curvesOf) }),
  };
}

/** All runs of a preset's experiment. */
export async function sweepPreset(preset: Preset, catalog: Catalog, host: Host, dataUrl: URL): Promise<Line[]> {
  const experiment = experimentOf(preset, catalog);
  return sweepWhole(experiment, catalog, {
    hosts: [runnerOf(host)],
    source: (config) => sourceOf(config, catalog, () => dataUrl),
  });
}

/** Checks what an experiment claims against its runs. */
export function checkLines(preset: Preset, catalog: Catalog, lines: readonly Line[]): Outcome {
  const experiment = experimentOf(preset, catalog);
  const record = recordOf(experiment, lines, catalog);
  const { link, checksum } = record;
  return {
    preset,
    link,
    checked: whole(checkExperiment(preset, runsOf(lines, experiment, catalog))),
    checksum,
    record,
  };
}

/** The same from what was kept of it. Throws where that is of another experiment. */
export function checkRecord(preset: Preset, catalog: Catalog, record: ExperimentRecord | undefined): Outcome {
  const experiment = experimentOf(preset, catalog);
  const link = formatExperiment(experiment, catalog);
  if (record?.link !== link)
    throw new Error(`${preset.id} has not been made as it stands: npm run claims -- --all makes ${link}`);
  return checkLines(preset, catalog, linesOf(record, experiment, catalog));
}

/** Makes an experiment that takes long, or gives what was kept of it. */
export type Slow = (preset: Preset, link: string) => Promise<readonly Line[] | ExperimentRecord | undefined>;

/** The same for all presets, one after another. */
export async function report(
  presets: readonly Preset[],
  dataUrl: URL,
  read: Fetch,
  slow: Slow = async () => undefined,
): Promise<Outcome[]> {
  const host = new Host(undefined, read);
  await host.init(null);
  const outcome = async (preset: Preset): Promise<Outcome> => {
    if (!isExperiment(preset, catalog)) return checkPreset(preset, catalog, host, dataUrl);
    if (isQuick(preset, catalog)) return checkLines(preset, catalog, await sweepPreset(preset, catalog, host, dataUrl));
    const made = await slow(preset, formatExperiment(experimentOf(preset, catalog), catalog));
    return Array.isArray(made)
      ? checkLines(preset, catalog, made)
      : checkRecord(preset, catalog, made as ExperimentRecord | undefined);
  };
  const outcomes: Outcome[] = [];
  for (const preset of presets) outcomes.push(await outcome(preset));
  return outcomes;
}
