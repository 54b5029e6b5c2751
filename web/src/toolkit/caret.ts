import { html, nothing, type TemplateResult } from 'lit';

const AROUND = 24; // characters shown on either side

/** Where a message says the mistake is: `at character 7`, counted from 1. */
const position = (message: string): number => Number(/ at character (\d+)$/.exec(message)?.[1] ?? Number.NaN);

/** A text about the character that a message points at, with what stands before and after it; undefined when it points at none. */
export function pointedAt(text: string, message: string): { before: string; at: string; after: string } | undefined {
  const place = position(message) - 1;
  const characters = [...text];
  if (!(place >= 0 && place <= characters.length)) return undefined;
  const [from, to] = [Math.max(0, place - AROUND), Math.min(characters.length, place + 1 + AROUND)];
  return {
    before: (from > 0 ? '…' : '') + characters.slice(from, place).join(''),
    at: characters[place] ?? ' ',
    after: characters.slice(place + 1, to).join('') + (to < characters.length ? '…' : ''),
  };
}

/** The text with a caret under that character. For the eye: the message says the same in words. */
export function caret(text: string, message: string): TemplateResult | typeof nothing {
  const parts = pointedAt(text, message);
  if (!parts) return nothing;
  return html`<div class="caret" aria-hidden="true"><span>${parts.before}</span><span class="caret-at">${parts.at}</span><span>${parts.after}</span></div>`;
}
