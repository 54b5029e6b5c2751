/** Eight words an item, by Zipf's law; some of them tell the class. */
function makeData(count = 2000) {
  const random = new Pcg32(seed, 3);
  const y = Array.from({ length: count }, (_, i) => i % 4);
  const x = y.flatMap((k) =>
    Array.from({ length: 8 }, () => {
      const rank = Math.floor(1000 ** random.uniform()) - 1;
      return random.uniform() < spread ? rank : rank - (rank % 4) + k;
    }),
  );
  return [x, y];
}
