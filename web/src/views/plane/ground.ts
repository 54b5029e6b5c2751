import type { Stage } from '../../reader/stage.ts';
import type { Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import type { Box, Viewport } from './viewport.ts';

/** What lies under the trails, and where a lane's rows are on it. */
export interface Ground {
  /** The columns of a trace that place a row. */
  readonly columns: readonly [string, string];
  /** Whether y is the loss rather than a coordinate. */
  readonly flat: boolean;
  /** What the reset of the view shows. */
  home(stage: Stage): Box;
  /** Asks the core for what the view needs and does not have; calls `ready` when there is something new to paint. */
  refine(stage: Stage, view: Viewport, ready: () => void): void;
  paint(pen: Pen, view: Viewport, palette: Palette, stage: Stage): void;
  /** Says over the axes what they are. */
  label?(pen: Pen, view: Viewport, palette: Palette, stage: Stage): void;
  /** Where the view follows the ground: these values are to be in it, too. */
  reach?(view: Viewport, y: [number, number] | undefined): void;
  /** The value of the problem there, as far as it is known. */
  valueAt(x: number, y: number): number | undefined;
}
