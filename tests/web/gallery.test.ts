import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import catalogJson from '#catalog';
import { path as claimsPath, render } from '../../tools/claims.mjs';
import { checkPreset, type Outcome } from '../../web/src/cli/check.ts';
import type { Catalog } from '../../web/src/core/catalog.ts';
import { configOf, mistakesIn, type Preset, SECTIONS } from '../../web/src/core/preset.ts';
import { Host } from '../../web/src/worker/host.ts';
import { readLocal, siteData } from './support/files.ts';

const catalog = catalogJson as unknown as Catalog;
const folder = new URL('../../web/presets/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const presets = files.map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Preset] as const);

/** It learns from data that is fetched only by whoever asks for it, and has not been here. */
const dataless = (preset: Preset): boolean => {
  const { data } = configOf(preset, catalog).problem;
  return typeof data === 'string' && !existsSync(new URL(`${data}/index.json`, siteData));
};

const outcomes: Outcome[] = [];
const host = new Host(undefined, readLocal);
beforeAll(() => host.init(null));

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
      await expect(checkPreset(preset, catalog, host, siteData)).rejects.toThrow('npm run data');
      return;
    }
    const outcome = await checkPreset(preset, catalog, host, siteData);
    outcomes.push(outcome);
    const wrong = outcome.checked.filter(({ holds }) => !holds);
    const why = wrong.map(
      ({ claim, measured }) => `${claim}: ${measured.map(({ text, value }) => `${text} is ${value}`)}`,
    );
    expect(why).toEqual([]);
  });

  // Written by `npm run claims`. Where one race alone is tested, there is nothing to compare.
  it('has its claims and figures in the docs', ({ skip }) => {
    const absent = presets.flatMap(([, preset]) => (dataless(preset) ? [`### ${preset.name.en}\n`] : []));
    if (outcomes.length + absent.length < presets.length) skip();
    outcomes.sort((a, b) => a.preset.order - b.preset.order);
    const written = readFileSync(claimsPath, 'utf8')
      .split(/\n(?=##)/)
      .filter((part) => !absent.some((title) => part.startsWith(title)));
    expect(render(outcomes, SECTIONS)).toBe(written.join('\n'));
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
