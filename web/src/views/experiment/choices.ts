import { html, type TemplateResult } from 'lit';

/** One of several, as words beside each other. */
export const choices = <T extends string>(
  label: string,
  all: readonly T[],
  now: T,
  text: (id: T) => string,
  choose: (id: T) => void,
): TemplateResult =>
  html`<span class="choices" role="group" aria-label=${label}>${all.map(
    (id) =>
      html`<button type="button" class="choice" aria-pressed=${id === now ? 'true' : 'false'} @click=${() => choose(id)}>${text(id)}</button>`,
  )}</span>`;
