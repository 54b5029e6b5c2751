/** Milliseconds of silence after which a reader is told: nothing came, however slow, since then. */
export const PATIENCE = 15_000;

/** Nothing has come. It may still come, and another try may do better. */
export class Late extends Error {
  constructor(millis: number) {
    super(`nothing has come for ${millis / 1000} seconds`);
  }
}

/** What is on its way, or a rejection with `Late`; it is not stopped (a script that is being imported cannot be). */
export function within<T>(coming: Promise<T>, millis = PATIENCE): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(millis)), millis);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
