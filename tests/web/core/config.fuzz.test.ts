// Configs that somebody broke, as values and as JSON: none throws, none takes long; each gives a race, and what is wrong has a path.
import { expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { readJson } from '../../../web/src/core/config-text.ts';
import { isRace } from '../../../web/src/core/embed.ts';
import { readConfig } from '../../../web/src/element/settings.ts';
import { runs } from '../support/fuzz.ts';
import { brokenConfig, checkConfig, checkNotices, pick, pieces, type Random, tryEach } from '../support/hostile.ts';
import { catalog } from '../support/module.ts';

it('broken configs', { timeout: 600_000 }, async () => {
  await tryEach(
    runs(2000),
    2,
    brokenConfig,
    (input) => {
      const { config, notices, view } = normalize(input, catalog);
      checkNotices(notices);
      checkConfig(config, view);
    },
    () => 'a config',
  );
});

/** JSON with some places overwritten, cut out or doubled. */
function brokenJson(random: Random): string {
  const safe = (key: string, value: unknown) =>
    key !== 'toJSON' && ['string', 'number', 'boolean', 'object'].includes(typeof value) ? value : null;
  let text = JSON.stringify(brokenConfig(random), safe) ?? '';
  for (let edits = random(4); edits > 0; edits--) {
    const at = random(text.length + 1);
    const to = Math.min(text.length, at + random(12));
    const marks = ['{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', '1e999', '__proto__', '\ufeff', 'null'];
    text =
      text.slice(0, at) + pick(random, [...marks, pick(random, pieces), text.slice(at, to).repeat(2)]) + text.slice(to);
  }
  return text;
}

it('broken JSON', { timeout: 600_000 }, async () => {
  const codes = new Set<string>();
  await tryEach(runs(2000), 4, brokenJson, (text) => {
    const read = readJson(text, 'file');
    if ('notice' in read) checkNotices([read.notice]);
    const { config, notices, view } = readConfig(text, catalog);
    checkNotices(notices);
    for (const { code } of notices) codes.add(code);
    if (config) checkConfig(config, view);
    expect(typeof isRace(text)).toBe('boolean');
  });
  expect([...codes]).toEqual(expect.arrayContaining(['bad-json', 'wrong-type', 'unknown-field']));
});
