// Inputs that somebody broke on purpose. The same ones each time, unless FUZZ_SEED says otherwise.
import type { Config } from '../../../web/src/core/config.ts';
import { normalize } from '../../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import type { Notice } from '../../../web/src/core/notices.ts';
import { catalog } from './module.ts';

/** A whole number from 0 to below that many. */
export type Random = (below: number) => number;

/** The same numbers each time: mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed + Number(process.env.FUZZ_SEED ?? 0) * 1000;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)]!;

const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);
const fields = ids([...catalog.problems, ...catalog.optimizers].flatMap((entry) => entry.fields));
const names = [...ids(catalog.problems), ...ids(catalog.optimizers), ...ids(catalog.race), ...new Set(fields)];
export const signs = [
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
  'changes',
  'at',
  'fresh',
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
export const pieces = [...signs, ...signs, ...numbers, ...words, ...names];

/** What lanes change on the way. */
const changes = [
  { at: 10, lr: 0.01 },
  { at: 20, optimizer: 'sgd', lr: 0.1, momentum: 0.9 },
  { at: 30, fresh: true, lr: 0.2 },
  { at: 35, optimizer: 'adam', schedule: 'cosine' },
];

const starts = catalog.problems.map(({ id, fields: own }, i) => {
  const lanes = catalog.optimizers
    .slice(i % 3, (i % 3) + 4)
    .map((optimizer, k) => ({ optimizer: optimizer.id, lr: 0.05, changes: changes.slice(k % 2, k + 1) }));
  // Vectors other than the default's, so that there is something to break.
  const vectors = own.flatMap((field) =>
    Array.isArray(field.default) ? [[field.id, field.default.map((x) => x + 0.5)]] : [],
  );
  const problem = { id, ...Object.fromEntries(vectors), noise: 1, net: 'dense(3) relu' };
  return formatLink(normalize({ steps: 40 + i, problem, lanes }, catalog).config, catalog);
});

/** A good link with some places overwritten, cut out or doubled; or nothing but pieces. */
export function brokenLink(random: Random): string {
  let link = random(3) > 0 ? pick(random, starts) : '#';
  for (let edits = random(8) + 1; edits > 0; edits--) {
    const at = random(link.length + 1);
    const to = Math.min(link.length, at + random(12));
    const put = [pick(random, pieces), link.slice(at, to).repeat(2), '', pick(random, pieces) + pick(random, pieces)][
      random(4)
    ]!;
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
export function junk(random: Random, depth = 3): unknown {
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
export function brokenConfig(random: Random): unknown {
  const maybe = (good: unknown) => (random(3) > 0 ? good : junk(random));
  const bag = (good: object) => maybe({ ...good, [names[random(names.length)]!]: junk(random) });
  const optimizer = () => maybe(catalog.optimizers[random(catalog.optimizers.length)]!.id);
  const change = (at: number) =>
    bag({
      at: maybe(at),
      lr: maybe(0.2),
      ...(random(2) ? { optimizer: optimizer() } : {}),
      ...(random(3) ? {} : { fresh: maybe(true) }),
    });
  const later = () => (random(2) ? { changes: maybe([change(3), change(5)]) } : {});
  const lane = () => bag({ optimizer: optimizer(), lr: maybe(0.1), ...later() });
  const problem = bag({ id: maybe(catalog.problems[random(catalog.problems.length)]!.id), start: maybe([1, 2]) });
  return maybe({ v: maybe(1), seed: maybe(3), steps: maybe(9), problem, lanes: maybe([lane(), lane(), lane()]) });
}

/** No input may take longer, in milliseconds. */
const MOST_MILLIS = 2000;

/** Runs it again where it took long: the machine may have had something else to do. */
export async function swiftly(what: () => unknown): Promise<void> {
  for (let tries = 1; ; tries++) {
    const start = performance.now();
    await what();
    if (performance.now() - start < MOST_MILLIS) return;
    if (tries === 3) throw new Error(`it took more than ${MOST_MILLIS} ms three times`);
  }
}

/** Tries that many inputs, one after the other; the first that fails is named with what makes it again. */
export async function tryEach<T>(
  count: number,
  seed: number,
  make: (random: Random) => T,
  attempt: (input: T, random: Random) => unknown,
  show: (input: T) => string = (input) => JSON.stringify(input),
): Promise<void> {
  const random = randomFrom(seed);
  for (let i = 0; i < count; i++) {
    const input = make(random);
    try {
      await swiftly(() => attempt(input, random));
    } catch (error) {
      throw new Error(`input ${i}, ${show(input).slice(0, 2000)}: ${error}`, { cause: error });
    }
  }
}

/** Notices must be fit to be shown: a code, a path, a sentence. */
export function checkNotices(notices: readonly Notice[]): void {
  for (const { code, at, message } of notices) {
    const fit = /^[a-z-]+$/.test(code) && at.length <= 80 && message.length <= 300 && message !== '';
    if (!fit || /\p{C}/u.test(at + message)) throw new Error(`a bad notice: ${code} ${at} ${message}`);
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is read must be a race like any other; and a link must hold it exactly. */
export function checkConfig(config: Config, view?: object): void {
  const again = normalize(config, catalog);
  if (again.notices.length > 0 || !same(again.config, config))
    throw new Error(`it is no config like any other: ${JSON.stringify(config)}`);
  const link = formatLink(config, catalog, null, view);
  const back = parseLink(link, catalog);
  if (back.notices.length > 0 || !same(back.config, config) || !same(back.view, view))
    throw new Error(`it does not read back: ${link} ${JSON.stringify([config, view])}`);
}
