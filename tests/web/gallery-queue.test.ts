import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GalleryQueue } from '../../web/src/pages/gallery-queue.ts';

let scroll: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  vi.stubGlobal('addEventListener', (_: string, heard: () => void) => {
    scroll = heard;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const runner = () => ({ start: vi.fn(), rested: vi.fn() });

test('while the page scrolls no picture starts, and those that run hear when it rests', async () => {
  const queue = new GalleryQueue();
  const [first, second] = [runner(), runner()];
  queue.ask(first as never);
  await vi.advanceTimersByTimeAsync(20);
  expect(first.start).toHaveBeenCalledOnce();
  for (let k = 0; k < 10; k++) {
    scroll();
    if (k === 0) queue.ask(second as never);
    await vi.advanceTimersByTimeAsync(100);
    expect(queue.scrolls).toBe(true);
  }
  expect(second.start).not.toHaveBeenCalled();
  expect(first.rested).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(queue.scrolls).toBe(false);
  expect(first.rested).toHaveBeenCalledOnce();
  expect(second.start).toHaveBeenCalledOnce();
});
