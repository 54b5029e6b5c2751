const STRETCHES = 3;
/** What leaks goes on leaking; habits settle. So many stretches may pass until three after each other are flat. */
const MOST = 9;
const KB = 1024;

/** What an engine's own habits (compiled code, caches, pools) add or take in a stretch, however many repeats it has. */
const ROOM = 384 * KB;

/** What each of so many repeats may leave behind: 20 KB, and of the engine's room its share. */
export const limitOf = (times: number): number => 20 * KB + (ROOM * STRETCHES) / times;

/** Measures what is held before, between and after three stretches of repeats, when what is made once has been made: the first three that are flat, or the last ones. */
export async function marksOf<M>(
  times: number,
  warmUp: number,
  repeat: (first: number, count: number) => Promise<unknown>,
  measure: () => Promise<M>,
  isFlat: (marks: readonly M[]) => boolean,
): Promise<M[]> {
  await repeat(0, warmUp);
  const marks = [await measure()];
  const last = () => marks.slice(-STRETCHES - 1);
  for (let k = 0; k < STRETCHES || (k < MOST && !isFlat(last())); k++) {
    await repeat(warmUp + (k * times) / STRETCHES, times / STRETCHES);
    marks.push(await measure());
  }
  return last();
}

/** What each repeat leaves behind: the median of the stretches. */
export function eachLeaves(marks: readonly number[], times: number): number {
  const stretches = marks.slice(1).map((mark, k) => ((mark - marks[k]!) * STRETCHES) / times);
  return stretches.sort((a, b) => a - b)[1]!;
}
