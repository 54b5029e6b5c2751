// A minute's worth of the networks whose accuracy on whole datasets docs/claims.md records.
import { describe, expect, it } from 'vitest';
import { runs } from '../../../tools/accuracy-runs.mjs';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { laneSpec } from '../../../web/src/core/module.ts';
import { Host } from '../../../web/src/worker/host.ts';
import { sourceOf } from '../../../web/src/worker/source.ts';
import { readLocal, siteData } from '../support/files.ts';
import { catalog } from '../support/module.ts';

/** A race's config; its link says nothing twice, and nothing that it need not. */
function read(link: string) {
  const { config, notices } = parseLink(link, catalog);
  expect(notices).toEqual([]);
  expect(formatLink(config!, catalog)).toBe(link);
  return config!;
}

describe.each(runs)('$name', ({ link, bounded }) => {
  it('is a race of this version, all of it', () => {
    const { problem } = read(link);
    const dataset = catalog.datasets.find(({ id }) => id === problem.data)!;
    expect([problem.train, problem.test]).toEqual([dataset.train, dataset.test]);
  });

  if (!bounded) return; // its data are there for those who fetched them
  it('learns in a few seconds', { timeout: 120_000 }, async () => {
    const { link, reach } = bounded;
    const config = read(link);
    const host = new Host(undefined, readLocal);
    await host.init(null);
    await host.load(sourceOf(config, catalog, () => siteData)!);
    const { columns } = await host.create(0, laneSpec(config, config.lanes[0]!, 1e6), true);
    const { rows } = await host.run(0, config.steps, 0);
    const accuracy = rows[rows.length - columns.length + columns.indexOf('accuracy')];
    console.log(`${config.problem.net}: ${(100 * accuracy!).toFixed(1)} %`);
    expect(accuracy).toBeGreaterThanOrEqual(reach);
  });
});
