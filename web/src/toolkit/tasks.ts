/** A reader's machine is slower than ours, and input waits for 50 ms at most (RAIL). */
const SLICE = 4; // milliseconds

const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };

/** A task of its own: what the browser has waiting, input and frames among it, goes first. */
export const nextTask = (): Promise<void> =>
  scheduler?.yield?.().catch(() => {}) ?? // a task that was called off takes nobody else with it
  new Promise((resolve) => setTimeout(resolve));

/** Makes a function that lets go of the thread when it was held for a slice: called now and then, it keeps every task short. */
export function slices(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE) return;
    await nextTask();
    began = performance.now();
  };
}

/** A page that comes together may take its time. Who has touched it sees all of an answer at once: no key falls between its parts. */
let touched = false;
for (const type of ['pointerdown', 'keydown', 'input'])
  globalThis.addEventListener?.(
    type,
    () => {
      touched = true;
    },
    { capture: true, once: true, passive: true },
  );

const waiting = new Map<Node, () => void>();
let under = false;

/** Of some nodes the one that comes first in the document. */
export const firstOf = <N extends Node>(nodes: Iterable<N>): N | undefined => {
  let first: N | undefined;
  for (const node of nodes)
    if (!first || first.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) first = node;
  return first;
};

async function work(): Promise<void> {
  await null; // whoever asks in this task is in the order, too
  const rest = slices();
  for (let node = firstOf(waiting.keys()); node; node = firstOf(waiting.keys())) {
    const does = waiting.get(node)!;
    waiting.delete(node);
    does();
    if (!touched) await rest();
  }
  under = false;
}

/** Does something for a part of the page: many such in the order of the document, in as many tasks as that takes. */
export function inDocumentOrder<T>(node: Node, does: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    waiting.set(node, () => {
      try {
        resolve(does());
      } catch (error) {
        reject(error);
      }
    });
    if (under) return;
    under = true;
    void work();
  });
}
