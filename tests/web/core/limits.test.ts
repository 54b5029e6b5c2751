// What is too long is refused before anything is made of it, whoever says it: an address, an attribute, a message, a script.
import { afterEach, expect, it, vi } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { MAX_CONFIG, readJson } from '../../../web/src/core/config-text.ts';
import { isRace, readEmbed } from '../../../web/src/core/embed.ts';
import { MAX_LINK, parseLink } from '../../../web/src/core/link.ts';
import { readConfig } from '../../../web/src/element/settings.ts';
import { catalog } from '../support/module.ts';

afterEach(() => vi.restoreAllMocks());

const long = 'x'.repeat(50_000_000);
const json = `{"name":"${long}"}`;
const codes = ({ notices }: { notices: { code: string; at: string }[] }) =>
  notices.map(({ code, at }) => `${code} ${at}`);

it('the JSON of an attribute, of a property or of a message', () => {
  const parse = vi.spyOn(JSON, 'parse');
  expect(codes(readConfig(json, catalog))).toEqual(['bad-length config']);
  expect(isRace(json)).toBe(false);
  expect(readJson(json, 'file')).toEqual({
    notice: { code: 'bad-length', at: 'file', message: `has more than ${MAX_CONFIG} characters` },
  });
  expect(parse).not.toHaveBeenCalled();
});

it('a link as an attribute, a message or the hash of a frame', () => {
  const decode = vi.spyOn(globalThis, 'decodeURIComponent');
  const link = `#v%3D1%26p%3D${long}`;
  expect(codes(readConfig(link, catalog))).toEqual(['bad-length link']);
  expect(isRace(link)).toBe(false);
  const { link: inFrame } = readEmbed('?view=loss', link);
  expect(inFrame.length).toBeGreaterThan(MAX_LINK);
  expect(codes(parseLink(inFrame, catalog))).toEqual(['bad-length link']);
  expect(decode).not.toHaveBeenCalled();
});

it('a text or a name of a config', () => {
  const encode = vi.spyOn(TextEncoder.prototype, 'encode');
  const config = { problem: { id: 'network', net: long, file: long }, lanes: [{ optimizer: 'sgd', name: long }] };
  expect(codes(normalize(config, catalog))).toEqual([
    'bad-length problem.file',
    'bad-length problem.net',
    'bad-length lanes.0.name',
  ]);
  expect(encode).not.toHaveBeenCalled();
});

it('lists that claim to be long', () => {
  const list = new Array(4_000_000_000);
  const config = { problem: { id: 'beale', start: list }, lanes: list, view: { views: list, map: list } };
  expect(codes(normalize(config, catalog))).toEqual([
    'bad-length problem.start',
    'out-of-range lanes',
    ...['bad-length view.views', 'bad-length view.map'],
  ]);
});
