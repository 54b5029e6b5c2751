/** Friedman's function of five features, as scikit-learn's make_friedman1; targets of mean 0 and deviation 1. */
function makeData(count = train) {
  const random = new Pcg32(seed, 3);
  const [x, y] = [[], []];
  for (let i = 0; i < count; i++) {
    const item = random.uniforms(features);
    const [a, b, c, d, e] = item;
    const clean = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e;
    x.push(...item);
    y.push(clean + targetNoise * random.normal());
  }
  return [x, standardized(y)];
}
