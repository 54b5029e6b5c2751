import { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

const PIECE = 4096; // bytes: what is sent at once takes 20 ms on slow 4G
const BUFFER = 16_384; // bytes that are under way or wait for the line: with more, an urgent file would wait behind the others

/** Lines as DevTools has them: bytes a second, milliseconds there and back. */
export const lines = {
  none: undefined,
  'slow 4G': { rate: 1.6e6 / 8, rtt: 150 },
  '3G': { rate: 400e3 / 8, rtt: 400 },
};

/** One direction of a connection: what is sent arrives after a while, in its order. */
function direction() {
  let last = Promise.resolve();
  return (millis, arrives) => {
    const then = performance.now() + millis;
    last = last.then(() => pause(Math.max(0, then - performance.now()))).then(arrives);
  };
}

/**
 * Makes connections as slow as a line which all of them share. It is the server's end that waits, so it holds for pages, workers
 * and service workers alike, which the throttling of DevTools does not. The start of a connection takes a round trip; that TCP
 * begins slowly is not part of it.
 */
export function slowLine({ rate, rtt }) {
  let free = 0; // when the line has sent what it was given
  return (socket) => {
    const [up, down] = [direction(), direction()];
    socket.setNoDelay(true);
    const slow = new Duplex({
      writableHighWaterMark: BUFFER,
      read() {
        socket.resume();
      },
      async write(chunk, _, done) {
        for (let from = 0; from < chunk.length; from += PIECE) {
          const piece = chunk.subarray(from, from + PIECE);
          const now = performance.now();
          free = Math.max(now, free) + (1000 * piece.length) / rate;
          down(free - now + rtt / 2, () => socket.destroyed || socket.write(piece));
          await pause(free - now);
        }
        done();
      },
      final(done) {
        down(rtt / 2, () => socket.end(done));
      },
      destroy(error, done) {
        socket.destroy();
        done(error);
      },
    });
    up(rtt, () => {});
    socket.on('data', (chunk) => up(rtt / 2, () => slow.destroyed || slow.push(chunk)));
    socket.on('end', () => up(rtt / 2, () => slow.destroyed || slow.push(null)));
    socket.on('error', () => slow.destroy());
    return slow;
  };
}
