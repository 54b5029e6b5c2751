/** Pixels that a finger goes along a slider before it is sure that it does not scroll. */
const SURE = 8;

/** A slider under a pointer. */
interface Held {
  slider: HTMLInputElement;
  pointer: number;
  from: { x: number; y: number };
  /** What it was set to before, and what it is to be set to once the pointer is known to be meant for it. */
  before: string;
  asked: string | null;
  meant: boolean;
}

/**
 * Browsers set a slider where a finger comes down, also one that is about to scroll. Until it has gone along the slider or was
 * lifted, what listens to the slider hears nothing; where the browser takes it away, the slider is set back.
 */
export function guardSliders(root: Document | ShadowRoot): void {
  let held: Held | null = null;
  const on = <E extends Event>(name: string, does: (event: E) => void): void =>
    root.addEventListener(name, does as (event: Event) => void, { capture: true });
  const set = (slider: HTMLInputElement, value: string): void => {
    slider.value = value;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const mean = (it: Held): void => {
    if (it.meant) return;
    it.meant = true;
    if (it.asked !== null) set(it.slider, it.asked);
  };
  on<PointerEvent>('pointerdown', ({ target, isPrimary, pointerType, pointerId, clientX: x, clientY: y }) => {
    if (!isPrimary) return;
    const slider = (target as Element).closest<HTMLInputElement>('input[type=range]');
    held = slider && {
      slider,
      pointer: pointerId,
      from: { x, y },
      before: slider.value,
      asked: null,
      meant: pointerType === 'mouse',
    };
  });
  on('input', (event) => {
    if (!held || held.meant || event.target !== held.slider) return;
    held.asked = held.slider.value;
    event.stopImmediatePropagation();
  });
  on<PointerEvent>('pointermove', ({ pointerId, clientX, clientY }) => {
    if (held?.pointer !== pointerId) return;
    const [across, down] = [Math.abs(clientX - held.from.x), Math.abs(clientY - held.from.y)];
    if (across > SURE && across > down) mean(held);
  });
  on<PointerEvent>('pointerup', ({ pointerId }) => {
    if (held?.pointer !== pointerId) return;
    mean(held);
    held = null;
  });
  on<PointerEvent>('pointercancel', ({ pointerId }) => {
    if (held?.pointer !== pointerId) return;
    const { slider, before, meant } = held;
    held = null;
    if (meant) set(slider, before);
    else slider.value = before;
  });
}
