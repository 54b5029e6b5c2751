function gelu(x) {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

function batchNorm(x, gamma, beta) {
  const axes = x.shape.slice(0, -1).map((_, i) => i);
  const { mean, variance } = tf.moments(x, axes);
  return tf.add(tf.mul(gamma, tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)))), beta);
}

/** The mask of the race: it depends on the seed, the step and the layer's place alone. */
function dropout(x, p, place, t) {
  const drawn = drawsOf(t, 64 * seed + place).uniforms(x.size);
  return tf.mul(
    x,
    tf.tensor(
      drawn.map((u) => (u < p ? 0 : 1 / (1 - p))),
      x.shape,
    ),
  );
}

function lstm(x, w, u, b, b2, f, sequence) {
  let [h, c] = [tf.zeros([x.shape[0], u.shape[0]]), tf.zeros([x.shape[0], u.shape[0]])];
  const states = tf.unstack(x, 1).map((row) => {
    const z = tf.add(tf.add(tf.matMul(row, w), b), tf.add(tf.matMul(h, u), b2));
    const [i, forget, g, o] = tf.split(z, 4, 1);
    c = tf.add(tf.mul(tf.sigmoid(forget), c), tf.mul(tf.sigmoid(i), f(g)));
    h = tf.mul(tf.sigmoid(o), f(c));
    return h;
  });
  return sequence ? tf.stack(states, 1) : h;
}

function gru(x, w, u, b, b2, f, sequence) {
  let h = tf.zeros([x.shape[0], u.shape[0]]);
  const states = tf.unstack(x, 1).map((row) => {
    const [r, z, n] = tf.split(tf.add(tf.matMul(row, w), b), 3, 1);
    const [r2, z2, n2] = tf.split(tf.add(tf.matMul(h, u), b2), 3, 1);
    const kept = tf.sigmoid(tf.add(z, z2));
    const fresh = f(tf.add(n, tf.mul(tf.sigmoid(tf.add(r, r2)), n2)));
    h = tf.add(tf.mul(tf.sub(1, kept), fresh), tf.mul(kept, h));
    return h;
  });
  return sequence ? tf.stack(states, 1) : h;
}
