// A task as a lane of our module, in Node and in a page alike.

export async function make(factory, { net, batch, optimizer, lr, shape, classes, bytes, numbers, labels }, params) {
  const module = await factory(); // each anew: one load in a hundred stays in the engine's baseline code
  const data = module.createDataset({ shape, classes, train: labels.length, test: 1, real: !bytes });
  if (bytes) data.bytes('train', 'items').set(bytes);
  else data.numbers('train').set(numbers);
  data.bytes('train', 'labels').set(labels);
  data.seal();
  const lane = module.createLane({
    seed: 1,
    batch,
    problem: { id: 'network', train: labels.length, test: 1, net, evaluate: 1e7, shuffle: false },
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

/** { losses, micros a step } of `steps` steps. */
export function time(job, steps) {
  const losses = [];
  const start = performance.now();
  for (let i = 0; i < steps; i++) losses.push(job.step());
  return { losses, micros: ((performance.now() - start) * 1000) / steps };
}
