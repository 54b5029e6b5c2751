import type { Stage } from '../../ui/stage.ts';
import { canvasFor, Figure } from './figure.ts';
import { Replay } from './moment.ts';
import type { Origin } from './traces.ts';

const RATE = 30;
const SHARP = 1.5;
/** What a film takes, in seconds: as long as the race took to watch, but no shorter and no longer than this. */
const [LEAST, MOST] = [6, 20];
/** A network that learns slowly is followed as it runs, and cut off here. */
const PATIENCE = 30;
/** The first picture stays for a moment, and the last for a longer one. */
const [BEFORE, REST] = [0.4, 1.6];

export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' &&
  'captureStream' in HTMLCanvasElement.prototype &&
  MediaRecorder.isTypeSupported('video/webm');

/** How long the film of so many steps is, at that many a second (0: as fast as it goes). */
export const filmSeconds = (steps: number, speed: number): number =>
  Math.min(MOST, Math.max(LEAST, speed > 0 ? steps / speed : 0));

/** The race from step 0 to its end as WebM: the figure, in which lanes and curves move. `signal` ends it early. */
export async function recordRace(stage: Stage, root: HTMLElement, origin: Origin, signal: AbortSignal): Promise<Blob> {
  const { race } = stage;
  // What has been recorded of a race is shown again, at an even pace; networks have pictures that no trace holds, and are followed.
  const live = !stage.quick;
  race.pause();
  if (live) await race.reset();
  else await race.runTo(race.config.steps);
  const figure = new Figure(stage, root, origin);
  const replay = new Replay(race.lanes);
  const last = live ? race.config.steps : replay.last;
  const seconds = filmSeconds(last, stage.speed);

  const picture = canvasFor(figure, SHARP);
  const [still, trails] = [canvasFor(figure, SHARP), canvasFor(figure, SHARP)];
  figure.drawStill(still);
  const layer = ({ canvas }: CanvasRenderingContext2D): void =>
    picture.drawImage(canvas, 0, 0, figure.width, figure.height);
  const draw = (): void => {
    layer(still);
    const lanes = live ? race.lanes : replay.lanes;
    figure.drawLanes(picture, lanes, last, trails, () => layer(trails));
  };

  replay.to(0);
  draw();
  const recorder = new MediaRecorder(picture.canvas.captureStream(RATE), {
    mimeType: 'video/webm',
    videoBitsPerSecond: 4_000_000,
  });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  const speed = race.speed;
  if (live) {
    race.speed = last / seconds;
    race.play();
  }
  const start = performance.now();
  let over = 0;
  await new Promise<void>((resolve) => {
    const frame = (now: number): void => {
      const gone = (now - start) / 1000;
      replay.to(Math.round(last * Math.min(1, Math.max(0, (gone - BEFORE) / seconds))));
      draw();
      const done = live ? stage.finished || gone > PATIENCE : gone > BEFORE + seconds;
      if (done && over === 0) over = gone;
      if (signal.aborted || (over > 0 && gone - over > REST)) resolve();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  if (live) race.speed = speed;
  recorder.stop();
  await ended;
  return new Blob(parts, { type: 'video/webm' });
}
