/**
 * The races of Sidestep as a library, for browsers and Node.
 *
 * ```js
 * import { race } from 'sidestep-race';
 * const { checksum, lanes } = await race('#v=1&p=rosenbrock&o=adam,lr=.05&steps=200');
 * console.log(lanes[0].trace.loss.at(-1), checksum);
 * ```
 *
 * @packageDocumentation
 */
import { catalog } from '../core/catalog-data.ts';
import { type Config, type LaneConfig, normalize } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { labelOf } from '../core/lane-name.ts';
import { formatLink, parseLink } from '../core/link.ts';
import { SidestepError } from '../core/module.ts';
import { isHarmless } from '../core/notices.ts';
import { runAll } from '../run/queue.ts';
import { type Run, runnerOf } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import { Host } from '../worker/host.ts';
import { type Fetch, fetchBytes, sourceOf } from '../worker/source.ts';

export type { Catalog, Dataset, Field, Optimizer, Problem, Text, Value } from '../core/catalog.ts';
export type { Config, LaneConfig, Notice, ProblemConfig } from '../core/config.ts';
export type { Failure } from '../core/module.ts';
export { SidestepError } from '../core/module.ts';

/** Everything that can be chosen: optimizers, problems, datasets, and the fields of each with symbol, default and range. */
export { catalog };

/** What may be raced: a link, or a config of which what is left out is default. */
export type RaceInput = string | Config | Record<string, unknown>;

export interface RaceOptions {
  /** Record a row each so many steps; the first and the last are always there. Default: so that there are at most 20,000. */
  every?: number;
  /** The address of the folder of packed datasets, for problems that learn from one. In Node, `read` reads it. */
  data?: string | URL;
  /** Reads a file of that folder. Default: `fetch`. */
  read?: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Files of one's own, for a race that learns from them (`data=own`). */
  files?: readonly File[];
  /** Hears of the steps done, 0 to `steps` times the number of lanes. */
  onProgress?: (done: number, total: number) => void;
  /** Ends the race early: it then rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface LaneResult {
  optimizer: string;
  /** What the config calls it, where it does. */
  name?: string;
  status: 'finished' | 'diverged';
  /** The last step. */
  step: number;
  /** The hash of the final parameters. */
  checksum: string;
  /** What was recorded, a column of float64 each: `step`, `loss`, `gradNorm`, `evaluations`, `accuracy`, and of small problems `x0`, `x1`, … */
  trace: Record<string, Float64Array>;
}

export interface RaceResult {
  /** With every field filled in. */
  config: Config;
  /** Replays the race bit for bit; it carries the checksum. */
  link: string;
  /** Of the whole race: equal configs have equal ones, in every browser and in Node. */
  checksum: string;
  lanes: LaneResult[];
}

/** Milliseconds of one slice: between two of them whoever called may draw and hear. */
const SLICE_MILLIS = 12;

const fail = (code: string, at: string, message: string): SidestepError => new SidestepError({ code, at, message });

/**
 * The whole config of a link or of a partial config.
 * @throws SidestepError that names the first wrong field.
 */
export function config(input: RaceInput): Config {
  const { config, notices } = typeof input === 'string' ? parseLink(input, catalog) : normalize(input, catalog);
  const wrong = notices.find((notice) => !isHarmless(notice));
  if (wrong) throw new SidestepError(wrong);
  if (!config) throw fail('usage', 'link', 'is empty');
  return config;
}

/** The link of a config, from its `#` on; with a checksum it can be verified. */
export const link = (input: RaceInput, checksum?: string): string => formatLink(config(input), catalog, checksum);

/**
 * Runs a race to its end, in slices of a few milliseconds.
 * @throws SidestepError `{code, at, message}` where the input does not make a race, or its data cannot be had.
 */
export async function race(input: RaceInput, options: RaceOptions = {}): Promise<RaceResult> {
  const { every, data, read = fetchBytes as Fetch, files, onProgress, signal } = options;
  const its = config(input);
  const host = new Host(undefined, read);
  await host.init(null);
  const source = sourceOf(its, catalog, () => dataFolder(data), files);
  if (source) await host.load(source);
  const total = its.steps * its.lanes.length;
  const between = async (done: number) => {
    signal?.throwIfAborted();
    onProgress?.(done, total);
    await new Promise((resolve) => setTimeout(resolve));
  };
  const specs = its.lanes.map((lane) => runSpec(its, lane, { every }));
  const runs = await runAll(specs, [runnerOf(host)], { useData: source !== null, millis: SLICE_MILLIS, between });
  const lanes = runs.map((run, i) => resultOf(run, its.lanes[i]!));
  const checksum = raceChecksum(lanes.map((lane) => lane.checksum));
  return { config: its, link: formatLink(its, catalog, checksum), checksum, lanes };
}

/**
 * Replays a link that carries a checksum.
 * @returns whether it still comes to that, and what it comes to.
 * @throws SidestepError with code `no-checksum` where the link carries none.
 */
export async function verify(
  input: string,
  options?: RaceOptions,
): Promise<{ ok: boolean; checksum: string; expected: string }> {
  const { checksum: expected } = parseLink(input, catalog);
  if (!expected) throw fail('no-checksum', 'checksum', 'the link carries none');
  const { checksum } = await race(input, options);
  return { ok: checksum === expected, checksum, expected };
}

function resultOf({ status, step, hashes, trace }: Run, lane: LaneConfig): LaneResult {
  const columns = Object.fromEntries(trace.columns.map((name) => [name, trace.column(name).slice()]));
  const ended = status === 'diverged' ? 'diverged' : 'finished';
  return { ...labelOf(lane), status: ended, step, checksum: hashes!.params, trace: columns };
}

function dataFolder(data: string | URL | undefined): URL {
  if (data === undefined) throw fail('no-data', 'problem.data', 'say where the packed datasets are: { data: address }');
  return new URL(`${data}`.replace(/\/*$/, '/'), globalThis.document?.baseURI);
}
