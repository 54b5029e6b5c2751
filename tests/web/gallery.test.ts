import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { path as claimsPath, render } from '../../tools/claims.mjs';
import { checkPreset, type Outcome } from '../../web/src/cli/check.ts';
import { optimizerOf, problemOf } from '../../web/src/core/catalog.ts';
import { catalog } from '../../web/src/core/catalog-data.ts';
import type { LaneConfig } from '../../web/src/core/config.ts';
import { configOf, isExperiment, type Preset, SECTIONS, viewOf } from '../../web/src/core/preset.ts';
import type { Trace } from '../../web/src/core/trace.ts';
import { mistakesIn } from '../../web/src/experiment/preset.ts';
import { tellerOf } from '../../web/src/pages/gallery-teller.ts';
import type { Stage } from '../../web/src/reader/stage.ts';
import { loadLanguage, locale } from '../../web/src/toolkit/i18n.ts';
import { axesOf } from '../../web/src/views/chart/chosen.ts';
import { Host } from '../../web/src/worker/host.ts';
import { outcomeOf } from './support/experiments.ts';
import { readLocal, siteData } from './support/files.ts';
import { numbersOf, unfounded } from './support/prose.ts';

const folder = new URL('../../web/presets/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const presets = files.map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Preset] as const);

/** A race that learns from data which is fetched only by whoever asks for it, and has not been here. */
const dataless = (preset: Preset): boolean => {
  if (isExperiment(preset, catalog)) return false; // its runs are kept
  const { data } = configOf(preset, catalog).problem;
  return typeof data === 'string' && !existsSync(new URL(`${data}/index.json`, siteData));
};

/** Pictures that are no charts. */
const PICTURES = ['trajectory', 'table', 'step'];

/** What of a lesson's charts would be empty: names that the race has not, and lanes of which fewer than two rows can be drawn. */
function undrawn(preset: Preset, lanes: readonly { trace: Trace; status: string }[]): string[] {
  const config = configOf(preset, catalog);
  const view = viewOf(preset);
  const problem = problemOf(catalog, config.problem.id)!;
  const optimizer = (lane: LaneConfig) => optimizerOf(catalog, lane.optimizer)!;
  const stage = { config, view, problem, lanes, optimizer } as unknown as Stage;
  const charts = (view.views ?? ['loss']).filter((name) => !PICTURES.includes(name));
  const names = charts.map((name) => (name === 'loss' ? view.quantity : name));
  return names.flatMap((name) => {
    const { x, y, logX, logY } = axesOf(stage, name);
    if (name !== undefined && y.id !== name) return [`there is no ${name}`];
    const [from = -Infinity, to = Infinity, low = -Infinity, high = Infinity] = view.chart ?? [];
    const drawable = (value: number, log: boolean, ends: [number, number]) =>
      Number.isFinite(value) && !(log && value <= 0) && value >= ends[0] && value <= ends[1];
    return lanes.flatMap(({ trace, status }, i) => {
      if (status === 'diverged' && trace.length <= 2) return []; // that it ends at once is the lesson
      const [xs, ys] = [x.read(trace, stage)!, y.read(trace, stage)!];
      const rows = Array.from({ length: trace.length }, (_, row) => row).filter(
        (row) => drawable(xs(row), logX, [from, to]) && drawable(ys(row), logY, [low, high]),
      );
      return rows.length < 2 ? [`${y.id} of lane ${i} has ${rows.length} rows that can be drawn`] : [];
    });
  });
}

/** Every race that a link of ours ever led to; links.test.ts replays those that are in no lesson. */
const { links: published } = JSON.parse(readFileSync(new URL('../golden/links.json', import.meta.url), 'utf8')) as {
  links: Record<string, string>;
};

const outcomes: Outcome[] = [];
const host = new Host(undefined, readLocal);
beforeAll(async () => {
  await host.init(null);
  await loadLanguage('en');
  await locale.set('en');
});

describe('the gallery', () => {
  it('has a file of its name for each entry', () => {
    expect(presets.map(([, { id }]) => `${id}.json`)).toEqual(files);
  });

  it('has a place of its own for each entry', () => {
    const orders = presets.map(([, { order }]) => order);
    expect(orders).toHaveLength(new Set(orders).size);
  });

  it.each(presets)('describes %s well', (_, preset) => {
    expect(mistakesIn(preset, catalog)).toEqual([]);
  });

  it.each(presets)('shows what %s claims', { timeout: 120_000 }, async (_, preset) => {
    if (dataless(preset)) {
      await expect(checkPreset(preset, catalog, host, siteData)).rejects.toThrow('this copy has no');
      return;
    }
    const outcome = isExperiment(preset, catalog)
      ? await outcomeOf(preset, host)
      : await checkPreset(preset, catalog, host, siteData, (lanes) => {
          expect(undrawn(preset, lanes)).toEqual([]);
        });
    outcomes.push(outcome);
    if (outcome.link in published) expect(outcome.checksum).toBe(published[outcome.link]);
    const wrong = outcome.checked.filter(({ holds }) => !holds);
    const why = wrong.map(
      ({ claim, measured }) => `${claim}: ${measured.map(({ text, value }) => `${text} is ${value}`)}`,
    );
    expect(why).toEqual([]);
    const known = [
      ...numbersOf(configOf(preset, catalog)),
      ...numbersOf(preset.config),
      ...numbersOf(preset.claims),
      ...outcome.checked.flatMap(({ measured }) => measured.map(({ value }) => Number(value))),
      ...numbersOf(preset.printed?.en),
      ...(preset.given ?? []),
    ];
    const texts = [preset.lesson, preset.summary].flatMap((text) => (text ? [text.en, text.zh] : []));
    expect(unfounded(texts.join(' '), known)).toEqual([]);
  });

  // Written by `npm run claims`. Where one race alone is tested, there is nothing to compare.
  it('has its claims and figures in the docs', ({ skip }) => {
    const absent = presets.flatMap(([, preset]) => (dataless(preset) ? [`### ${preset.name.en}\n`] : []));
    if (outcomes.length + absent.length < presets.length) skip();
    outcomes.sort((a, b) => a.preset.order - b.preset.order);
    const written = readFileSync(claimsPath, 'utf8')
      .split(/\n(?=##)/)
      .filter((part) => !absent.some((title) => part.startsWith(title)));
    expect(render(outcomes, SECTIONS, tellerOf)).toBe(written.join('\n'));
  });

  it('counts every step of a race that is too long to be kept whole', async () => {
    const [, preset] = presets.find(([file]) => file === 'bouncing-for-ever.json')!;
    const claims = ['steps(rmsprop, loss < 1e-4) = 2751'];
    const { checked } = await checkPreset({ ...preset, claims }, catalog, host, siteData);
    expect(checked[0]!.measured).toEqual([{ text: 'steps(rmsprop, loss < 1e-4)', value: 2751 }]);
  });

  it('would see a chart that is empty', async () => {
    // What the link of this lesson opened with: losses that are 0 have no place on a logarithmic axis.
    const [, still] = presets.find(([file]) => file === 'saddle-still.json')!;
    const seen: string[] = [];
    const view = { views: ['x1', 'rho', 'loss'], quantity: 'x1', axis: 'log' };
    await checkPreset({ ...still, view }, catalog, host, siteData, (lanes) => {
      seen.push(...undrawn({ ...still, view }, lanes));
    });
    expect(seen.slice(0, 2)).toEqual([
      'x1 of lane 0 has 0 rows that can be drawn',
      'x1 of lane 1 has 0 rows that can be drawn',
    ]);
    expect(seen).toContain('there is no rho');
  });

  it('does not show what is false', async () => {
    const [, preset] = presets.find(([file]) => file === 'ravine-10.json')!;
    const { checked } = await checkPreset(
      { ...preset, claims: ['steps(heavy_ball, loss < 1e-8) > 21', 'diverged(heavy_ball)'] },
      catalog,
      host,
      siteData,
    );
    expect(checked.map(({ holds }) => holds)).toEqual([false, false]);
  });
});
