import { type Failure, SidestepError } from '../core/module.ts';
import type { CallName } from './protocol.ts';

/**
 * What the arguments of each call must be, before the module sees them. Its own checks name the fields of a race; numbers that only
 * say how much is to be done it takes as they are, and a grid of a billion points would end it.
 */

/** What is wrong with a value, in words, or null. */
type Check = (value: unknown) => string | null;

/** Points of a grid, parameters of a lane, steps that are asked for. */
const MOST = 2 ** 26;

const whole =
  (least = 0, most = Number.MAX_SAFE_INTEGER): Check =>
  (x) =>
    Number.isSafeInteger(x) && (x as number) >= least && (x as number) <= most
      ? null
      : `must be a whole number, ${least} to ${most}`;
const finite: Check = (x) => (Number.isFinite(x) ? null : 'must be a finite number');
const text: Check = (x) => (typeof x === 'string' ? null : 'must be a text');
const flag: Check = (x) => (x === undefined || typeof x === 'boolean' ? null : 'must be true or false');
const bag: Check = (x) => (typeof x === 'object' && x !== null && !Array.isArray(x) ? null : 'must be an object');
const list =
  (check: Check, most: number): Check =>
  (x) =>
    !Array.isArray(x)
      ? 'must be a list'
      : x.length > most
        ? 'is too long a list'
        : (x.map(check).find(Boolean) ?? null);
const numbers: Check = (x) =>
  x instanceof Float32Array || x instanceof Float64Array ? null : 'must be a list of numbers';
/** A race's lane; the core checks what is in it. */
const spec: Check = (x) =>
  bag(x) ?? bag((x as Record<string, unknown>).problem) ?? bag((x as Record<string, unknown>).lane);
/** What a lane changes at a step. */
const change: Check = (x) =>
  bag(x) ?? whole(1)((x as Record<string, unknown>).at) ?? bag((x as Record<string, unknown>).lane);
const rows: Check = (x) => {
  const wrong = spec(x);
  if (wrong) return wrong;
  const { every, steps, changes = [] } = x as Record<string, unknown>;
  return whole(1)(every) ?? whole()(steps) ?? list(change, 64)(changes);
};
/** A bundle, whose losses have room. */
const runs: Check = (x) => {
  const wrong = spec(x);
  if (wrong) return wrong;
  const { runs, steps, losses } = x as Record<string, unknown>;
  const wrongNumber = whole(1, MOST)(runs) ?? whole()(steps) ?? whole(1)(losses);
  if (wrongNumber) return wrongNumber;
  const kept = (runs as number) * ((steps as number) / (losses as number) + 1);
  return kept <= MOST ? null : `keeps more than ${MOST} losses`;
};
const source: Check = (x) => {
  const { id, train, test, validation, base, own, given } = (x ?? {}) as Record<string, unknown>;
  const of = own as { file?: unknown; files?: unknown } | undefined;
  const wrong = bag(x) ?? text(id) ?? whole(0, MOST)(train) ?? whole(0, MOST)(test) ?? flag(validation) ?? text(base);
  return (
    wrong ??
    (own === undefined ? null : (bag(own) ?? text(of!.file) ?? list(file, 64)(of!.files))) ??
    (given === undefined ? null : set(given))
  );
};
const file: Check = (x) => (x instanceof Blob ? null : 'must be a file');
const set: Check = (x) => {
  const { shape, classes, train, test } = (x ?? {}) as Record<string, unknown>;
  return bag(x) ?? list(whole(1, MOST), 3)(shape) ?? whole(1, 256)(classes) ?? file(train) ?? file(test);
};

const files: Check = (x) => list(file, 64)(x) ?? ((x as unknown[]).length > 0 ? null : 'must have a file');

const lane = ['lane', whole(0)] as const;
const on = [
  ['to', whole()],
  ['millis', (x) => finite(x) ?? ((x as number) < 0 ? 'must be 0 or more' : null)],
] as const satisfies readonly (readonly [string, Check])[];
const ticket = ['ticket', whole(0)] as const;
const subject: Check = (x) => {
  const wrong = bag(x);
  if (wrong) return wrong;
  const of = x as Record<string, unknown>;
  return Object.hasOwn(of, 'lane') ? (whole(0)(of.lane) ?? step(of.at)) : bag(of.problem);
};
/** A step that a lane has been at. */
const step: Check = (x) => (x === undefined ? null : whole()(x));
const MOST_STEPS = 4096;

const CHECKS: Readonly<Record<CallName, readonly (readonly [name: string, check: Check])[]>> = {
  init: [
    ['module', (x) => (x === null || x instanceof WebAssembly.Module ? null : 'must be a module')],
    ['fused', flag],
    ['everyRule', (x) => (x === undefined ? null : text(x))],
    ['steps', (x) => (x === undefined ? null : text(x))],
  ],
  ping: [],
  build: [],
  load: [['source', source]],
  inspect: [
    ['files', files],
    ['column', (x) => (x === null ? null : whole()(x))],
    ['wanted', (x) => (x === undefined ? null : text(x))],
    ['numbers', (x) => (x === undefined || x === null ? null : flag(x))],
  ],
  published: [
    ['files', files],
    ['hashes', list(text, 64)],
  ],
  create: [lane, ['spec', rows], ['useData', flag]],
  run: [lane, ...on],
  startFrom: [lane, ['params', numbers]],
  reset: [lane],
  snapshot: [lane],
  restore: [lane, ['snapshot', (x) => (x instanceof Uint8Array ? null : 'must be a list of bytes')]],
  bundle: [lane, ['spec', runs]],
  runBundle: [lane, ...on],
  explain: [
    lane,
    ['parameters', list(whole(0), MOST_STEPS)],
    ['steps', (x) => (x === undefined ? null : list(whole(), MOST_STEPS)(x))],
  ],
  drop: [lane],
  peek: [lane, ['array', text], ['at', step]],
  measure: [ticket, ['instrument', bag], ['of', subject]],
  series: [ticket, ['instrument', bag], lane, ['steps', list(whole(), MOST_STEPS)]],
  cancel: [ticket],
};

const wrongType = (at: string, message: string): Failure => ({ code: 'wrong-type', at, message });

/** A message as a call. Throws a SidestepError that names what cannot be one: `run.to`. */
export function checked(data: unknown): { id: number; name: CallName; args: unknown[] } {
  const { id, name, args } = (data ?? {}) as Record<string, unknown>;
  const known = typeof name === 'string' && Object.hasOwn(CHECKS, name);
  if (!known) throw new SidestepError(wrongType('name', 'there is no such call'));
  if (!Array.isArray(args)) throw new SidestepError(wrongType('args', 'must be a list'));
  for (const [i, [field, check]] of CHECKS[name as CallName].entries()) {
    const mistake = check(args[i]);
    if (mistake) throw new SidestepError(wrongType(`${name}.${field}`, mistake));
  }
  return { id: id as number, name: name as CallName, args };
}
