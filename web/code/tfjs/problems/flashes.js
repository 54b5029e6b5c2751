/** Noise in ten channels, and at one step a flash in that of the class. */
function makeData(count = 1024) {
  const random = new Pcg32(seed, 3);
  const y = Array.from({ length: count }, (_, i) => i % 4);
  const x = y.flatMap((k) => {
    const item = random.normals(1000).map((z) => spread * z);
    item[10 * random.below(100) + k] += 3;
    return item;
  });
  return [x, y];
}
