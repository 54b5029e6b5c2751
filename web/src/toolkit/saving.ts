/** Whether the reader has asked the browser to save data: nothing comes before it is wanted. */
export const savesData = (): boolean =>
  (globalThis.navigator as { connection?: { saveData?: boolean } } | undefined)?.connection?.saveData === true;

/** At the first thing that the reader does on this page. */
export const touched = (): Promise<void> =>
  new Promise((resolve) => {
    for (const type of ['pointerdown', 'keydown'])
      addEventListener(type, () => resolve(), { capture: true, once: true, passive: true });
  });
