// `npx sidestep-race formula`: the rule of each lane as TeX.
import { expect, it } from 'vitest';
import { formulaLines, lettersOf, relettered } from '../../../web/src/cli/formula.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import { catalog } from '../support/module.ts';

const linesOf = (link: string, letters = '') =>
  formulaLines(parseLink(link, catalog).config!, letters ? lettersOf(letters) : new Map())
    .split('\n')
    .slice(0, -1);

it('prints a lane a line, as its switches stand', () => {
  expect(linesOf('#v=1&p=ravine&o=rmsprop,epsilonInside=1&o=sgd,momentum=.9,nesterov=1&o=adam,clipNorm=1')).toEqual([
    String.raw`v \leftarrow \rho\,v + (1 - \rho)\,g^2,\quad w \leftarrow w - \frac{\eta}{\sqrt{v + \epsilon}}\,g`,
    String.raw`b \leftarrow \mu\,b + g,\quad w \leftarrow w - \eta\,(g + \mu\,b)`,
    String.raw`g \leftarrow \min\big(1,\ \frac{c_2}{\|g\| + 10^{-6}}\big)\,g,\quad m \leftarrow \beta_1\,m + (1 - \beta_1)\,g,\quad v \leftarrow \beta_2\,v + (1 - \beta_2)\,g^2,\quad \hat v = \frac{v}{1 - \beta_2^{t}},\quad \hat m = \frac{m}{1 - \beta_1^{t}},\quad w \leftarrow w - \frac{\eta}{\sqrt{\hat v} + \epsilon}\,\hat m`,
  ]);
});

it('writes the letters of the reader, each by itself', () => {
  expect(linesOf('#v=1&p=ravine&o=rmsprop', String.raw`rho=\beta,lr=\alpha`)[0]).toBe(
    String.raw`v \leftarrow \beta\,v + (1 - \beta)\,g^2,\quad w \leftarrow w - \frac{\alpha}{\sqrt{v} + \epsilon}\,g`,
  );
  expect(linesOf('#v=1&p=ravine&o=adam,schedule=inverseSqrt', String.raw`lr=\alpha,beta1=\rho_1`).join()).toContain(
    String.raw`\alpha_t = \alpha\,F`,
  );
  // What another setting, or another rule, calls by that letter stays.
  expect(linesOf('#v=1&p=ravine&o=rprop', String.raw`lr=\alpha`).join()).toContain(String.raw`\eta^+`);
  expect(linesOf('#v=1&p=ravine&o=radam,schedule=inverseTime', 'scheduleRate=k').join()).toContain('r_t =');
  expect(linesOf('#v=1&p=ravine&o=radam', String.raw`rho=\beta`).join()).toContain(String.raw`\rho_t`);
  expect(relettered(String.raw`\eta^*\,\eta`, new Map([[String.raw`\eta`, 'a']]))).toBe(String.raw`\eta^*\,a`);
  expect(relettered(String.raw`\tau + \theta t`, new Map([['t', 'k']]))).toBe(String.raw`\tau + \theta k`);
});

it('names a letter that it cannot write', () => {
  for (const letters of ['rho', 'rho=', 'rho=a=b', String.raw`rho=\frac{`, 'nothing=x', 'centered=x'])
    expect(() => lettersOf(letters), letters).toThrow(/not followed by a symbol|no setting/);
  expect(() => linesOf('#v=1&p=ravine&o=adam', String.raw`beta1=\beta_2`)).toThrow(/two things/);
  expect(() => linesOf('#v=1&p=ravine&o=rmsprop', 'rho=v')).toThrow(/two things/);
});
