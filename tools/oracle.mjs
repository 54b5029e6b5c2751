// npm run oracle: writes web/oracle.json, what each optimizer is held to and how closely it agrees, from a run of the module.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { wasm, wasmNeeds } from './setup/cmake.mjs';
import { build, main, root, step, text } from './setup/step.mjs';
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

/** The tests in which a rule is written again from its paper: TEST(Reference, NAME…) in tests/cpp. */
function references(optimizer) {
  const name = optimizer.replace(/_/g, '');
  const sources = readdirSync(join(root, 'tests/cpp')).filter((file) => file.endsWith('_test.cpp'));
  const tests = sources.flatMap((file) => [
    ...readFileSync(join(root, 'tests/cpp', file), 'utf8').matchAll(/^TEST\(Reference,\s*(\w+)\)/gm),
  ]);
  return tests.filter(([, test]) => test.toLowerCase().startsWith(name)).length;
}

/** The version of PyTorch whose source was read for every rule that it has (docs/numerics.md). */
const read = '2.x';

/** The switches that every case has on though they are off by default: what the version that was run did otherwise. */
const setIn = (cases, fields) =>
  fields
    .filter(({ id, default: off }) => off === false && cases.every((one) => one.hyperparameters[id] === true))
    .map(({ id }) => id);

/** For each optimizer of the catalog: PyTorch's trajectories and the largest relative error; without any, its references. */
export function measure(module, golden, optimizers) {
  const held = {};
  for (const { id, fields } of optimizers) {
    const cases = golden.cases.filter(({ optimizer }) => optimizer === id);
    if (cases.length === 0) {
      held[id] = { references: references(id) };
      continue;
    }
    const set = setIn(cases, fields);
    held[id] = { cases: cases.length, error: roundedUp(Math.max(...cases.map((one) => errorOfCase(module, one)))) };
    // Then the rule as it is by default was not run: it has its own references.
    if (set.length > 0) Object.assign(held[id], { set, references: references(id) });
  }
  const run = golden.source.match(/\d+\.\d+/)?.[0] ?? '';
  return { source: golden.source, run, read, optimizers: held };
}

async function generate() {
  const { default: load } = await import(pathToFileURL(join(build, 'wasm/sidestep-all.mjs')));
  const golden = JSON.parse(text(join(root, 'tests/golden/surface-trajectories.json')));
  const { optimizers } = JSON.parse(text(join(root, 'web/catalog.json')));
  return `${JSON.stringify(measure(await load(), golden, optimizers), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(async () => {
    await system(...(await wasmNeeds()));
    await wasm();
    const wanted = await generate();
    await step('oracle', { fresh: () => text(path) === wanted, work: () => writeFileSync(path, wanted) });
  });
}
