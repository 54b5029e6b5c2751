// Sidestep's own module in this process, by lanes as the page has them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BATCHES } from './tasks.mjs';

/** The module with every layer in `folder`, or null where it has not been built or this engine cannot run it. */
export async function ours(name, folder) {
  const base = existsSync(join(folder, 'sidestep-all.mjs')) ? 'sidestep-all' : 'sidestep'; // relaxed SIMD has one
  const [script, binary] = [`${base}.mjs`, `${base}.wasm`].map((file) => join(folder, file));
  if (!existsSync(script) || !WebAssembly.validate(readFileSync(binary))) return null;
  const { default: factory } = await import(pathToFileURL(script));
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return { name, version, make: (task, params) => make(factory, task, params) };
}

async function make(factory, { net, batch, optimizer, lr, shape, classes, bytes, numbers, labels }, params) {
  const module = await factory(); // each anew: one load in a hundred stays in the engine's baseline code
  const data = module.createDataset({ shape, classes, train: labels.length, test: 1, real: !bytes });
  if (bytes) data.bytes('train', 'items').set(bytes);
  else data.numbers('train').set(numbers);
  data.bytes('train', 'labels').set(labels);
  data.seal();
  const lane = module.createLane({
    seed: 1,
    batch,
    problem: { id: 'network', train: batch * BATCHES, test: 1, net, evaluate: 1e7, shuffle: false },
    lane: { optimizer, lr },
    data,
  });
  if (lane.code) return { absent: lane.message };
  if (params) lane.startFrom(params);
  const loss = lane.columns().indexOf('loss');
  let steps = 0;
  return {
    params: () => Float32Array.from(lane.peek('params')),
    // Row t has the loss of batch t + 1, which the first call computes without an update.
    step: () => {
      lane.run(steps++ === 0 ? 0 : 1, 0);
      return lane.rows()[loss];
    },
    dispose: () => lane.delete(),
  };
}
