const due = new Set<() => void>();
let frame = 0;

function flush(): void {
  frame = 0;
  const now = [...due];
  due.clear();
  for (const draw of now) draw();
}

/** Runs `draw` in the next animation frame, once, however often it is asked for until then. */
export function nextFrame(draw: () => void): void {
  due.add(draw);
  if (frame === 0) frame = requestAnimationFrame(flush);
}

export const cancelFrame = (draw: () => void): boolean => due.delete(draw);
