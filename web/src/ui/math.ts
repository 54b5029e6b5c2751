import formulas from 'virtual:formulas';
import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/** A formula of the catalog as MathML, rendered at build time; its TeX when it is not in the catalog. */
export function math(tex: string | undefined): TemplateResult | typeof nothing {
  if (!tex) return nothing;
  // Inline styles would need a looser content-security policy; the style sheet says the same.
  const mathml = formulas.get(tex)?.replace(/ style="[^"]*"/g, '');
  return mathml ? html`${unsafeHTML(mathml)}` : html`<code>${tex}</code>`;
}
