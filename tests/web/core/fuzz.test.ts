// A hundred thousand links and as many configs, valid, broken and mad, from a fixed seed: nothing is thrown, nothing hangs, and what comes
// out is a config like any other. (Formulas: tests/cpp/formula_test.cpp, as many.)
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Config, normalize } from '../../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { races } from '../support/configs.ts';
import { catalog } from '../support/module.ts';

const runs = { numRuns: 100_000, seed: 20_000 };
const longest = 100; // ms for one input

/** Runs it; when that took too long, twice more, since the machine may have been busy elsewhere. */
function quick<T>(work: () => T): T {
  let took = Number.POSITIVE_INFINITY;
  let result: T;
  for (let attempt = 0; attempt < 3 && took > longest; attempt++) {
    const start = performance.now();
    result = work();
    took = performance.now() - start;
  }
  if (took > longest) throw new Error(`took ${took} ms`);
  return result!;
}

const same = (a: Config, b: Config) => JSON.stringify(a) === JSON.stringify(b);

function expectSound(config: Config) {
  const again = normalize(config, catalog);
  if (again.notices.length > 0 || !same(again.config, config)) expect(again).toEqual({ config, notices: [] });
}

const ids = [...catalog.optimizers, ...catalog.problems].flatMap(({ id, fields }) => [
  id,
  ...fields.map((field) => field.id),
]);
const piece = fc.oneof(
  fc.constantFrom(
    '#',
    '&',
    '=',
    ',',
    '~',
    '%',
    '%zz',
    '%00',
    '+',
    '-',
    '.',
    'e',
    '1e999',
    'NaN',
    '0x1',
    '\u{d800}',
    'v',
    '__proto__',
  ),
  fc.constantFrom('v=1', 'p=', 'o=', 'seed=', 'steps=', 'batch=', 'data=', 'start='),
  fc.constantFrom(...ids),
  fc.double().map(String),
  fc.string({ maxLength: 6 }),
);
const made = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));
const pool = fc.sample(races, { numRuns: 2000, seed: 1 }); // making them is what takes the time
const valid = fc.constantFrom(...pool);
const links = fc.constantFrom(...pool.map((race) => formatLink(normalize(race, catalog).config, catalog)));
/** A good link with a piece of another text in place of some characters. */
const broken = fc
  .tuple(links, fc.nat(), fc.nat(12), piece)
  .map(
    ([link, at, length, other]) =>
      link.slice(0, at % (link.length + 1)) + other + link.slice((at % (link.length + 1)) + length),
  );

it('100,000 links', { timeout: 600_000 }, () => {
  let good = 0;
  const property = fc.property(fc.oneof(made, broken, links), (link) => {
    const { config, notices } = quick(() => parseLink(link, catalog));
    if (!config) return;
    expectSound(config);
    if (notices.length === 0) good++;
  });
  fc.assert(property, runs);
  expect(good).toBeGreaterThan(30_000);
  expect(good).toBeLessThan(90_000); // so both kinds were tried
});

const anything = fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 3 });
const mutated = fc
  .tuple(valid, anything, fc.constantFrom('seed', 'steps', 'problem', 'lanes', 'batch', 'v', 'x'))
  .map(([race, value, key]) => ({ ...race, [key]: value }));
const nested = fc
  .tuple(
    fc.constantFrom(...catalog.problems),
    fc.constantFrom(...catalog.optimizers),
    fc.constantFrom(...ids),
    anything,
  )
  .map(([{ id }, optimizer, key, value]) => ({
    problem: { id, [key]: value },
    lanes: [{ optimizer: optimizer.id, [key]: value }, value],
  }));

it('100,000 configs', { timeout: 600_000 }, () => {
  let good = 0;
  const property = fc.property(fc.oneof(anything, mutated, nested, valid), (input) => {
    const { config, notices } = quick(() => normalize(input, catalog));
    expectSound(config);
    if (notices.length === 0) good++;
  });
  fc.assert(property, runs);
  expect(good).toBeGreaterThan(10_000);
  expect(good).toBeLessThan(90_000);
});
