import { PATIENCE } from './limit.ts';

/**
 * Loads at the first call and keeps what came. After a failure a later call tries again, though not at once: what asks may render
 * many times a second.
 */
export function retried<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined;
  let failed = Number.POSITIVE_INFINITY;
  return () => {
    if (!coming || performance.now() - failed > PATIENCE) {
      failed = Number.POSITIVE_INFINITY;
      coming = load();
      coming.catch(() => {
        failed = performance.now();
      });
    }
    return coming;
  };
}
