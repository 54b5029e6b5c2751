import { readPalette } from '../../ui/palette.ts';
import type { Stage } from '../../ui/stage.ts';
import { planePicture, wrapped } from './figure.ts';
import type { Origin } from './traces.ts';

const RATE = 30;
/** Longer races are cut off here. */
const MOST_SECONDS = 30;
/** The last picture stays for a moment. */
const REST_MILLIS = 1000;
const [LINE, FOOT] = [13, 7];

export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' &&
  'captureStream' in HTMLCanvasElement.prototype &&
  MediaRecorder.isTypeSupported('video/webm');

/** The picture that moves: the plane, else the chart. */
const pictureOf = (root: ParentNode): HTMLCanvasElement | null =>
  planePicture(root) ?? root.querySelector<HTMLCanvasElement>('.chart canvas');

/** Runs the race anew from step 0 and records it as WebM, its link under it. `signal` ends it early. */
export async function recordRace(
  stage: Stage,
  root: HTMLElement,
  { link }: Origin,
  signal: AbortSignal,
): Promise<Blob> {
  const first = pictureOf(root);
  if (!first) throw new Error('there is no picture');
  const ratio = window.devicePixelRatio || 1;
  // All of the link, or it would not replay.
  const lines = wrapped(link, Math.floor(first.width / ratio / 6));
  const foot = (lines.length * LINE + FOOT) * ratio;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [first.width, first.height + foot];
  const context = canvas.getContext('2d')!;
  const palette = readPalette(root);
  const draw = (): void => {
    const picture = pictureOf(root);
    context.fillStyle = palette.paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (picture) context.drawImage(picture, 0, 0);
    context.fillStyle = palette.muted;
    context.font = `${10 * ratio}px ${palette.font}`;
    for (const [i, line] of lines.entries()) context.fillText(line, 8 * ratio, first.height + (14 + LINE * i) * ratio);
  };

  await stage.race.reset();
  draw();
  const recorder = new MediaRecorder(canvas.captureStream(RATE), { mimeType: 'video/webm' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  stage.race.play();
  const start = performance.now();
  let over = 0;
  await new Promise<void>((resolve) => {
    const frame = (now: number): void => {
      draw();
      if (stage.finished && !over) over = now;
      if (signal.aborted || now - start > MOST_SECONDS * 1000 || (over && now - over > REST_MILLIS)) resolve();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  recorder.stop();
  await ended;
  return new Blob(parts, { type: 'video/webm' });
}
