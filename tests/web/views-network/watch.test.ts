// What is read of lanes is of the step that is looked at, however often the reader turns elsewhere meanwhile.
import { expect, it, vi } from 'vitest';
import type { LaneView } from '../../../web/src/engine/lane.ts';
import type { Stage } from '../../../web/src/reader/stage.ts';
import { Emitter } from '../../../web/src/toolkit/emitter.ts';
import { Watch } from '../../../web/src/views/network/watch.ts';

class Fake extends Emitter<{ numbers: undefined; config: undefined; session: undefined }> {
  playing = false;
  readonly config = { problem: { id: 'any' }, seed: 1 };
  readonly swatches = [0];
  readonly lane = { status: 'finished', step: 200 };
  measured = [{ status: 'running', step: 60 }];
  readonly race = { lanes: [this.lane] as unknown as LaneView[] };
  turn(step: number): void {
    this.measured = [{ status: 'running', step }];
    this.emit('session', undefined);
  }
}

it('gives up a look at a step that the reader has left, and looks at the next', async () => {
  vi.stubGlobal('window', globalThis);
  const stage = new Fake();
  const asked: { step: number; signal: AbortSignal; done: (value: number) => void }[] = [];
  const watch = new Watch<number>(
    stage as unknown as Stage,
    (_, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ step: stage.measured[0]!.step, signal, done: resolve });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    () => {},
  );
  watch.start();
  stage.turn(19);
  expect(asked[0]!.signal.aborted).toBe(true);
  await vi.waitFor(() => expect(asked.length).toBe(2));
  asked[1]!.done(19);
  await vi.waitFor(() => expect(watch.of(0)).toBe(19));
  expect([watch.stepOf(0), watch.settled]).toEqual([19, true]);
  stage.turn(7);
  expect([watch.stepOf(0), watch.settled]).toEqual([19, false]); // what is on show says of which step it is
  watch.stop();
  expect(asked.at(-1)!.signal.aborted).toBe(true);
  vi.unstubAllGlobals();
});
