// A race before an audience: what the keys of a clicker do, and where each of them takes it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { actOf, Presenter, stopFrom } from '../../../web/src/reader/presenter.ts';
import type { Stage } from '../../../web/src/reader/stage.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const motion = (reduced: boolean): void => void vi.stubGlobal('matchMedia', () => ({ matches: reduced }));

/** Frames that come when they are asked for, 100 milliseconds apart. */
const frames = {
  due: [] as (() => void)[],
  requestAnimationFrame: (draw: () => void) => frames.due.push(draw),
  run(): void {
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(100);
      for (const draw of frames.due.splice(0)) draw();
    }
  },
};

function stage(steps: number, reached = 0) {
  const turns: number[] = [];
  const its = {
    config: { steps },
    reached,
    race: {
      pause: () => {},
      turn: (to: number) => {
        turns.push(to);
        its.reached = to;
      },
    },
  };
  return { turns, presenter: new Presenter(its as unknown as Stage, frames as unknown as Window) };
}

const press = (key: string, more: Partial<KeyboardEvent> = {}) => actOf({ key, ...more } as KeyboardEvent);

it('a clicker steps on and back, blackens the screen and leaves; other keys stay the browser’s', () => {
  expect(['PageDown', 'ArrowRight', 'ArrowDown', ' '].map((key) => press(key))).toEqual(Array(4).fill('next'));
  expect(['PageUp', 'ArrowLeft', 'ArrowUp'].map((key) => press(key))).toEqual(Array(3).fill('back'));
  expect(['b', 'B', '.'].map((key) => press(key))).toEqual(Array(3).fill('black'));
  expect(['Home', 'End', 'Escape'].map((key) => press(key))).toEqual(['first', 'last', 'leave']);
  expect([press('a'), press('toString'), press('ArrowLeft', { altKey: true }), press('b', { ctrlKey: true })]).toEqual(
    Array(4).fill(undefined),
  );
});

it.each([
  [200, 20],
  [785, 20],
  [7, 7],
  [21, 11],
  [100_000, 20],
])('a race of %i steps has its end after %i presses', (steps, presses) => {
  let at = 0;
  for (let n = 0; n < presses; n++) {
    expect(at).toBeLessThan(steps);
    at = stopFrom(at, steps, 'next');
  }
  expect([at, stopFrom(at, steps, 'next'), stopFrom(0, steps, 'back')]).toEqual([steps, steps, 0]);
});

it('from a step between two stops it goes to the nearest in either direction', () => {
  expect([stopFrom(37, 200, 'next'), stopFrom(37, 200, 'back'), stopFrom(40, 200, 'back')]).toEqual([40, 30, 30]);
});

it('a press shows the way to the next stop, and one more on the way counts from there', () => {
  motion(false);
  const { presenter, turns } = stage(200);
  presenter.act('next');
  presenter.act('next');
  frames.run();
  expect(turns.at(-1)).toBe(20);
  expect(turns.length).toBeGreaterThan(4);
  expect(turns).toEqual([...turns].sort((a, b) => a - b));
  presenter.act('last');
  presenter.act('back');
  frames.run();
  expect(turns.at(-1)).toBe(190);
});

it('nothing moves by itself for who prefers that', () => {
  motion(true);
  const { presenter, turns } = stage(200, 37);
  presenter.act('next');
  expect(turns).toEqual([40]);
});
