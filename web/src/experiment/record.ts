import type { Catalog } from '../core/catalog.ts';
import { cellCount, reportedSeeds, type Settings } from './cells.ts';
import type { Runs } from './claimed.ts';
import { grouped } from './grouped.ts';
import { keyOf, type Line } from './line.ts';
import { formatExperiment } from './link.ts';
import { runLinks } from './run-links.ts';
import type { Experiment } from './spec.ts';
import { experimentChecksum } from './sweep.ts';

type Ends = (number | null)[];

/** The runs of one lane of a cell, by ascending seed. */
export interface LaneRecord {
  cell: number;
  lane: number;
  set: Settings;
  checksums: string[];
  /** Their last rows. Left out: what no run has. */
  step: number[];
  loss: Ends;
  accuracy?: Ends;
  testLoss?: Ends;
  trainAccuracy?: Ends;
  /** Which of them diverged. */
  diverged?: number[];
}

/** What an experiment came to, brief enough to be kept beside the sources: its reported runs. */
export interface ExperimentRecord {
  link: string;
  checksum: string;
  lanes: LaneRecord[];
}

const TESTED = ['accuracy', 'testLoss', 'trainAccuracy'] as const;

function testedIn(own: readonly Line[]): Partial<Pick<LaneRecord, (typeof TESTED)[number]>> {
  const columns = TESTED.map((name) => [name, own.map(({ final }) => final[name] ?? null)] as const);
  return Object.fromEntries(columns.filter(([, ends]) => ends.some((end) => end !== null)));
}

export function recordOf(experiment: Experiment, lines: readonly Line[], catalog: Catalog): ExperimentRecord {
  const reported = lines.filter(({ trial }) => trial === undefined);
  const lanes = [...grouped(reported, ({ cell, lane }) => `${cell} ${lane}`).values()].map((own): LaneRecord => {
    const { cell, lane, set } = own[0]!;
    const diverged = [...own.keys()].filter((i) => own[i]!.status === 'diverged');
    return {
      cell,
      lane,
      set,
      checksums: own.map(({ checksum }) => checksum),
      step: own.map(({ final }) => final.step),
      loss: own.map(({ final }) => final.loss),
      ...testedIn(own),
      ...(diverged.length > 0 && { diverged }),
    };
  });
  return { link: formatExperiment(experiment, catalog), checksum: experimentChecksum(reported), lanes };
}

/** The runs of a record, as a sweep writes them. */
export function linesOf({ lanes }: ExperimentRecord, experiment: Experiment, catalog: Catalog): Line[] {
  const seeds = reportedSeeds(experiment);
  const linkOf = runLinks(experiment, catalog);
  return lanes.flatMap(({ cell, lane, set, checksums, diverged, ...ends }) =>
    checksums.map((checksum, i): Line => {
      const seed = seeds[i]!;
      const status = diverged?.includes(i) ? 'diverged' : 'finished';
      const { optimizer } = experiment.config.lanes[lane]!;
      const link = linkOf({ set, lane, seed });
      const [step, loss, accuracy] = [ends.step[i]!, ends.loss[i]!, ends.accuracy?.[i] ?? null];
      const [testLoss, trainAccuracy] = [ends.testLoss?.[i], ends.trainAccuracy?.[i]];
      const tested = { ...(testLoss != null && { testLoss }), ...(trainAccuracy != null && { trainAccuracy }) };
      const final = { step, loss, accuracy, ...tested };
      return { cell, set, seed, lane, optimizer, status, link, checksum, final };
    }),
  );
}

/** Lines of an experiment as what claims are checked against. */
export function runsOf(lines: readonly Line[], experiment: Experiment, catalog: Catalog): Runs {
  const known = new Map(lines.map((line) => [keyOf(line), line]));
  const seeds = reportedSeeds(experiment);
  return {
    experiment,
    catalog,
    cells: cellCount(experiment),
    of: (lane, cell) => seeds.flatMap((seed) => known.get(keyOf({ cell, lane, seed })) ?? []),
  };
}
