import { catalog } from '../core/catalog-data.ts';
import { type Config, type LaneConfig, normalize } from '../core/config.ts';
import { SidestepError } from '../core/failure.ts';
import { raceChecksum } from '../core/hash.ts';
import { labelOf } from '../core/lane-name.ts';
import { formatLink, parseLink } from '../core/link.ts';
import { isHarmless, quoted } from '../core/notices.ts';
import { runAll } from '../run/queue.ts';
import { type Run, runnerOf } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import { Host } from '../worker/host.ts';
import { type Fetch, sourceOf } from '../worker/source.ts';

/** What differs between browsers and Node. */
export interface Platform {
  /** Makes the module of a host. */
  start(host: Host): Promise<void>;
  /** Reads a file of the data folder. */
  read: Fetch;
  /** The address of a folder. Throws where it is none. */
  folder(path: string): URL;
}

/** What may be raced: a link, or a config of which what is left out is default. */
export type RaceInput = string | Config | Record<string, unknown>;

/** A file, as browsers and Node have it. */
export interface FileLike {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface RaceOptions {
  /** Record a row each so many steps; the first and the last are always there. Default: so that there are at most 20,000. */
  every?: number;
  /** The folder of packed datasets, for problems that learn from one: its address, in Node a path, too. */
  data?: string | { readonly href: string };
  /** Reads a file of that folder. Default: `fetch`; in Node, files are read, too. */
  read?: (url: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Files of one's own, for a race that learns from them (`data=own`). */
  files?: readonly FileLike[];
  /** Hears of the steps done, 0 to `steps` times the number of lanes. */
  onProgress?: (done: number, total: number) => void;
  /** An AbortSignal; it ends the race early, which then rejects with the signal's reason. */
  signal?: { throwIfAborted(): void };
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

export interface Races {
  /**
   * Runs a race to its end, in slices of a few milliseconds.
   * @throws SidestepError `{code, at, message}` where the input does not make a race, or its data cannot be had.
   */
  race(input: RaceInput, options?: RaceOptions): Promise<RaceResult>;
  /**
   * Replays a link that carries a checksum.
   * @returns whether it still comes to that, and what it comes to.
   * @throws SidestepError with code `no-checksum` where the link carries none.
   */
  verify(input: string, options?: RaceOptions): Promise<Verdict>;
}

export interface Verdict {
  ok: boolean;
  checksum: string;
  expected: string;
}

export function racesOn(platform: Platform): Races {
  async function race(input: RaceInput, options: RaceOptions = {}): Promise<RaceResult> {
    const { every, data, read = platform.read, files = [], onProgress, signal } = options;
    const its = config(input);
    const folder = (): URL => {
      if (data === undefined) throw fail('no-data', 'data', 'say where the packed datasets are: { data: address }');
      return platform.folder(typeof data === 'string' ? data : data.href);
    };
    const source = sourceOf(its, catalog, folder, files as readonly File[]);
    const host = new Host(undefined, read, platform.read);
    await platform.start(host);
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

  async function verify(input: string, options?: RaceOptions): Promise<Verdict> {
    const { checksum: expected } = parseLink(input, catalog);
    if (!expected) throw fail('no-checksum', 'checksum', 'the link carries none');
    const { checksum } = await race(input, options);
    return { ok: checksum === expected, checksum, expected };
  }

  return { race, verify };
}

/** A folder's address with a slash at its end, seen from `base`. */
export function folderAt(path: string, base?: string | URL): URL {
  try {
    return new URL(path.replace(/\/*$/, '/'), base);
  } catch {
    throw fail('wrong-type', 'data', `is no address of a folder: ${quoted(path)}`);
  }
}

function resultOf({ status, step, hashes, trace }: Run, lane: LaneConfig): LaneResult {
  const columns = Object.fromEntries(trace.columns.map((name) => [name, trace.column(name).slice()]));
  const ended = status === 'diverged' ? 'diverged' : 'finished';
  return { ...labelOf(lane), status: ended, step, checksum: hashes!.params, trace: columns };
}
