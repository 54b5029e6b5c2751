import { laneColour, type Palette } from '../../toolkit/palette.ts';
import type { Pen } from '../pen.ts';
import { Viewport } from '../plane/viewport.ts';
import type { Focus, StepLoupe } from '../step/loupe.ts';
import type { Place } from '../step/scene.ts';

/** The step that is looked at, and what it says beside its picture. */
export interface SteppedElement extends HTMLElement {
  /** What a figure says of it, a line each. */
  readonly lines: readonly string[];
}

/** The picture of a step in a figure: what the loupe shows, on another pen. */
export class StepPart {
  readonly height: number;
  readonly lines: readonly string[];
  readonly #view = new Viewport();

  static of(root: ParentNode, palette: Palette, width: number): StepPart | undefined {
    const step = root.querySelector<SteppedElement>('sidestep-step');
    const loupe = step?.querySelector<StepLoupe>('sidestep-step-loupe');
    return step && loupe?.shows && loupe.view.width > 2
      ? new StepPart(loupe, loupe.shows, step.lines, palette, width)
      : undefined;
  }

  private constructor(
    private readonly loupe: StepLoupe,
    private readonly focus: Focus,
    lines: readonly string[],
    private readonly palette: Palette,
    width: number,
  ) {
    const { view } = loupe;
    this.lines = lines;
    this.height = Math.round((width * view.height) / view.width);
    [this.#view.width, this.#view.height, this.#view.box] = [width, this.height, view.box];
  }

  draw(pen: Pen): void {
    const { palette } = this;
    const view = this.#view;
    const { way, box, arrows, here, next, labels } = this.loupe.scene(this.focus, view);
    const colour = laneColour(palette, this.focus.column.swatch);
    const line = (places: readonly Place[]): void => {
      pen.beginPath();
      for (const [i, [x, y]] of places.entries()) {
        if (i === 0) pen.moveTo(x, y);
        else pen.lineTo(x, y);
      }
    };
    const disc = ([x, y]: Place, radius: number, fill: string, rim: string): void => {
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      [pen.fillStyle, pen.strokeStyle, pen.lineWidth] = [fill, rim, 1.75];
      pen.fill();
      pen.stroke();
    };
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, view.width, view.height);
    pen.clip();
    this.loupe.paintGround(pen, view, palette);
    [pen.strokeStyle, pen.lineWidth, pen.lineJoin] = [colour, 1.5, 'round'];
    line(way);
    pen.stroke();
    if (box) {
      [pen.strokeStyle, pen.lineWidth] = [palette.muted, 1];
      pen.setLineDash([3, 3]);
      pen.beginPath();
      pen.rect(...box.at);
      pen.stroke();
      pen.setLineDash([]);
    }
    for (const { kind, line: shaft, head } of arrows) {
      const ink = kind === 'step' ? colour : kind === 'memory' ? palette.muted : palette.ink;
      [pen.strokeStyle, pen.fillStyle, pen.lineWidth] = [ink, ink, kind === 'step' ? 3 : 1.5];
      line(shaft);
      pen.stroke();
      line(head);
      pen.closePath();
      pen.fill();
    }
    disc(here, 6, colour, palette.paper);
    disc(next, 4.5, palette.paper, colour);
    const write = (text: string, x: number, y: number, ink: string): void => {
      [pen.strokeStyle, pen.lineWidth, pen.fillStyle] = [palette.paper, 3.5, ink];
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
    };
    pen.font = `12px ${palette.font}`;
    pen.textBaseline = 'alphabetic';
    for (const { kind, x, y, anchor, symbol, text } of labels) {
      pen.textAlign = anchor === 'start' ? 'left' : 'right';
      write(`${symbol} ${text}`, x, y, kind === 'step' ? colour : palette.ink);
    }
    pen.textAlign = 'left';
    if (box) write(box.text, 10, view.height - 10, palette.muted);
    pen.restore();
    [pen.strokeStyle, pen.lineWidth] = [palette.rule, 1];
    pen.beginPath();
    pen.rect(0, 0, view.width, view.height);
    pen.stroke();
  }
}
