/** Three arms of a spiral. */
function makeData(count = 300) {
  const random = new Pcg32(seed, 3);
  const y = Array.from({ length: count }, (_, i) => i % 3);
  const x = y.flatMap((k, i) => {
    const radius = (Math.floor(i / 3) + 1) / 100;
    const angle = ((2 * Math.PI) / 3) * k + 4 * radius + spread * random.normal();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return [x, y];
}
