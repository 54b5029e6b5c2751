import { svg, type TemplateResult } from 'lit';
import { isShare, type Measure } from '../../experiment/sample.ts';
import type { Study } from '../../reader/study.ts';

import { t } from '../../toolkit/i18n.ts';
import type { Axis } from '../chart/axis.ts';
import { type Frame, valueAtY, yOf } from './frame.ts';
import { valueText } from './numbers.ts';

/** Steps of the grip along a linear axis. */
const STEPS = 100;

/** The step of the grip: a round part of the axis. */
function grainOf({ low, high }: Axis): number {
  const least = (high - low) / STEPS;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= least * 0.999)!;
}

const clean = (x: number): number => Number(x.toPrecision(12));

/** The round value nearest to one: two digits of it on a logarithmic axis. */
export function snapped(value: number, axis: Axis): number {
  if (axis.log) return Number(value.toPrecision(2));
  const grain = grainOf(axis);
  return clean(Math.round(value / grain) * grain);
}

/** The next round value; `up` along the axis. With `far` ten of them at once. */
export function stepped(value: number, axis: Axis, up: boolean, far = false): number {
  const steps = (up ? 1 : -1) * (far ? 10 : 1);
  if (!axis.log) return clean(Math.round(value / grainOf(axis) + steps) * grainOf(axis));
  const next = snapped(value * 1.05 ** steps, axis);
  const grain = 10 ** (Math.floor(Math.log10(value) + 1e-12) - 1);
  return next === value ? clean(value + Math.sign(steps) * grain) : next;
}

/** What was chosen before the grip was dragged; there is one pointer that drags. */
let before: number | undefined;

/** A line to be met, with a grip that a pointer drags and arrow keys move. */
export function targetLine(frame: Frame, target: number, measure: Measure, study: Study, hint: string): TemplateResult {
  const { y: axis, left, right } = frame;
  const at = yOf(frame, target);
  const text = valueText(target, measure);
  const bounded = (value: number): number => {
    const most = isShare(measure) ? 1 : Number.MAX_VALUE;
    return Math.min(most, isShare(measure) || axis.log ? Math.max(0, value) : value);
  };
  const choose = (target: number | undefined): void => study.choose({ target });
  const keys = (event: KeyboardEvent): void => {
    const up = { ArrowUp: true, ArrowRight: true, PageUp: true, ArrowDown: false, ArrowLeft: false, PageDown: false }[
      event.key
    ];
    if (up === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    choose(bounded(stepped(target, axis, up, event.shiftKey || event.key.startsWith('Page'))));
  };
  const drag = (event: PointerEvent): void => {
    const grip = event.currentTarget as SVGGElement;
    if (event.type === 'pointerdown') {
      grip.setPointerCapture(event.pointerId);
      before = study.choice.target;
    }
    if (event.type === 'pointercancel') choose(before);
    if (!grip.hasPointerCapture(event.pointerId)) return;
    event.preventDefault();
    event.stopPropagation();
    const { top, height } = grip.ownerSVGElement!.getBoundingClientRect();
    const y = ((event.clientY - top) / height) * frame.height;
    const value = snapped(valueAtY(frame, y), axis);
    if (value !== target) choose(bounded(value));
  };
  return svg`<g class="target" role="slider" tabindex="0" aria-orientation="vertical" aria-label=${t('compare.target')} aria-valuetext=${text}
      aria-valuenow=${target} aria-valuemin=${axis.low} aria-valuemax=${axis.high}
      @keydown=${keys} @pointerdown=${drag} @pointermove=${drag} @pointercancel=${drag} @click=${(event: Event) => event.stopPropagation()}>
    <path class="target-reach" d=${`M0 ${at}H${right}`} />
    <path class="target-line" d=${`M${left - 2} ${at}H${right}`} />
    <rect class="target-grip" x="1" y=${at - 10} width=${left - 5} height="20" rx="4" />
    <text class="target-value" x=${left - 10} y=${at + 4} text-anchor="end">${text}</text>
    <text class="target-hint" data-aside x=${left + 8} y=${at - 5} aria-hidden="true">${hint}</text>
  </g>`;
}
