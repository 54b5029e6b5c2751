// npm run oracle: writes web/oracle.json, what each optimizer is held to and how closely it agrees, from a run of the module.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { native, wasm, wasmNeeds } from './setup/cmake.mjs';
import { build, main, root, run, step, text } from './setup/step.mjs';
import { system } from './setup/system.mjs';

export const path = join(root, 'web/oracle.json');

/** Relative, with nothing to soften it; where 0 is expected, 0 it must be. */
const errorOf = (actual, expected) => (actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected));

/** The largest error of one trajectory (tests/golden/README.md) over all its recorded steps; NaN when a row is missing. */
function errorOfCase(module, { surface, start, optimizer, hyperparameters, steps }) {
  const last = steps.at(-1)[0];
  const lane = module.createLane({
    seed: 1,
    batch: 1,
    steps: last,
    every: 1,
    problem: { id: surface, start },
    lane: { optimizer, ...hyperparameters },
  });
  if (lane.code) throw new Error(`${lane.code} ${lane.at} ${lane.message}`);
  lane.run(last, 0);
  const [rows, columns] = [lane.rows(), lane.columns()];
  const value = (t, name) => rows[t * columns.length + columns.indexOf(name)];
  const errors = steps.flatMap(([t, params, loss]) => [
    ...params.map((x, i) => errorOf(value(t, `x${i}`), x)),
    errorOf(value(t, 'loss'), loss),
  ]);
  lane.delete();
  return Math.max(...errors); // not a number as soon as one is not
}

/** One significant digit, never too small: what is printed holds. */
export function roundedUp(x) {
  if (!(x > 0)) return x;
  const rounded = Number(x.toExponential(0));
  return rounded >= x ? rounded : Number((rounded + 10 ** Math.floor(Math.log10(rounded))).toExponential(0));
}

/** The version of PyTorch whose source was read for every rule that it has (docs/numerics.md). */
const read = '2.x';

/** Settings that occurred, each once, in the order in which they came first. */
const distinct = (list) => [...new Map(list.map((settings) => [JSON.stringify(settings), settings])).values()];

/**
 * For each optimizer of the catalog, by the settings that were run: PyTorch's trajectories with the largest relative error, and what
 * was held to a second implementation written from the paper or from a framework's source.
 */
export function measure(module, golden, optimizers, references) {
  const held = {};
  for (const { id } of optimizers) {
    const cases = golden.cases.filter(({ optimizer }) => optimizer === id);
    held[id] = {
      held: distinct(cases.map(({ hyperparameters }) => hyperparameters)).map((settings) => {
        const these = cases.filter((one) => JSON.stringify(one.hyperparameters) === JSON.stringify(settings));
        const error = roundedUp(Math.max(...these.map((one) => errorOfCase(module, one))));
        return { settings, cases: these.length, error };
      }),
      references: references[id] ?? [],
    };
  }
  const run = golden.source.match(/\d+\.\d+/)?.[0] ?? '';
  return { source: golden.source, run, read, optimizers: held };
}

/** What the tests of tests/cpp that are called Reference were run with, by optimizer. */
async function references() {
  await native('release', 'sidestep_tests');
  const path = join(build, 'references.jsonl');
  rmSync(path, { force: true });
  const tests = join(build, 'release/sidestep_tests');
  await run(tests, ['--gtest_filter=Reference*'], { log: 'references', env: { SIDESTEP_REFERENCES: path } });
  const lines = text(path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ids = [...new Set(lines.map(({ id }) => id))];
  const of = (id) => distinct(lines.filter((line) => line.id === id).map(({ settings }) => settings));
  return Object.fromEntries(ids.map((id) => [id, of(id)]));
}

async function generate() {
  const { default: load } = await import(pathToFileURL(join(build, 'wasm/sidestep-all.mjs')));
  const golden = JSON.parse(text(join(root, 'tests/golden/surface-trajectories.json')));
  const { optimizers } = JSON.parse(text(join(root, 'web/catalog.json')));
  return `${JSON.stringify(measure(await load(), golden, optimizers, await references()), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(async () => {
    await system(...(await wasmNeeds()), 'compiler', 'json', 'googletest');
    await wasm();
    const wanted = await generate();
    await step('oracle', { fresh: () => text(path) === wanted, work: () => writeFileSync(path, wanted) });
  });
}
