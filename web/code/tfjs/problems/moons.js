/** Two interleaved half circles. */
function makeData(count = 200) {
  const random = new Pcg32(seed, 3);
  const y = Array.from({ length: count }, (_, i) => i % 2);
  const x = y.flatMap((k) => {
    const side = k ? -1 : 1;
    const angle = Math.PI * random.uniform();
    const across = side * (Math.cos(angle) - 0.5) + spread * random.normal();
    return [across, side * (Math.sin(angle) - 0.25) + spread * random.normal()];
  });
  return [x, y];
}
