import type { Field } from './catalog.ts';
import { type Notice, type Notices, quoted } from './notices.ts';
import { problemWith } from './value.ts';

export type Scale = 'linear' | 'log';

/**
 * How a race is looked at. It is no part of what is computed: checksums, and whether two races are the same, do not know of it.
 * What is left out is as suits the problem. Links, configs, presets, the element's attributes and embeds all say it in these words.
 */
export interface ViewState {
  /** Which pictures, the first one first: names of views, or quantities, each of which then has a chart of its own. */
  views?: readonly string[];
  /** What the chart shows, as the id of a quantity: `loss`, `gradNorm`, `x0` … */
  quantity?: string;
  /** What it shows that against. */
  against?: string;
  /** The scale of the quantity. */
  axis?: Scale;
  /** The scale of what it is drawn against. */
  xaxis?: Scale;
  /** Whether a noisy loss is smoothed. */
  smooth?: boolean;
  /** Whether a unit of the map is as long across as up. */
  equal?: boolean;
  /** Steps a second; 0: as fast as it goes. */
  speed?: number;
  /** The step at which it stops playing, and where it stands when it does not play. */
  at?: number;
  /** Of an experiment, the value of the quantity that runs are to meet. */
  target?: number;
  /** The part of the plane that the map shows: from and to, of x, and of y where it has one. */
  map?: readonly number[];
  /** Which two parameters the map of two is of, and at which lane the others are held: from 0. */
  pair?: readonly number[];
  /** The part that the chart shows: from and to, of what it is drawn against, and of the quantity where given. */
  chart?: readonly number[];
}

type Mistake = Pick<Notice, 'code' | 'message'>;

interface Kind {
  /** What a text of a link or an attribute means; what it cannot mean stays as it is, and is refused. */
  read(text: string): unknown;
  wrong(value: unknown): Mistake | null;
  write(value: never): string;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const toNumber = (text: string): number | string => (NUMBER.test(text) ? Number(text) : text);
const fromNumber = (x: number): string => String(x).replace(/^(-?)0\./, '$1.');
const wrongType = (expected: string): Mistake => ({ code: 'wrong-type', message: `must be ${expected}` });
const as = (field: Partial<Field>) => (value: unknown) => problemWith(field as Field, value);

const number = (kind: 'real' | 'integer', max: number): Kind => ({
  read: toNumber,
  wrong: as({ kind, min: 0, max }),
  write: fromNumber,
});

const choice = (...ids: string[]): Kind => ({
  read: (text) => text,
  wrong: as({ kind: 'choice', choices: ids.map((id) => ({ id, name: { en: id, zh: id } })) }),
  write: String,
});

const flags = new Map([
  ['1', true],
  ['true', true],
  ['', true],
  ['0', false],
  ['false', false],
]);

const flag: Kind = {
  read: (text) => flags.get(text) ?? text, // an attribute alone says yes
  wrong: as({ kind: 'boolean' }),
  write: (on) => (on ? '1' : '0'),
};

const NAME = /^[a-z][a-z0-9-]{0,39}$/i;
/** Coordinates as they are called on the page. */
const coordinates = new Map([
  ['x', 'x0'],
  ['y', 'x1'],
  ['z', 'x2'],
]);

const name: Kind = {
  read: (text) => coordinates.get(text) ?? text,
  wrong: (value) => {
    if (typeof value !== 'string') return wrongType('a text');
    return NAME.test(value) ? null : { code: 'unknown-id', message: `${quoted(value)} is not a valid name` };
  },
  write: String,
};

const MOST_NAMES = 16;

/** Views or quantities as they are written in links. */
export const readNames = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one) => coordinates.get(one) ?? one);

const names: Kind = {
  read: readNames,
  wrong: (value) => {
    if (!Array.isArray(value)) return wrongType('a list');
    if (value.length === 0 || value.length > MOST_NAMES)
      return { code: 'bad-length', message: `must have 1 to ${MOST_NAMES} names` };
    return value.map(name.wrong).find((mistake) => mistake !== null) ?? null;
  },
  write: (list: readonly string[]) => list.join(','),
};

/** From and to, of one or two directions. */
const part: Kind = {
  read: (text) => text.split('~').map(toNumber),
  wrong: (value) => {
    const length = Array.isArray(value) && value.length === 4 ? 4 : 2;
    const mistake = as({ kind: 'vector', length })(value);
    if (mistake) return mistake;
    const [a, b, c = 0, d = 1] = value as number[];
    return a! < b! && c < d ? null : { code: 'out-of-range', message: 'must go from a smaller to a larger number' };
  },
  write: (ends: readonly number[]) => ends.map(fromNumber).join('~'),
};

/** Two different parameters, and perhaps a lane. */
const pair: Kind = {
  read: (text) => text.split('~').map(toNumber),
  wrong: (value) => {
    const length = Array.isArray(value) && value.length === 3 ? 3 : 2;
    const mistake = as({ kind: 'vector', length, min: 0 })(value);
    if (mistake) return mistake;
    const [first, second] = value as number[];
    return first !== second && (value as number[]).every(Number.isInteger)
      ? null
      : { code: 'out-of-range', message: 'must be two different whole numbers' };
  },
  write: (numbers: readonly number[]) => numbers.join('~'),
};

const scale = choice('linear', 'log');

/** Everything that a view state may say. A link's key and an attribute are called as the entry is, but for `views`. */
const KINDS: Readonly<Record<keyof ViewState, Kind>> = {
  views: names,
  quantity: name,
  against: choice('step', 'epoch', 'evaluations', 'seconds'),
  axis: scale,
  xaxis: scale,
  smooth: flag,
  equal: flag,
  speed: number('real', 1e7),
  at: number('integer', 1e7),
  target: { read: toNumber, wrong: as({ kind: 'real' }), write: fromNumber },
  map: part,
  pair,
  chart: part,
};

const ENTRIES = Object.entries(KINDS) as [keyof ViewState, Kind][];
const keyOf = (entry: keyof ViewState): string => (entry === 'views' ? 'view' : entry);

/** What links, attributes and the queries of embeds call the entries. */
export const VIEW_KEYS: ReadonlyMap<string, keyof ViewState> = new Map(ENTRIES.map(([id]) => [keyOf(id), id]));

/** How many numbers an entry may have, where it is of numbers. */
export const NUMBERS: { readonly [entry in keyof ViewState]?: readonly number[] } = {
  speed: [1],
  at: [1],
  target: [1],
  map: [2, 4],
  pair: [2, 3],
  chart: [2, 4],
};

/** −0 is 0, as in a link. */
const plain = (x: unknown): unknown => (typeof x === 'number' ? x + 0 : x);

/** A view state of anything: values of a config, or texts of links and attributes, which have no `at`. Undefined when it says nothing. */
export function readView(input: unknown, notices: Notices, at = 'view'): ViewState | undefined {
  if (input === undefined) return undefined;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    notices.add('wrong-type', at, 'must be an object');
    return undefined;
  }
  const view: Record<string, unknown> = {};
  for (const [id, given] of Object.entries(input)) {
    const path = at ? `${at}.${id}` : keyOf(id as keyof ViewState);
    if (!Object.hasOwn(KINDS, id)) {
      notices.add('unknown-field', path, 'there is no such field');
      continue;
    }
    const kind = KINDS[id as keyof ViewState];
    const value = typeof given === 'string' ? kind.read(given) : given;
    const mistake = kind.wrong(value);
    if (mistake) notices.add(mistake.code, path, mistake.message);
    else view[id] = Array.isArray(value) ? value.map(plain) : plain(value);
  }
  return Object.keys(view).length > 0 ? (view as ViewState) : undefined;
}

/** Its keys and texts as a link has them, in a fixed order. */
export const writeView = (view: ViewState): [key: string, text: string][] =>
  ENTRIES.flatMap(([id, kind]) => (view[id] === undefined ? [] : [[keyOf(id), kind.write(view[id] as never)]]));

/** One with what the other says in its place; what that leaves undefined is as suits the problem. */
export const withView = (view: ViewState, change: ViewState): ViewState =>
  Object.fromEntries(Object.entries({ ...view, ...change }).filter(([, value]) => value !== undefined));
