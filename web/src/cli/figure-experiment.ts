import type { Catalog } from '../core/catalog.ts';
import { formatExperiment } from '../experiment/link.ts';
import { cellsOf, drawnFrom } from '../experiment/report.ts';
import type { Measure } from '../experiment/sample.ts';
import type { Experiment } from '../experiment/spec.ts';
import { experimentChecksum, sweepWhole } from '../experiment/sweep.ts';
import { laneNames } from '../reader/lane-names.ts';
import { runnerOf } from '../run/run.ts';
import { loadEach } from '../toolkit/i18n.ts';
import { sourceOf } from '../worker/source.ts';
import { type RunOptions, startHosts } from './run.ts';
import { reportWords, svgOf } from './svg.ts';

/** The picture of an experiment, once all of its runs have been made. */
export interface Picture {
  svg: string;
  caption: string;
  origin: { link: string; checksum: string };
}

/** Makes all runs of an experiment and draws what they come to, as `report` does. */
export async function pictureOf(
  experiment: Experiment,
  catalog: Catalog,
  { page, width, ...options }: Pick<RunOptions, 'dataUrl' | 'read' | 'files'> & { page: string; width: number },
): Promise<Picture> {
  const { config } = experiment;
  const hosts = await startHosts(config, catalog, { ...options, workers: 1 });
  const lines = await sweepWhole(experiment, catalog, {
    hosts: hosts.map(runnerOf),
    source: (its) => sourceOf(its, catalog, () => options.dataUrl, options.files),
  });
  await loadEach(reportWords);
  const reported = lines.filter(({ trial }) => trial === undefined);
  const tested = reported.some(({ final }) => final.accuracy !== null);
  const asked = { metric: (tested ? 'accuracy' : 'loss') as Measure, seed: drawnFrom(reported) };
  const checksum = experimentChecksum(lines);
  const link = `${page}${formatExperiment(experiment, catalog, checksum)}`;
  const svg = svgOf(cellsOf(lines), asked, catalog, { link, names: laneNames({ config, catalog }), width });
  return { svg, caption: /<title>([^<]*)/.exec(svg)![1]!, origin: { link, checksum } };
}
