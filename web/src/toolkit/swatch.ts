import { html, svg, type TemplateResult } from 'lit';
import { COLOURS, dashOf } from './palette.ts';

/** A short piece of a lane's line: its colour and its dash. */
export const swatch = (number: number): TemplateResult =>
  html`<svg class="swatch lane-${number % COLOURS}" viewBox="0 0 24 8" width="24" height="8" aria-hidden="true" focusable="false">${svg`<path
    d="M1 4h22" stroke-dasharray=${dashOf(number).join(' ')} />`}</svg>`;
