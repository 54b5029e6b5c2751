// A hundred thousand links and as many configs that somebody broke on purpose: none throws, none takes long, each gives a race.
import { expect, it } from 'vitest';
import { normalize } from '../../../web/src/core/config.ts';
import { formatLink, MAX_LINK, parseLink } from '../../../web/src/core/link.ts';
import { catalog } from '../support/module.ts';

const LINKS = 100_000;
const CONFIGS = 100_000;
const MILLIS = 100;

/** The same numbers each time: mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);
const fields = ids([...catalog.problems, ...catalog.optimizers].flatMap((entry) => entry.fields));
const names = [...ids(catalog.problems), ...ids(catalog.optimizers), ...ids(catalog.race), ...new Set(fields)];
const signs = [
  '#',
  '&',
  '=',
  ',',
  '~',
  '%',
  '%2',
  '%00',
  '%ff',
  '%F0%9F%98%80',
  '+',
  ';',
  '?',
  '/',
  ' ',
  '\n',
  '\0',
  '\t',
];
const numbers = [
  '0',
  '-0',
  '1',
  '-1',
  '.5',
  '1e999',
  '-1e999',
  '1e-400',
  '4294967296',
  '9007199254740993',
  '0x10',
  'NaN',
  'Infinity',
];
const words = [
  'v',
  'p',
  'o',
  'id',
  'optimizer',
  'problem',
  'lanes',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'é',
  '💥',
  '\ud800',
  '\u202e',
];
const pieces = [...signs, ...signs, ...numbers, ...words, ...names];

const starts = catalog.problems.map(({ id, fields: own }, i) => {
  const lanes = catalog.optimizers
    .slice(i % 3, (i % 3) + 4)
    .map((optimizer) => ({ optimizer: optimizer.id, lr: 0.05 }));
  // Vectors other than the default's, so that there is something to break.
  const vectors = own.flatMap((field) =>
    Array.isArray(field.default) ? [[field.id, field.default.map((x) => x + 0.5)]] : [],
  );
  const problem = { id, ...Object.fromEntries(vectors), noise: 1, net: 'dense(3) relu' };
  return formatLink(normalize({ steps: 40 + i, problem, lanes }, catalog).config, catalog);
});

/** A good link with some places overwritten, cut out or doubled; or nothing but pieces. */
function brokenLink(random: (below: number) => number): string {
  const pick = (list: string[]) => list[random(list.length)]!;
  let link = random(3) > 0 ? pick(starts) : '#';
  for (let edits = random(8) + 1; edits > 0; edits--) {
    const at = random(link.length + 1);
    const to = Math.min(link.length, at + random(12));
    const put = [pick(pieces), link.slice(at, to).repeat(2), '', pick(pieces) + pick(pieces)][random(4)]!;
    link = link.slice(0, at) + put + link.slice(to);
  }
  return link;
}

const plain = [undefined, null, true, 0, -0, 1, -1, 0.5, 1e300, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '', '1'];
const odd = [
  () => 1,
  Symbol('odd'),
  10n,
  new Date(0),
  new Map([[1, 2]]),
  new Float64Array(2),
  /x/,
  Object.create(null),
];
const leaves: unknown[] = [...plain, ...plain, ...odd, ...pieces];
const keys = [...names, ...words];

/** Any value at all, a few deep. */
function junk(random: (below: number) => number, depth = 3): unknown {
  const kind = random(depth > 0 ? 5 : 3);
  if (kind < 3) return leaves[random(leaves.length)];
  if (kind === 3) return Array.from({ length: random(5) }, () => junk(random, depth - 1));
  const bag: Record<string, unknown> = Object.create(random(2) > 0 ? Object.prototype : null);
  for (let left = random(6); left > 0; left--) {
    // Not by assignment: __proto__ must be a name like any other.
    Object.defineProperty(bag, keys[random(keys.length)]!, {
      value: junk(random, depth - 1),
      enumerable: true,
      configurable: true,
    });
  }
  return bag;
}

/** A config with some of its parts replaced by anything. */
function brokenConfig(random: (below: number) => number): unknown {
  const maybe = (good: unknown) => (random(3) > 0 ? good : junk(random));
  const bag = (good: object) => maybe({ ...good, [names[random(names.length)]!]: junk(random) });
  const lane = () =>
    bag({ optimizer: maybe(catalog.optimizers[random(catalog.optimizers.length)]!.id), lr: maybe(0.1) });
  const problem = bag({ id: maybe(catalog.problems[random(catalog.problems.length)]!.id), start: maybe([1, 2]) });
  return maybe({ v: maybe(1), seed: maybe(3), steps: maybe(9), problem, lanes: maybe([lane(), lane(), lane()]) });
}

/** Runs it again where it took long: the machine may have had something else to do. */
function swiftly(what: () => void): void {
  for (let n = 1; ; n++) {
    const start = performance.now();
    what();
    if (performance.now() - start < MILLIS) return;
    if (n === 5) throw new Error(`it took more than ${MILLIS} ms five times`);
  }
}

let checked = 0;

/** Notices must be fit to be shown; what is read must be a race that a link holds, exactly (a sample of them). */
function check(read: { config: unknown; notices: { code: string; at: string; message: string }[] }): void {
  for (const { code, at, message } of read.notices) {
    if (
      !/^[a-z-]+$/.test(code) ||
      at.length > 80 ||
      message.length > 300 ||
      message === '' ||
      /\p{C}/u.test(at + message)
    )
      throw new Error(`a bad notice: ${code} ${at} ${message}`);
  }
  const config = read.config as Parameters<typeof formatLink>[0];
  const same = normalize(config, catalog);
  if (same.notices.length > 0 || JSON.stringify(same.config) !== JSON.stringify(config))
    throw new Error(`it is no config like any other: ${JSON.stringify(config)}`);
  if (++checked % 4 !== 0) return; // the rest takes longer than the reading itself
  const again = parseLink(formatLink(config, catalog), catalog);
  if (again.notices.length > 0 || JSON.stringify(again.config) !== JSON.stringify(config))
    throw new Error(`it does not read back: ${JSON.stringify(config)}`);
}

it(`${LINKS} broken links`, { timeout: 120_000 }, () => {
  const random = randomFrom(1);
  const codes = new Set<string>();
  for (let i = 0; i < LINKS; i++) {
    const link = brokenLink(random);
    try {
      swiftly(() => {
        const { config, notices } = parseLink(link, catalog);
        if (config) check({ config, notices });
        for (const { code } of notices) codes.add(code);
      });
    } catch (error) {
      throw new Error(`${JSON.stringify(link)}: ${error}`);
    }
  }
  expect([...codes].sort()).toEqual(
    expect.arrayContaining([
      'bad-escape',
      'bad-length',
      'not-finite',
      'out-of-range',
      'repeated-field',
      'unknown-field',
      'unknown-id',
      'unknown-version',
      'wrong-type',
    ]),
  );
});

it(`${CONFIGS} broken configs`, { timeout: 120_000 }, () => {
  const random = randomFrom(2);
  for (let i = 0; i < CONFIGS; i++) {
    const config = brokenConfig(random);
    try {
      swiftly(() => check(normalize(config, catalog)));
    } catch (error) {
      throw new Error(`config ${i}: ${error}`);
    }
  }
});

it.each(['o=sgd,lr=', 'p=rosenbrock,start=', 'p=network,net=', 'seed=', 'v=', ''])(
  'the longest value of %s',
  (name) => {
    for (const piece of ['1', '.', '1.', '1~', '-', '1e', '%31', 'a', ' ', '+']) {
      const value = piece.repeat(Math.floor((MAX_LINK - name.length - 1) / piece.length));
      for (const end of ['', 'x'])
        swiftly(() => {
          const { config, notices } = parseLink(name + value + end, catalog);
          if (config) check({ config, notices });
        });
    }
  },
);

it.each(pieces.slice(0, signs.length).concat('o=sgd&', 'o=x,', '%41', 'p=network,net=(', 'a=1&'))(
  'the longest link, of nothing but %j',
  (piece) => {
    const link = piece.repeat(Math.ceil(MAX_LINK / piece.length)).slice(0, MAX_LINK);
    swiftly(() => {
      const { config, notices } = parseLink(link, catalog);
      if (config) check({ config, notices });
    });
  },
);
