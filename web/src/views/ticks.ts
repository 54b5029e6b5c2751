/** Round values between low and high, about `want` of them. */
export function ticks(low: number, high: number, want: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const raw = span / Math.max(1, want);
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * size).find((s) => s >= raw)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.min(100, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** 1, 2 and 5 times the powers of ten from low to high; when these are more than `most`, 1 and 3 times, then the powers. */
export function logTicks(low: number, high: number, most: number): number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  for (const mantissas of [[1, 2, 5], [1, 3], [1]]) {
    const all: number[] = [];
    for (let e = from; e <= to; e++) for (const m of mantissas) all.push(m * 10 ** e);
    const inside = all.filter((v) => v >= low && v <= high);
    if (inside.length <= most) return inside;
  }
  const every = Math.ceil((to - from) / most);
  return Array.from({ length: most }, (_, i) => 10 ** (from + i * every)).filter((v) => v >= low && v <= high);
}
