function standardized(y) {
  const mean = y.reduce((a, b) => a + b) / y.length;
  const deviation = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length);
  return y.map((value) => (value - mean) / deviation);
}
