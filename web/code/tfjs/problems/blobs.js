/** A cloud about each of three centres. */
function makeData(count = 1000) {
  const random = new Pcg32(seed, 3);
  const centres = random.normals(30);
  const y = Array.from({ length: count }, (_, i) => i % 3);
  const x = y.flatMap((k) => random.normals(10).map((z, j) => 5 * centres[10 * k + j] + spread * z));
  return [x, y];
}
