/** A cloud about each centre, as scikit-learn's make_blobs. */
function makeData(count = train) {
  const random = new Pcg32(seed, 3);
  const places = random.uniforms(centers * features).map((u) => boxLow + (boxHigh - boxLow) * u);
  const y = Array.from({ length: count }, (_, i) => i % centers);
  const x = y.flatMap((k) => random.normals(features).map((z, j) => places[features * k + j] + clusterStd * z));
  return [x, y];
}
