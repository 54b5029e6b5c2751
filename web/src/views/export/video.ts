import type { Stage } from '../../reader/stage.ts';
import { Film, type Recorder, type VideoKind } from './film.ts';
import { Replay } from './moment.ts';
import { canvasFor, figureOn } from './on-page.ts';
import type { Origin } from './traces.ts';

/** Milliseconds between pictures, and pixels for each of the figure's: a GIF has no motion to compress. */
const VIDEO = { frame: 50, sharp: 1.25 };
export type FilmKind = VideoKind | 'gif';
const LOOKS: Readonly<Record<FilmKind, typeof VIDEO>> = { webm: VIDEO, mp4: VIDEO, gif: { frame: 100, sharp: 1 } };
/** What a film takes, in seconds: as long as the race takes to watch, but no shorter and no longer than this. */
const [LEAST, MOST] = [6, 20];
/** A network that learns slowly is followed as it runs, and cut off here. */
const PATIENCE = 30;
/** Milliseconds that the first picture stays, and the last. */
const [BEFORE, REST] = [400, 1600];

/** How many seconds the film of so many steps lasts, at that many a second (0: as fast as it goes). */
export const filmSeconds = (steps: number, speed: number): number =>
  Math.min(MOST, Math.max(LEAST, speed > 0 ? steps / speed : 0));

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** How a film is made. */
interface Making {
  kind: FilmKind;
  /** Ends it early. */
  signal: AbortSignal;
  /** Told which share of it is done. */
  progress(share: number): void;
}

/** What records a canvas. Rejects where the browser cannot. */
async function recorder(kind: FilmKind, picture: CanvasRenderingContext2D): Promise<Recorder> {
  if (kind !== 'gif') return Film.of(picture.canvas, kind);
  const { Gif } = await import('./gif.ts');
  return new Gif(picture);
}

/** The race from step 0 to its end as a film: the figure, in which lanes and curves move. */
export async function recordRace(stage: Stage, root: HTMLElement, origin: Origin, making: Making): Promise<Blob> {
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

  const { sharp } = LOOKS[making.kind];
  const [picture, still, trails] = [canvasFor(figure, sharp), canvasFor(figure, sharp), canvasFor(figure, sharp)];
  const lay = ({ canvas }: CanvasRenderingContext2D): void =>
    picture.drawImage(canvas, 0, 0, figure.width, figure.height);
  figure.drawStill(still);
  const draw = (step: number): void => {
    replay.to(step);
    lay(still);
    figure.drawLanes(picture, runs ? race.lanes : replay.lanes, last, trails, () => lay(trails));
  };

  const film = await recorder(making.kind, picture);
  try {
    const end = runs
      ? await follow(stage, film, draw, last / seconds, making)
      : await show(film, draw, last, seconds, making);
    return await film.end(end);
  } finally {
    film.close();
  }
}

/** All steps at an even pace, however long each picture takes to make. Returns how many milliseconds that is. */
async function show(
  film: Recorder,
  draw: (step: number) => void,
  last: number,
  seconds: number,
  { kind, signal, progress }: Making,
): Promise<number> {
  const whole = BEFORE + seconds * 1000 + REST;
  const { frame } = LOOKS[kind];
  let shown = -1;
  for (let time = 0; time < whole && !signal.aborted; time += frame) {
    progress(time / whole);
    const step = Math.round(last * Math.min(1, Math.max(0, (time - BEFORE) / (seconds * 1000))));
    if (step === shown && time + frame < whole) continue; // the picture stays
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
  film: Recorder,
  draw: (step: number) => void,
  speed: number,
  { kind, signal, progress }: Making,
): Promise<number> {
  const { race } = stage;
  const before = race.speed;
  race.speed = speed;
  const began = await nextFrame();
  const { frame } = LOOKS[kind];
  let [time, shown, over] = [0, -frame, Number.POSITIVE_INFINITY];
  race.play();
  while (time < over + REST && !signal.aborted) {
    if (time - shown >= frame && !film.busy) {
      progress(stage.step / Math.max(1, race.config.steps));
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
