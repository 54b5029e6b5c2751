import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { pythonWith } from '../../../tools/setup/system.mjs';
import { bringFrameworks, programOf } from '../../../web/src/code/program.ts';
import type { Config } from '../../../web/src/core/config.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import {
  isFailure,
  laneSpec,
  type ModuleDataset,
  SidestepError,
  type SidestepModule,
} from '../../../web/src/core/module.ts';
import { changingLane } from '../../../web/src/worker/changing.ts';
import { catalog, runTo } from '../support/module.ts';

await bringFrameworks();

export interface Result {
  lane: string;
  loss: number;
  params: number[];
}

/** The Python that runs the programs; where there is none, the tests of them are skipped. */
export const python = pythonWith('numpy');

const runner = fileURLToPath(new URL('run_programs.py', import.meta.url));

/** What the programs print, all run by one process. */
export function runPrograms(programs: readonly string[], by = python): { printed?: string; failed?: string }[] {
  const out = execFileSync(by!, [runner], { input: JSON.stringify(programs), maxBuffer: 2 ** 28 });
  return JSON.parse(out.toString());
}

/** Tests of the programs of these links, run by one process: `see` is shown what each prints. */
export function itPrints(
  links: readonly string[],
  program: (link: string) => string,
  by: typeof python,
  see: (results: Result[], link: string) => void,
): void {
  let all: ReturnType<typeof runPrograms>;
  beforeAll(() => {
    all = runPrograms(links.map(program), by);
  }, 120_000);
  it.each(links)('%s', (link) => {
    const { failed, printed } = all[links.indexOf(link)]!;
    expect(failed).toBeUndefined();
    see(JSON.parse(printed!), link);
  });
}

export const configOf = (link: string): Config => parseLink(link, catalog).config!;

/** The program of a race for a library. */
export const codeOf = (link: string, library = 'numpy'): string =>
  programOf(library, configOf(link), catalog, { link });

export interface Images {
  shape: number[];
  train: number;
  test: number;
  classes: number;
}

/** Images without meaning: as a dataset of the core, and as tools/data packs them, in two chunks, under a name in a folder. */
export function makeImages(module: SidestepModule, images: Images, folder: string, name: string): ModuleDataset {
  const { shape, train, test, classes } = images;
  const size = shape.reduce((a, b) => a * b);
  const items = Uint8Array.from({ length: train * size }, (_, i) => (i * i * 7 + 31 * i) % 251);
  const labels = Uint8Array.from({ length: train }, (_, i) => (i * 7) % classes);
  const data = module.createDataset(images) as ModuleDataset;
  data.bytes('train', 'items').set(items);
  data.bytes('train', 'labels').set(labels);
  data.bytes('test', 'items').set(items.subarray(0, test * size));
  data.bytes('test', 'labels').set(labels.subarray(0, test));
  const failure = data.seal();
  if (failure) throw new SidestepError(failure);
  mkdirSync(join(folder, name), { recursive: true });
  const middle = Math.floor(train / 2);
  const chunks = [0, middle].map((from, i) => {
    const to = i === 0 ? middle : train;
    const content = Buffer.concat([items.subarray(from * size, to * size), labels.subarray(from, to)]);
    writeFileSync(join(folder, name, `${i}.gz`), gzipSync(content));
    return { file: `${i}.gz`, items: to - from, bytes: 1 };
  });
  writeFileSync(join(folder, name, 'index.json'), JSON.stringify({ shape, classes, train: { chunks } }));
  return data;
}

/** What the core comes to, on packed data if they are given. */
export function ours(module: SidestepModule, config: Config, data?: ModuleDataset): Result[] {
  return config.lanes.map((lane) => {
    const spec = laneSpec(config, lane, 1);
    const made = spec.changes ? changingLane(module, spec) : module.createLane({ ...spec, ...(data && { data }) });
    if (isFailure(made)) throw new SidestepError(made);
    const trace = runTo(made, config.steps);
    const params = [...made.peek('params')];
    made.delete();
    return { lane: lane.optimizer, loss: trace.column('loss').at(-1)!, params };
  });
}

/** The largest difference of numbers, relative to the largest of them; 0 but for rounding counts as 0. */
export function distance(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const size = Math.max(...b.map(Math.abs), 1e-9);
  return Math.max(...a.map((x, i) => Math.abs(x - b[i]!))) / size;
}
