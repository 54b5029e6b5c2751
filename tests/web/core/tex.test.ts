// Formulas that are read at runtime: every one of ours can be, and says the same as what the build renders.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { render, texts } from '../../../tools/vite/formula.mjs';
import { mathML } from '../../../web/src/core/mathml.ts';
import { readTex, texText } from '../../../web/src/core/tex.ts';

const json = (name: string) => JSON.parse(readFileSync(new URL(`../../../web/${name}`, import.meta.url), 'utf8'));
const symbols = [...texts(json('catalog.json'))] as string[];
const formulas: string[] = json('formulas.json').texts;

/** What is read of MathML, without invisible signs and spaces. */
const signs = (mathml: string): string =>
  mathml
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[\s\u2061-\u2064]/gu, '')
    .normalize('NFKC')
    .replace(/[ϵε]/g, 'ε')
    .replace(/[φϕ]/g, 'φ')
    .replace(/-/g, '−')
    .replace(/·|⋅/g, '⋅')
    .replace(/\^|ˆ|\u0302/g, '^')
    .replace(/∣|\|/g, '|')
    .replace(/\u203e|\u00af|\u02c9|\u0304|\u0305/g, '¯')
    .replace(/\s/g, '');

it('says of every symbol and formula of a rule what the build renders', () => {
  for (const tex of [...symbols, ...formulas]) expect(signs(mathML(tex)), tex).toBe(signs(render(tex)));
});

it('nests elements as they belong', () => {
  expect(mathML('\\frac{\\hat m}{\\sqrt{v} + 10^{-8}}')).toBe(
    '<math><mfrac><mrow><mover accent="true"><mi>m</mi><mo stretchy="false">^</mo></mover></mrow><mrow><mrow><msqrt><mrow><mi>v</mi></mrow></msqrt><mo>+</mo><msup><mn>10</mn><mrow><mrow><mo form="prefix">−</mo><mn>8</mn></mrow></mrow></msup></mrow></mrow></mfrac></math>',
  );
});

it('makes a text of a formula with its numbers', () => {
  const said = (tex: string) => texText(readTex(tex));
  expect(said('0.9\\cdot (-18.58) + 0.1\\cdot 41.01')).toBe('0.9 · (−18.58) + 0.1 · 41.01');
  expect(said('-0.9618 - \\frac{0.2\\cdot (-18.4)}{\\sqrt{11640} + 10^{-8}}')).toBe(
    '−0.9618 − (0.2 · (−18.4)) / (√11640 + 10⁻⁸)',
  );
  expect(said('\\frac{m}{1 - {\\beta_1}^t}')).toBe('m / (1 − β₁^t)');
  expect(said('\\hat v')).toBe('v\u0302');
});

it('makes a text of cases without words of one language', () => {
  expect(texText(readTex('\\begin{cases}w & t \\le t_0 \\\\ \\bar w & t > t_0\\end{cases}'))).toBe(
    '{ t ≤ t₀: w; t > t₀: w\u0304 }',
  );
});

it('refuses what is not ours', () => expect(() => mathML('\\int_0^1 x')).toThrow('\\int'));
