import { expect, it } from 'vitest';
import { render, texts } from './formula.mjs';

it('finds every symbol at any depth', () => {
  const found = texts({
    list: [
      { symbol: 'a', inner: { symbol: 'b' } },
      { symbol: 'b', name: 'c' },
    ],
    tex: null,
  });
  expect([...found]).toEqual(['a', 'b']);
});

it('renders MathML, and refuses broken TeX', () => {
  expect(render('\\frac{a}{b}')).toContain('<mfrac>');
  expect(() => render('\\frac{a')).toThrow();
});
