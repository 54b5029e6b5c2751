import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

const icon = (body: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${body}</svg>`;

export const play = icon(svg`<path class="solid" d="M4.5 2.8v10.4L13 8z"/>`);
export const pause = icon(svg`<path class="solid" d="M4 3h2.8v10H4zM9.2 3H12v10H9.2z"/>`);
export const stepOne = icon(svg`<path class="solid" d="M3.5 3.2v9.6L10 8z"/><path d="M12 3v10"/>`);
export const stepMany = icon(svg`<path class="solid" d="M1.5 3.6v8.8L7 8zM7 3.6v8.8L12.5 8z"/><path d="M14 3v10"/>`);
export const reset = icon(svg`<path d="M3 3v10"/><path class="solid" d="M12.5 3.2v9.6L5.5 8z"/>`);
export const chevron = icon(svg`<path d="M5.5 3.5 10 8l-4.5 4.5"/>`);
export const copy = icon(svg`<path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z"/>`);
export const cross = icon(svg`<path d="m4 4 8 8m0-8-8 8"/>`);
export const plus = icon(svg`<path d="M8 3v10M3 8h10"/>`);
export const undo = icon(svg`<path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3"/>`);
export const range = icon(svg`<path d="M2 4v8M14 4v8M4.5 8h7M6.7 5.8 4.5 8l2.2 2.2M9.3 5.8 11.5 8l-2.2 2.2"/>`);
export const check = icon(svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`);
export const link = icon(
  svg`<path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-1 1M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l1-1"/>`,
);
export const auto = icon(svg`<circle cx="8" cy="8" r="5.5"/><path class="solid" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>`);
export const sun = icon(
  svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1v2m0 10v2M1 8h2m10 0h2M3 3l1.4 1.4m7.2 7.2L13 13M3 13l1.4-1.4m7.2-7.2L13 3"/>`,
);
export const type = icon(svg`<path d="M1.5 13 6 3l4.5 10M3 9.8h6M10 13l2.5-5.5L15 13m-4.2-1.8h3.4"/>`);
export const screen = icon(svg`<path d="M1.5 3h13M2.5 3v8h11V3M8 11v3m-2.5 0h5"/>`);
export const moon = icon(svg`<path d="M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z"/>`);
/** A path in its frame. */
export const fit = icon(
  svg`<path d="M2 3.5h12v9H2z"/><path d="M4.5 10.2 6.8 6l2.2 3.2 2-2.4"/><circle class="solid" cx="11.3" cy="6.4" r="1.4"/>`,
);
export const keys = icon(svg`<path d="M1.5 4.5h13v7h-13z"/><path d="M4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.2h6"/>`);
export const share = icon(svg`<path d="M8 10V2m0 0L5 5m3-3 3 3M3 8v5.5h10V8"/>`);
