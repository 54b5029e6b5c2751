import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inDocumentOrder, slices } from '../../web/src/toolkit/tasks.ts';

const PRECEDING = 2;
const before = globalThis.Node;
let clock = 0; // a busy machine must not look like long work
beforeAll(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  globalThis.Node = { DOCUMENT_POSITION_PRECEDING: PRECEDING } as typeof Node;
});
afterAll(() => {
  vi.restoreAllMocks();
  globalThis.Node = before;
});

/** A node that stands at a place of the document. */
const at = (place: number): Node =>
  ({
    place,
    compareDocumentPosition: (other: { place: number }) => (other.place < place ? PRECEDING : 4),
  }) as unknown as Node;

const hold = (millis: number): void => {
  clock += millis;
};

test('what waits is done in the order of the document, parts that came later included', async () => {
  const done: number[] = [];
  const does = (place: number) => inDocumentOrder(at(place), () => done.push(place));
  const first = inDocumentOrder(at(0), () => {
    done.push(0);
    void does(2); // a part of the first, which has made it
    void does(1);
  });
  await Promise.all([first, does(9), does(3)]);
  expect(done).toEqual([0, 1, 2, 3, 9]);
});

test('long work is spread over tasks, short work is not', async () => {
  for (const [millis, tasks] of [
    [6, 4],
    [1, 1],
    [0, 0],
  ] as const) {
    let others = 0;
    const count = (): void => {
      others++;
      timer = setTimeout(count);
    };
    let timer = setTimeout(count);
    await Promise.all([1, 2, 3, 4].map((place) => inDocumentOrder(at(place), () => hold(millis))));
    clearTimeout(timer);
    expect(Math.abs(others - tasks), `${others} other tasks between steps of ${millis} ms`).toBeLessThanOrEqual(1);
    if (millis === 0) expect(others).toBe(0);
  }
});

test('who fails is told so, and the others go on', async () => {
  const failed = inDocumentOrder(at(1), () => {
    throw new Error('no');
  });
  const other = inDocumentOrder(at(2), () => 'done');
  await expect(failed).rejects.toThrow('no');
  expect(await other).toBe('done');
});

test('slices let go of the thread only when it was held for long', async () => {
  const rest = slices();
  let others = 0;
  setTimeout(() => others++, 0);
  await rest();
  expect(others).toBe(0);
  hold(8);
  await rest();
  await rest();
  expect(others).toBe(1);
});

test('who has touched the page gets an answer in one task, and a task that was called off stops nobody', async () => {
  const heard: (() => void)[] = [];
  vi.stubGlobal('addEventListener', (_type: string, does: () => void) => heard.push(does));
  vi.stubGlobal('scheduler', { yield: () => Promise.reject(new Error('called off')) });
  vi.resetModules();
  const fresh = await import('../../web/src/toolkit/tasks.ts');
  await Promise.all([4, 1, 3].map((place) => fresh.inDocumentOrder(at(place), () => hold(9)))); // although each rest fails

  const yields = vi.fn(() => Promise.resolve());
  vi.stubGlobal('scheduler', { yield: yields });
  vi.resetModules();
  const again = await import('../../web/src/toolkit/tasks.ts');
  const three = () => Promise.all([2, 1, 3].map((place) => again.inDocumentOrder(at(place), () => hold(9))));
  await three();
  expect(yields).toHaveBeenCalledTimes(3);
  for (const does of heard) does();
  await three();
  expect(yields).toHaveBeenCalledTimes(3);
  vi.unstubAllGlobals();
});

test('those who ask in one task come in the order of the document, the first one too', async () => {
  const done: number[] = [];
  await Promise.all([5, 2, 9].map((place) => inDocumentOrder(at(place), () => done.push(place))));
  expect(done).toEqual([2, 5, 9]);
});
