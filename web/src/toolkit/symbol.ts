/** The symbols of the catalog, which are TeX, as plain text: β₁, η*, δ_min. For names and whatever no formula can stand in. */

const GREEK =
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω infty ∞'.split(
    ' ',
  );

const LOW: Readonly<Record<string, string>> = lookup('0123456789+-', '₀₁₂₃₄₅₆₇₈₉₊₋');
const HIGH: Readonly<Record<string, string>> = lookup('0123456789+-*', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻*');

function lookup(from: string, to: string): Record<string, string> {
  const signs = [...to];
  return Object.fromEntries([...from].map((sign, i) => [sign, signs[i]!]));
}

/** In raised or lowered signs where all of it has them; else after a mark, but for a sign that stands alone: c∞. */
const script = (text: string, signs: Readonly<Record<string, string>>, mark: string): string =>
  [...text].every((sign) => signs[sign])
    ? [...text].map((sign) => signs[sign]).join('')
    : `${text === '∞' ? '' : mark}${text}`;

export const plainSymbol = (tex: string): string =>
  tex
    .replace(/\\([a-zA-Z]+)\s*/g, (_, name: string) => (GREEK.includes(name) ? GREEK[GREEK.indexOf(name) + 1]! : name))
    .replace(/_(?:\{([^{}]*)\}|(.))/gu, (_, many: string, one: string) => script(many ?? one, LOW, '_'))
    .replace(/\^(?:\{([^{}]*)\}|(.))/gu, (_, many: string, one: string) => script(many ?? one, HIGH, '^'));
