/** A linear function of the first features, as scikit-learn's make_regression; targets of mean 0 and deviation 1. */
function makeData(count = train) {
  const random = new Pcg32(seed, 3);
  const slopes = random.uniforms(informative).map((u) => 100 * u);
  const [x, y] = [[], []];
  for (let i = 0; i < count; i++) {
    const item = random.normals(features);
    const clean = slopes.reduce((sum, slope, j) => sum + slope * item[j], 0) + bias;
    x.push(...item);
    y.push(clean + targetNoise * random.normal());
  }
  return [x, standardized(y)];
}
