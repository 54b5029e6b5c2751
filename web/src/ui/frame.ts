const due = new Set<() => void>();
const heavy = new Set<() => void>();
let frame = 0;

function flush(): void {
  frame = 0;
  const now = [...due];
  due.clear();
  const [one] = heavy;
  if (one) {
    heavy.delete(one);
    now.push(one);
  }
  if (heavy.size > 0) ask();
  for (const draw of now) draw();
}

const ask = (): void => {
  if (frame === 0) frame = requestAnimationFrame(flush);
};

/** Runs `draw` in the next animation frame, once, however often it is asked for until then. */
export function nextFrame(draw: () => void): void {
  due.add(draw);
  ask();
}

/** The same for what takes a good part of a frame to draw: of these, each frame does one. */
export function soon(draw: () => void): void {
  heavy.add(draw);
  ask();
}

export const cancelFrame = (draw: () => void): boolean => due.delete(draw) || heavy.delete(draw);
