function weights(random, fanIn, fanOut, shape) {
  const count = size(shape);
  const spread = (values, scale) => values.map((x) => x * scale);
  const even = () => random.uniforms(count).map((x) => 2 * x - 1);
  return spread(random.normals(count), Math.sqrt(2 / fanIn)); //? init=he
  return spread(even(), Math.sqrt(6 / fanIn)); //? init=heUniform
  return spread(even(), Math.sqrt(6 / (fanIn + fanOut))); //? init=xavier|init=keras
  return spread(random.normals(count), Math.sqrt(2 / (fanIn + fanOut))); //? init=xavierNormal
  return spread(even(), 1 / Math.sqrt(fanIn)); //? init=pytorch
}

function biases(random, fanIn, units) {
  return weights(random, fanIn, units, [units]);
}

function orthonormal(random, rows, columns) {
  // Rows of length 1 at right angles (Gram-Schmidt).
  const q = Array.from({ length: rows }, () => random.normals(columns).map(Math.fround));
  const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  for (let j = 0; j < rows; j++) {
    for (let k = 0; k < j; k++) {
      const share = dot(q[j], q[k]);
      q[j] = q[j].map((x, i) => x - share * q[k][i]);
    }
    const length = Math.sqrt(dot(q[j], q[j]));
    q[j] = q[j].map((x) => x / length);
  }
  return q.flat();
}

function size(shape) {
  return shape.reduce((a, b) => a * b, 1);
}

function full(shape, value) {
  return Array(size(shape)).fill(value);
}
