import symbols from 'virtual:formulas';
import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

const known = new Map(symbols);

/** Formulas that came later. */
export function addFormulas(formulas: readonly [string, string][]): void {
  for (const [tex, mathml] of formulas) known.set(tex, mathml);
}

/** A symbol or formula of the catalog as MathML, rendered at build time; its TeX when it is not in the catalog. */
export function math(tex: string | undefined): TemplateResult | typeof nothing {
  if (!tex) return nothing;
  // Inline styles would need a looser content-security policy; the style sheet says the same.
  const mathml = known.get(tex)?.replace(/ style="[^"]*"/g, '');
  return mathml ? html`${unsafeHTML(mathml)}` : html`<code>${tex}</code>`;
}
