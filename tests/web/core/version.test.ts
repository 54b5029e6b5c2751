// What an omitted field means is fixed by the version of the config: docs/adr/0012-versions-of-links.md.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Catalog, Field } from '../../../web/src/core/catalog.ts';
import { minimal, normalize } from '../../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { root } from '../support/files.ts';
import { catalog } from '../support/module.ts';

/** The catalog with a flag of SGD whose default was true in version 1. */
const changed: Catalog = structuredClone(catalog);
changed.optimizers
  .find(({ id }) => id === 'sgd')!
  .fields.push({
    ...({ symbol: '', name: { en: 'x', zh: 'x' } } as Field),
    id: 'slip',
    kind: 'boolean',
    default: false,
    earlier: { until: 1, value: true },
  });

const slips = (link: string) => parseLink(link, changed).config!.lanes.map(({ slip }) => slip);
const again = (link: string) => formatLink(parseLink(link, changed).config!, changed);

it('reads an omitted field as its version did', () => {
  expect(slips('#v=1&p=beale&o=sgd')).toEqual([true]);
  expect(slips('#p=beale&o=sgd')).toEqual([true]);
  expect(slips('#v=2&p=beale&o=sgd')).toEqual([false]);
  expect(slips('#v=1&p=beale&o=sgd,slip=0&o=sgd')).toEqual([false, true]);
});

it('writes equal races as equal links, in the lowest version that omits the new default', () => {
  expect(again('#v=1&p=beale&o=sgd')).toBe('#v=1&p=beale&o=sgd');
  expect(again('#v=2&p=beale&o=sgd,slip=1')).toBe('#v=1&p=beale&o=sgd');
  expect(again('#v=2&p=beale&o=sgd')).toBe('#v=2&p=beale&o=sgd');
  expect(again('#v=1&p=beale&o=sgd,slip=0')).toBe('#v=2&p=beale&o=sgd');
  expect(again('#v=1&p=beale&o=sgd,slip=0&o=sgd')).toBe('#v=2&p=beale&o=sgd&o=sgd,slip=1');
  expect(again('#v=2&p=beale&o=adam')).toBe('#v=1&p=beale&o=adam');
});

it('gives the same config again from files', () => {
  for (const link of ['#v=1&p=beale&o=sgd', '#v=2&p=beale&o=sgd', '#v=2&p=beale&o=sgd&o=sgd,slip=1']) {
    const { config } = parseLink(link, changed);
    expect(normalize(config, changed).config).toEqual(config);
    expect(normalize(minimal(config!, changed), changed).config).toEqual(config);
  }
});

it('reads an unknown version as the nearest one, and says so', () => {
  const { config, notices } = parseLink('#v=9&p=beale&o=sgd', changed);
  expect(config!.lanes[0]!.slip).toBe(false);
  expect(notices).toEqual([{ code: 'unknown-version', at: 'v', message: 'only versions 1 to 3 are known; read as 3' }]);
});

it('means by NAdam, L-BFGS and the other searches what it meant when it was published', () => {
  const set = (link: string) => {
    const { optimizer, ...values } = parseLink(link, catalog).config!.lanes[0]!;
    return Object.keys(values).filter((id) => values[id] === true && id !== 'biasCorrection');
  };
  expect([1, 2].map((v) => set(`#v=${v}&o=nadam`))).toEqual([['muTwice'], []]);
  expect([1, 2].map((v) => set(`#v=${v}&o=lbfgs`))).toEqual([['flatStops', 'rejectedOverwrites'], []]);
  for (const id of ['cg', 'newton']) expect([1, 2].map((v) => set(`#v=${v}&o=${id}`))).toEqual([['flatStops'], []]);
});

it('means sums by convolutions up to version 2', () => {
  const means = (v: number) => parseLink(`#v=${v}&p=network&o=sgd`, catalog).config!;
  expect([1, 2, 3].map((v) => means(v).problem.convolution)).toEqual(['sums', 'sums', 'transforms']);
  expect([1, 2, 3].map((v) => formatLink(means(v), catalog).match(/v=\d/)![0])).toEqual(['v=1', 'v=2', 'v=3']);
  expect(minimal(means(3), catalog).problem).not.toHaveProperty('convolution');
});

it('is told in docs/numerics.md for each field with an earlier default', () => {
  const rows = readFileSync(new URL('docs/numerics.md', root), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  for (const { id: owner, fields } of [...catalog.optimizers, ...catalog.problems]) {
    const network = fields.some(({ id }) => id === 'net');
    const told = (row: string): boolean =>
      row.includes(`\`${owner}\``) || (network && row.includes('every network problem'));
    for (const { id, earlier } of fields) {
      if (!earlier) continue;
      expect(
        rows.filter((row) => told(row) && row.includes(`\`${id}\``)),
        `${owner} ${id}`,
      ).toHaveLength(1);
    }
  }
});
