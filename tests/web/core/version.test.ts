// What an omitted field means is fixed by the version of the config: docs/adr/0012-versions-of-links.md.
import { expect, it } from 'vitest';
import type { Catalog, Field } from '../../../web/src/core/catalog.ts';
import { minimal, normalize } from '../../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
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
  expect(notices).toEqual([
    { code: 'unknown-version', at: 'v', message: 'only versions 1 and 2 are known; read as 2' },
  ]);
});
