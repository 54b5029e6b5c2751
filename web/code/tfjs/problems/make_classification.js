/** Clouds about corners of a cube, as scikit-learn's make_classification. */
function makeData(count = train) {
  const random = new Pcg32(seed, 3);
  const clusters = classes * clustersPerClass;
  const corners = [];
  while (corners.length < clusters) {
    const corner = Array.from({ length: informative }, () => (random.below(2) ? classSep : -classSep));
    if (!corners.some((one) => `${one}` === `${corner}`)) corners.push(corner);
  }
  const lengths = random.uniforms(clusters); //? !hypercube
  const scales = random.uniforms(informative); //? !hypercube
  const centres = corners.map((corner, k) => corner.map((c, j) => c * lengths[k] * scales[j])); //? !hypercube
  const centres = corners; //? hypercube
  const even = (size) => random.uniforms(size).map((u) => 2 * u - 1);
  const mixing = corners.map(() => even(informative ** 2));
  const combining = even(informative * redundant);
  const times = (row, matrix, width) =>
    Array.from({ length: width }, (_, j) => row.reduce((sum, r, i) => sum + r * matrix[i * width + j], 0));
  const [x, y] = [[], []];
  for (let i = 0; i < count; i++) {
    const k = i % clusters;
    const telling = times(random.normals(informative), mixing[k], informative).map((z, j) => z + centres[k][j]);
    const item = [...telling, ...times(telling, combining, redundant)];
    item.push(...random.normals(features - informative - redundant));
    x.push(...item.map((z) => (z + shift) * scale));
    y.push(random.uniform() < flipY ? random.below(classes) : k % classes);
  }
  return [x, y];
}
