import { catalog } from '../core/catalog-data.ts';
import { turnsOf } from '../core/changes.ts';
import type { LaneConfig } from '../core/config.ts';
import { raceChecksum } from '../core/hash.ts';
import { labelOf } from '../core/lane-name.ts';
import { formatLink, parseLink } from '../core/link.ts';
import { quoted } from '../core/notices.ts';
import { columnsOf } from '../core/trace.ts';
import { runAll } from '../run/queue.ts';
import { type Run, runnerOf } from '../run/run.ts';
import { runSpec } from '../run/spec.ts';
import { Host } from '../worker/host.ts';
import { type Fetch, sourceOf } from '../worker/source.ts';
import { config, fail } from './config.ts';
import type { LaneResult, RaceInput, RaceOptions, RaceResult, Races, Trace, Verdict } from './types.ts';

/** What differs between browsers and Node. */
export interface Platform {
  /** Makes the module of a host. */
  start(host: Host): Promise<void>;
  /** Reads a file of the data folder. */
  read: Fetch;
  /** The address of a folder. Throws where it is none. */
  folder(path: string): URL;
}

/** Milliseconds of one slice: between two of them whoever called may draw and hear. */
const SLICE_MILLIS = 12;

export function racesOn(platform: Platform): Races {
  async function race(input: RaceInput, options: RaceOptions = {}): Promise<RaceResult> {
    const { every, data, read = platform.read, files = [], onProgress, signal } = options;
    const its = config(input);
    const folder = (): URL => {
      if (data === undefined) throw fail('no-data', 'data', 'say where the packed datasets are: { data: address }');
      const path = typeof data === 'string' ? data : data.href;
      try {
        return platform.folder(path);
      } catch {
        throw fail('wrong-type', 'data', `is not the address of a folder: ${quoted(path)}`);
      }
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
    if (!expected) throw fail('no-checksum', 'checksum', 'the link has no checksum');
    const { checksum } = await race(input, options);
    return { ok: checksum === expected, checksum, expected };
  }

  return { race, verify };
}

function resultOf({ status, step, hashes, trace, kept }: Run, lane: LaneConfig): LaneResult {
  const changes = turnsOf(lane, kept, catalog);
  const ended = status === 'diverged' ? 'diverged' : 'finished';
  const result = {
    ...labelOf(lane),
    status: ended,
    step,
    checksum: hashes!.params,
    trace: columnsOf(trace) as Trace,
  } as const;
  return changes.length > 0 ? { ...result, changes } : result;
}
