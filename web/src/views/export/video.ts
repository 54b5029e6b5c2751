import type { Stage } from '../../reader/stage.ts';
import { canFilm, Film } from './film.ts';
import { Replay } from './moment.ts';
import { canvasFor, figureOn } from './on-page.ts';
import type { Origin } from './traces.ts';

const FRAME = 50; // milliseconds
const SHARP = 1.25;
/** What a film takes, in seconds: as long as the race takes to watch, but no shorter and no longer than this. */
const [LEAST, MOST] = [6, 20];
/** A network that learns slowly is followed as it runs, and cut off here. */
const PATIENCE = 30;
/** Milliseconds that the first picture stays, and the last. */
const [BEFORE, REST] = [400, 1600];

export const canRecord = canFilm;

/** How many seconds the film of so many steps lasts, at that many a second (0: as fast as it goes). */
export const filmSeconds = (steps: number, speed: number): number =>
  Math.min(MOST, Math.max(LEAST, speed > 0 ? steps / speed : 0));

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** The race from step 0 to its end as WebM: the figure, in which lanes and curves move. `signal` ends it early. */
export async function recordRace(stage: Stage, root: HTMLElement, origin: Origin, signal: AbortSignal): Promise<Blob> {
  const { race } = stage;
  race.pause();
  // A trace holds all that a surface shows. What networks show it does not: they run again.
  const runs = !stage.quick;
  if (runs) await race.reset();
  else await race.runTo(race.config.steps);
  const figure = figureOn(stage, root, origin);
  const replay = new Replay(race.lanes);
  const last = runs ? race.config.steps : replay.last;
  const seconds = filmSeconds(last, stage.speed);

  const picture = canvasFor(figure, SHARP);
  const [still, trails] = [canvasFor(figure, SHARP), canvasFor(figure, SHARP)];
  const lay = ({ canvas }: CanvasRenderingContext2D): void =>
    picture.drawImage(canvas, 0, 0, figure.width, figure.height);
  figure.drawStill(still);
  const draw = (step: number): void => {
    replay.to(step);
    lay(still);
    figure.drawLanes(picture, runs ? race.lanes : replay.lanes, last, trails, () => lay(trails));
  };

  const film = await Film.of(picture.canvas);
  try {
    const end = runs
      ? await follow(stage, film, draw, last / seconds, signal)
      : await show(film, draw, last, seconds, signal);
    return await film.end(end);
  } finally {
    film.close();
  }
}

/** All steps at an even pace, however long each picture takes to make. Returns how many milliseconds that is. */
async function show(
  film: Film,
  draw: (step: number) => void,
  last: number,
  seconds: number,
  signal: AbortSignal,
): Promise<number> {
  const whole = BEFORE + seconds * 1000 + REST;
  let shown = -1;
  for (let time = 0; time < whole && !signal.aborted; time += FRAME) {
    const step = Math.round(last * Math.min(1, Math.max(0, (time - BEFORE) / (seconds * 1000))));
    if (step === shown && time + FRAME < whole) continue; // the picture stays
    draw(step);
    film.add(time);
    shown = step;
    await pause(0); // the page lives on
    while (film.busy) await pause(10);
  }
  return whole;
}

/** The race as it runs, at about so many steps a second. */
async function follow(
  stage: Stage,
  film: Film,
  draw: (step: number) => void,
  speed: number,
  signal: AbortSignal,
): Promise<number> {
  const { race } = stage;
  const before = race.speed;
  race.speed = speed;
  const began = await nextFrame();
  let [time, shown, over] = [0, -FRAME, Number.POSITIVE_INFINITY];
  race.play();
  while (time < over + REST && !signal.aborted) {
    if (time - shown >= FRAME && !film.busy) {
      draw(stage.step);
      film.add(time);
      shown = time;
    }
    time = (await nextFrame()) - began;
    if (over === Number.POSITIVE_INFINITY && (stage.finished || time > PATIENCE * 1000)) over = time;
  }
  race.speed = before;
  return time;
}
