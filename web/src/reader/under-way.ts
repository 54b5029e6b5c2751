import type { Stage } from './stage.ts';

/** What a visit costs, in time and in bytes, is counted up to this mark. */
export const FIRST_STEP = 'sidestep:first-step';

const idle = (does: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(does, { timeout: 1000 });
  else setTimeout(does, 200); // Safari
};

/** Once the race has taken its first step, or stands where it is to wait, and the browser has nothing better to do. */
export const underWay = (stage: Stage): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!stage.counted || (stage.step === 0 && stage.playing)) return;
      off();
      if (performance.getEntriesByName(FIRST_STEP).length === 0) performance.mark(FIRST_STEP); // marks are kept for ever
      idle(resolve);
    };
    const off = stage.on('numbers', look);
    look(); // parts that come late find a race that stands, and that nothing may move again
  });
