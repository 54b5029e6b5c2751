// What the course says of a race is what the race shows: each is replayed, and each number of the prose computed from it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { pythonWith } from '../../tools/setup/system.mjs';
import { chaptersOf, linkOf, numbersOf as numbersIn, racesIn, readable } from '../../tools/vite/course.mjs';
import { lanesOf } from '../../web/src/cli/check.ts';
import { programOf } from '../../web/src/code/program.ts';
import { catalog } from '../../web/src/core/catalog-data.ts';
import { type ClaimLane, parseClaim } from '../../web/src/core/claim.ts';
import { raceChecksum } from '../../web/src/core/hash.ts';
import { formatLink, parseLink } from '../../web/src/core/link.ts';
import type { Preset } from '../../web/src/core/preset.ts';
import { parseExperimentClaim } from '../../web/src/experiment/claim.ts';
import { WHOLE } from '../../web/src/experiment/jobs.ts';
import type { Line } from '../../web/src/experiment/line.ts';
import { formatExperiment, parseExperiment } from '../../web/src/experiment/link.ts';
import { experimentOf } from '../../web/src/experiment/preset.ts';
import { linesOf, recordOf, runsOf } from '../../web/src/experiment/record.ts';
import { whole } from '../../web/src/experiment/resample.ts';
import type { Experiment } from '../../web/src/experiment/spec.ts';
import { sweep } from '../../web/src/experiment/sweep.ts';
import { runnerOf } from '../../web/src/run/run.ts';
import { num, percent } from '../../web/src/toolkit/format.ts';
import { Host } from '../../web/src/worker/host.ts';
import { sourceOf } from '../../web/src/worker/source.ts';
import { records } from './support/experiments.ts';
import { readLocal, root, siteData } from './support/files.ts';
import { numbersOf, unfounded } from './support/prose.ts';

interface Race {
  link?: string;
  /** An experiment of the gallery. */
  preset?: string;
  /** A training that takes minutes, by its name in docs/accuracy.json, which says `accuracy` alone. */
  kept?: string;
  names?: Record<string, string[]>;
}

const folder = fileURLToPath(new URL('docs/course', root));
const read = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');
const races: Record<string, Race> = JSON.parse(read('races.json'));
const chapters = ['en', 'zh'].flatMap((lang) => chaptersOf(folder, lang));
const host = new Host(undefined, readLocal);

/** What a claim comes to: a number, or for a comparison whether it holds. */
type Shown = (claim: string, kind: 'number' | 'truth') => number | boolean;

/** Several runs of a lane. */
const isExperiment = (link: string): boolean =>
  parseLink(link, catalog).notices.some(({ code }) => code === 'experiment');

async function shownByRace(link: string): Promise<Shown> {
  const { config, notices, checksum, view } = parseLink(link, catalog);
  expect(notices).toEqual([]);
  const source = sourceOf(config!, catalog, () => siteData);
  if (source) await host.load(source);
  const lanes = await lanesOf(config!, host, source !== null);
  const replayed = raceChecksum(lanes.map(({ hashes }) => hashes!.params));
  expect(link, checksum).toBe(formatLink(config!, catalog, replayed, view));
  const all: ClaimLane[] = lanes.map(({ trace, status }, i) => ({
    label: undefined,
    optimizer: config!.lanes[i]!.optimizer,
    trace,
    diverged: status === 'diverged',
  }));
  return (claim, kind) => parseClaim(claim, kind).check(all).value;
}

function shownByRuns(lines: readonly Line[], experiment: Experiment, labels?: readonly string[]): Shown {
  const runs = runsOf(lines, experiment, catalog);
  return (claim, kind) => whole(parseExperimentClaim(claim, kind).check(runs, labels)).value;
}

/** One of the gallery: its runs are kept (docs/experiments.json), and made again by the tests of the gallery. */
function shownByPreset(id: string): Shown {
  const preset = JSON.parse(readFileSync(new URL(`web/presets/${id}.json`, root), 'utf8')) as Preset;
  const experiment = experimentOf(preset, catalog);
  return shownByRuns(linesOf(records[id]!, experiment, catalog), experiment, preset.labels);
}

async function shownByExperiment(link: string): Promise<Shown> {
  const { experiment, notices, view } = parseExperiment(link, catalog);
  expect(notices).toEqual([]);
  const lines = await sweep(experiment!, catalog, {
    hosts: [runnerOf(host)],
    shard: WHOLE,
    done: new Map(),
    source: () => null,
    write: () => {},
  });
  expect(link).toBe(formatExperiment(experiment!, catalog, recordOf(experiment!, lines, catalog).checksum, view));
  return shownByRuns(lines, experiment!);
}

/** `npm run accuracy` has written it. */
function shownByTraining(name: string): Shown {
  const kept: { name: string; accuracy: number }[] = JSON.parse(
    readFileSync(new URL('docs/accuracy.json', root), 'utf8'),
  );
  const { accuracy } = kept.find((one) => one.name === name)!;
  return (claim) => (claim === 'accuracy' ? accuracy : Number.NaN);
}

/** A number as the text has it: with as many digits, as a percentage where that is one. */
function like(text: string, value: number): string {
  const bare = text.replace(/×?10[⁻⁰¹²³⁴-⁹]+$/, '').replace(/[^\d.]/g, '');
  if (text.endsWith('%')) return percent(value, bare.split('.')[1]?.length ?? 0);
  return num(value, bare.replace('.', '').replace(/^0+/, '').length || 1);
}

function faultOf(shown: Shown, text: string, claim: string): string | undefined {
  let value: number | boolean;
  try {
    value = shown(claim, 'number');
  } catch {
    value = shown(claim, 'truth');
  }
  const [is, wanted] = typeof value === 'number' ? [like(text, value), text] : [`${value}`, 'true'];
  return is === wanted ? undefined : `“${text}” is ${typeof value === 'number' ? value : 'false'}: ${claim}`;
}

/** A Python that has NumPy: what the course prints of it is run where there is one. */
const python = pythonWith('numpy');

describe('the course', () => {
  const shown = new Map<string, Shown>();
  beforeAll(async () => {
    await host.init(null);
  });

  it.each(Object.entries(races))('replays %s', { timeout: 120_000 }, async (name, { link, preset, kept }) => {
    if (kept) shown.set(name, shownByTraining(kept));
    else if (preset) shown.set(name, shownByPreset(preset));
    else shown.set(name, await (isExperiment(link!) ? shownByExperiment : shownByRace)(link!));
  });

  it.each(chapters)('has the numbers of its races in %s', (file) => {
    const numbers = numbersIn(read(file));
    expect(numbers.length).toBeGreaterThan(4);
    const wrong = numbers.flatMap(({ text, race, claim }) => faultOf(shown.get(race)!, text, claim) ?? []);
    expect(wrong).toEqual([]);
  });

  it('would see a number that is another', () => {
    const race = shown.get('quartic')!;
    expect(faultOf(race, '1.03162', 'at(0, 1).x0')).toBeUndefined();
    expect(faultOf(race, '1.0316', 'at(0, 1).x0')).toBeUndefined();
    expect(faultOf(race, '1.03163', 'at(0, 1).x0')).toMatch('1.0316227');
    expect(faultOf(race, '23', '-start(0).gradNorm')).toMatch('-23');
    expect(faultOf(race, 'up', 'at(0, 1).x0 < 1')).toMatch('false');
  });

  it.each(chapters)('says no number in %s that nothing vouches for', (file) => {
    const text = read(file);
    const formulas = [...text.matchAll(/\$\$?([^$\n]+)\$/g)].map(([, tex]) => tex!);
    const given = /<!-- given: (.*?) -->/s.exec(text)?.[1] ?? '';
    const known = numbersOf([
      ...racesIn(text).map((name) => races[name]!.link ?? records[races[name]!.preset ?? '']?.link),
      ...numbersIn(text).map(({ claim }) => claim),
      ...formulas,
      given,
    ]);
    const prose = text
      .replace(/<!--[\s\S]*?-->|```[\s\S]*?```|\{\{.*?\}\}|\$\$?[^$\n]+\$\$?|\]\([^)]*\)/g, ' ')
      .replace(/^#+ \d\.|chapter \d|第 \d 章/gm, ' ');
    expect(unfounded(prose, known)).toEqual([]);
  });

  it.runIf(python).each(chapters)('prints of the programs in %s what they print', (file) => {
    for (const [, program, said] of read(file).matchAll(/```python\n([\s\S]*?)```\n\n[^`]*`([^`]+)`/g))
      expect(spawnSync(python!, ['-c', program!], { encoding: 'utf8' }).stdout.trim()).toBe(readable(said!));
  });

  // UPDATE_PROGRAMS=1 writes them.
  it.each(readdirSync(`${folder}/programs`))('prints the program that the page gives of a race: %s', (file) => {
    const { link } = races[file.replace('.py', '')]!;
    const program = programOf('numpy', parseLink(link!, catalog).config!, catalog, { link: link! });
    if (process.env.UPDATE_PROGRAMS) writeFileSync(`${folder}/programs/${file}`, program);
    expect(read(`programs/${file}`)).toBe(program);
  });

  it.runIf(python)('has a program of the four points that comes to what the race comes to', () => {
    const { stdout } = spawnSync(python!, [`${folder}/programs/points.py`], { encoding: 'utf8' });
    // The race computes in single precision.
    const [rmsprop, adam] = JSON.parse(stdout) as { loss: number }[];
    expect(rmsprop!.loss).toBeCloseTo(shown.get('points')!('final(rmsprop).loss', 'number') as number, 7);
    expect(adam!.loss).toBeCloseTo(shown.get('points')!('final(adam).loss', 'number') as number, 7);
  });

  it('uses every race', () => {
    expect([...new Set(chapters.flatMap((file) => racesIn(read(file))))].sort()).toEqual(Object.keys(races).sort());
  });

  it('calls lanes by names that a link can hold', () => {
    for (const race of Object.values(races))
      for (const lang of Object.keys(race.names ?? {})) {
        const { config, notices } = parseLink(linkOf(race as Required<Race>, lang), catalog);
        expect([notices, config!.lanes.map(({ name }) => name ?? '')]).toEqual([[], race.names![lang]]);
      }
  });
});
