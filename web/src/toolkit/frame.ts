const LONG = 5; // milliseconds
const MOST = 50; // that drawing may have to wait

/** What is to be drawn, the longest postponed first, and whether it takes a good part of a frame. */
const due = new Map<() => void, boolean>();
/** Windows whose next frame is asked for: a race may have been moved into another one, and a window that is not seen has none. */
const asked = new WeakSet<Window>();
let free = 0;
let took = 0;

/** Milliseconds that the last frame took in which something was drawn, painting included. */
export const lastFrame = (): number => took;

/** What would make the frame long waits for the next one; and drawing takes half of the time at most. */
function flush(view: Window): void {
  asked.delete(view);
  const began = performance.now();
  if (began < free) {
    ask(view);
    return;
  }
  // By the next task the browser has laid out and painted, too.
  setTimeout(() => {
    const now = performance.now();
    took = now - began;
    free = now + Math.min(took, MOST);
  });
  let strained = false;
  try {
    for (const [draw, heavy] of [...due]) {
      if (performance.now() - began > LONG) break;
      if (heavy && strained) continue;
      strained ||= heavy;
      due.delete(draw);
      draw();
    }
  } finally {
    if (due.size > 0) ask(view);
  }
}

const ask = (view: Window): void => {
  if (asked.has(view)) return;
  asked.add(view);
  view.requestAnimationFrame(() => flush(view));
};

/** Runs `draw` in the next animation frame of its window, once, however often it is asked for until then. */
export function nextFrame(draw: () => void, view: Window | null = window): void {
  due.set(draw, false);
  if (view) ask(view);
}

/** The same for what takes a good part of a frame to draw: of these, each frame does one. */
export function soon(draw: () => void, view: Window | null = window): void {
  due.set(draw, true);
  if (view) ask(view);
}

export const cancelFrame = (draw: () => void): boolean => due.delete(draw);
