function loss(w, t) {
  const items = batchOf(t);
  const x = tf.gather(inputs, tf.tensor1d(items, 'int32'));
  const y = outputsOf(w, x, t);
  const target = tf.tensor2d(items.map((i) => [targets[i]])); //? single
  const labels = tf.tensor1d(items.map((i) => targets[i]), 'int32'); //? !single
  const target = tf.oneHot(labels, y.shape[1]); //? !single
  return tf.losses.softmaxCrossEntropy(target, y); //? loss=crossEntropy
  return tf.losses.meanSquaredError(target, y); //? loss=mse
  return tf.losses.absoluteDifference(target, y); //? loss=mae
  return tf.losses.sigmoidCrossEntropy(target, y); //? loss=binaryCrossEntropy
}

function fit(lane, optimizer) {
  const w = start.map(([values, shape]) => tf.variable(tf.tensor(values, shape)));
  for (let t = 0; t < steps; t++) optimizer.minimize(() => loss(w, t), false, w);
  const params = w.flatMap((tensor) => [...tensor.dataSync()]);
  return { lane, loss: tf.tidy(() => loss(w, steps).dataSync()[0]), params };
}
