// What authors write into attributes and pages post to a frame: none throws, none takes long, and what is wrong has a name.
import { expect, it } from 'vitest';
import { isRace, readEmbed } from '../../../web/src/core/embed.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { SidestepError } from '../../../web/src/core/module.ts';
import { Notices } from '../../../web/src/core/notices.ts';
import { VIEW_KEYS, writeView } from '../../../web/src/core/view-state.ts';
import { type Commanded, obey } from '../../../web/src/element/commands.ts';
import { mistakesIn, names, readConfig, viewIn } from '../../../web/src/element/settings.ts';
import { isOn, listed } from '../../../web/src/element/switches.ts';
import { runs } from '../support/fuzz.ts';
import {
  brokenConfig,
  brokenLink,
  checkConfig,
  checkNotices,
  junk,
  pick,
  pieces,
  type Random,
  tryEach,
} from '../support/hostile.ts';
import { catalog } from '../support/module.ts';

const words = [
  'none',
  'play',
  'loss',
  'x',
  'log',
  'linear',
  '1',
  '0',
  '',
  'true',
  'off',
  '0~1',
  '1~0',
  '0,5',
  '1~2~3~4',
  'gradNorm',
];

function text(random: Random): string {
  const kind = random(4);
  if (kind === 0) return brokenLink(random);
  if (kind === 1) return pick(random, words);
  return Array.from({ length: random(6) }, () => pick(random, [...words, ...pieces, ',', ' '])).join('');
}

const keys = ['config', 'controls', 'toolbar', 'autoplay', ...VIEW_KEYS.keys()];
const attributes = (random: Random): Record<string, string> =>
  Object.fromEntries(keys.flatMap((key) => (random(3) ? [] : [[key, text(random)]])));

const elementWith = (given: Record<string, string>) =>
  ({ getAttribute: (name: string) => given[name] ?? null }) as unknown as HTMLElement;

it('attributes', { timeout: 600_000 }, async () => {
  await tryEach(runs(2000), 5, attributes, (given) => {
    const notices = new Notices();
    const view = viewIn(elementWith(given), notices);
    const controls = names(listed(given.controls ?? null, 'play'));
    checkNotices([...notices.all(), ...mistakesIn(controls, catalog)]);
    for (const { at } of notices.all()) expect(keys).toContain(at);
    expect(viewIn(elementWith(Object.fromEntries(writeView(view))))).toEqual(view);
    expect(typeof isOn(given.autoplay)).toBe('boolean');
    const read = readConfig(given.config ?? '', catalog);
    checkNotices(read.notices);
    if (read.config) checkConfig(read.config, read.view);
  });
});

it('the address of a frame', { timeout: 600_000 }, async () => {
  const address = (random: Random) => [text(random), brokenLink(random)] as const;
  await tryEach(runs(2000), 6, address, ([search, hash]) => {
    const { link } = readEmbed(search, hash);
    const { config, notices, view } = parseLink(link, catalog);
    checkNotices(notices);
    if (config) checkConfig(config, view);
  });
});

const types = ['play', 'pause', 'reset', 'step', 'seek', 'theme', 'config', 'size', 'toString', '__proto__'];

/** Now and then a number of steps. */
const count = (random: Random): unknown => (random(4) === 0 ? random(1000) : junk(random, 1));

function message(random: Random): unknown {
  if (random(8) === 0) return junk(random);
  const said = pick(random, [brokenConfig, brokenLink, junk, text])(random);
  return {
    type: pick(random, [`sidestep:${pick(random, types)}`, pick(random, types), said]),
    ...(random(2) && { n: count(random), t: count(random) }),
    ...(random(2) && { config: said, theme: said }),
  };
}

/** A race that takes down what it was asked. */
function listening(): Commanded & { asked: unknown[] } {
  const asked: unknown[] = [];
  const hear = (...what: unknown[]) => void asked.push(what);
  return {
    asked,
    play: () => hear('play'),
    pause: () => hear('pause'),
    reset: () => hear('reset'),
    step: (n) => hear('step', n),
    seek: (t) => hear('seek', t),
    set config(config: unknown) {
      hear('config', config);
    },
  };
}

it('messages to a frame', { timeout: 600_000 }, async () => {
  const heard = new Set<unknown>();
  await tryEach(
    runs(1500),
    7,
    message,
    async (data) => {
      const race = listening();
      const failure = await obey(data, race, () => race.asked.push(['theme'])).then(
        () => null,
        (error) => error,
      );
      if (failure) {
        expect(failure).toBeInstanceOf(SidestepError);
        expect(['type', 'n', 't', 'config']).toContain(failure.failure.at);
        expect(race.asked).toEqual([]);
        return;
      }
      const [[what, value]] = race.asked as [[string, unknown]];
      heard.add(what);
      if (what === 'step' || what === 'seek') expect(Number.isSafeInteger(value) && (value as number) >= 0).toBe(true);
      if (what !== 'config') return;
      expect(isRace(value)).toBe(true);
      const { config, notices, view } = readConfig(value, catalog);
      checkNotices(notices);
      if (config) checkConfig(config, view);
    },
    () => 'a message',
  );
  expect([...heard].sort()).toEqual(['config', 'pause', 'play', 'reset', 'seek', 'step', 'theme']);
});
