/** A cloud about each of ten centres, in a hundred dimensions. */
function makeData(count = 1000) {
  const random = new Pcg32(seed, 3);
  const centres = random.normals(1000);
  const y = Array.from({ length: count }, (_, i) => i % 10);
  const x = y.flatMap((k) => random.normals(100).map((z, j) => centres[100 * k + j] + spread * z));
  return [x, y];
}
