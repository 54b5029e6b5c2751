/** How many letters must be put in, left out or replaced to make one word of another (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

const MOST = 60; // letters that are compared

/** The word that somebody may have meant: the one with the fewest letters wrong, if that is no more than half of them. */
export function similar(word: string, known: readonly string[]): string | undefined {
  const meant = word
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .slice(0, MOST);
  const part = known.find((one) => meant.length > 2 && one.startsWith(`${meant}-`));
  const ranked = known.map((one) => ({ one, wrong: distance(meant, one) })).sort((a, b) => a.wrong - b.wrong);
  const [best] = ranked;
  return best && best.wrong <= Math.min(3, meant.length / 2) ? best.one : part;
}
