const LONG = 5; // milliseconds
const MOST = 50; // that drawing may have to wait

/** What is to be drawn, the longest postponed first, and whether it takes a good part of a frame. */
const due = new Map<() => void, boolean>();
let frame = 0;
let free = 0;

/** What would make the frame long waits for the next one; and drawing takes half of the time at most. */
function flush(): void {
  frame = 0;
  const began = performance.now();
  if (began < free) {
    ask();
    return;
  }
  // By the next task the browser has laid out and painted, too.
  setTimeout(() => {
    const now = performance.now();
    free = now + Math.min(now - began, MOST);
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
    if (due.size > 0) ask();
  }
}

const ask = (): void => {
  if (frame === 0) frame = requestAnimationFrame(flush);
};

/** Runs `draw` in the next animation frame, once, however often it is asked for until then. */
export function nextFrame(draw: () => void): void {
  due.set(draw, false);
  ask();
}

/** The same for what takes a good part of a frame to draw: of these, each frame does one. */
export function soon(draw: () => void): void {
  due.set(draw, true);
  ask();
}

export const cancelFrame = (draw: () => void): boolean => due.delete(draw);
