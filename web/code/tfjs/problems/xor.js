/** Four clouds; those across have the same class. */
function makeData(count = 200) {
  const random = new Pcg32(seed, 3);
  const corners = Array.from({ length: count }, (_, i) => [2 * (i % 2) - 1, 2 * (Math.floor(i / 2) % 2) - 1]);
  const x = corners.flatMap((corner) => corner.map((c) => c + spread * random.normal()));
  return [x, corners.map(([a, b]) => Number(a * b < 0))];
}
