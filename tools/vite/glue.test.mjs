import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/step.mjs';
import { spared } from './glue.mjs';
import { lightened } from './light.mjs';

const file = (name) => join(root, 'build/wasm', name);
const source = readFileSync(file('sidestep.mjs'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'sidestep-glue-'));
writeFileSync(join(folder, 'light.mjs'), lightened(file('sidestep.mjs'), source));
const { default: light } = await import(join(folder, 'light.mjs'));
rmSync(folder, { recursive: true });

const refusal = (does) => {
  try {
    return does();
  } catch ({ name, message }) {
    return `${name}: ${message}`;
  }
};

/** What a module says and computes: texts in both directions, objects, arrays, classes as arguments and results. */
function told(module) {
  const lane = (optimizer, more) =>
    module.createLane({
      ...{ seed: 3, batch: 4, steps: 50, every: 1 },
      ...{ problem: { id: 'rosenbrock', noise: 0.1 }, lane: { optimizer }, ...more },
    });
  const run = lane('adam');
  run.run(50, 0);
  const computed = [run.status(), run.columns(), run.rows().length, run.hash('params'), run.peek('params').slice()];
  const measurement = module.measure({ instrument: { id: 'effective_rates' }, lane: run });
  const measured = [measurement.advance(0), measurement.reading().values.slice()];
  measurement.delete();
  run.delete();
  const set = { shape: [2], classes: 2 };
  return [
    ...computed,
    ...measured,
    refusal(() => run.step()),
    lane('größe 梯度 😀'),
    lane('adam', { problem: { id: 7 } }),
    lane('sgd', { lane: { optimizer: 'sgd', lr: 'fast' } }),
    module.createDataset(set),
    module.createDataset({ ...set, train: 8, test: 4 }).constructor.name,
  ];
}

test('what goes of the glue is what no bundle asks for', async () => {
  expect(light.toString().length).toBeLessThan(0.75 * source.length);
  const wasmBinary = readFileSync(file('sidestep.wasm'));
  const whole = (await import(file('sidestep.mjs'))).default;
  expect(told(await light({ wasmBinary }))).toEqual(told(await whole({ wasmBinary })));
});

test('hosts give the module compiled, and hear when it cannot be made', async () => {
  const compiled = await WebAssembly.compile(readFileSync(file('sidestep.wasm')));
  const instantiateWasm = (imports, done) => {
    WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
    return {};
  };
  expect(told(await light({ instantiateWasm }))).toHaveLength(13);
  await expect(light({ wasmBinary: new Uint8Array([0, 1, 2, 3]) })).rejects.toThrow('magic');
});

test('glue of another version stays as it is', () => {
  expect(spared(source.replace('isAliasOf(other){', 'isAlias(other){'))).toContain('UTF16Decoder');
});
