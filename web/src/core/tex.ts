// The TeX that our own formulas are made of (cpp/symbolic/formula_tex.cpp, the symbols of the catalog), read at runtime: with
// the numbers of a step in their places they cannot be rendered when the page is built.

export type Tex =
  /** Letters are variables, one each; `upright`: a name. */
  | { is: 'letter' | 'number' | 'operator' | 'upright'; text: string; tall?: boolean }
  | { is: 'space'; wide: boolean }
  | { is: 'row'; of: Tex[] }
  | { is: 'fraction'; over: Tex; under: Tex }
  | { is: 'root'; of: Tex }
  | { is: 'accent'; text: string; of: Tex }
  | { is: 'scripts'; of: Tex; low?: Tex; high?: Tex }
  /** A table of cases or of numbers in parentheses. */
  | { is: 'cases' | 'matrix'; rows: Tex[][] };

const words = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split(' ').map((pair) => pair.split('=') as [string, string]));

const LETTERS = words(
  'alpha=α beta=β gamma=γ delta=δ epsilon=ε eta=η theta=θ kappa=κ lambda=λ mu=μ xi=ξ pi=π rho=ρ sigma=σ tau=τ varphi=φ psi=ψ Delta=Δ Pi=Π ell=ℓ infty=∞ nabla=∇ top=⊤ ldots=…',
);
const OPERATORS = words(
  'leftarrow=← cdot=⋅ times=× in=∈ le=≤ ge=≥ neq=≠ ne=≠ approx=≈ succ=≻ lfloor=⌊ rfloor=⌋ {={ }=} |=‖',
);
const ACCENTS = words('hat=^ bar=¯ tilde=~');
const NAMES = new Set(['max', 'min', 'sign', 'cos', 'bmod', 'clip']);
/** A sign that is taller than its line has a hint before it. */
const TALL = new Set(['big', 'Big']);
const SPACES = new Set([',', ' ', ';']);

class Reader {
  readonly #tokens: string[];
  #at = 0;

  constructor(tex: string) {
    this.#tokens = tex.match(/\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S/g) ?? [];
  }

  /** Up to one of these tokens, which is taken, or to the end. */
  row(...ends: string[]): Tex {
    const of: Tex[] = [];
    for (let token = this.#next(); token !== undefined && !ends.includes(token); token = this.#next()) {
      of.push(this.#scripted(this.#one(token)));
    }
    return of.length === 1 ? of[0]! : { is: 'row', of };
  }

  get #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string | undefined {
    return this.#tokens[this.#at++];
  }

  /** What a command or a script is of: a group, or one sign. */
  #group(): Tex {
    const token = this.#next() ?? '';
    if (token === '{') return this.row('}');
    if (/^\d/.test(token) && token.length > 1) {
      this.#tokens.splice(this.#at, 0, token.slice(1)); // x^23 is x² 3
      return this.#one(token[0]!);
    }
    return this.#one(token);
  }

  #scripted(of: Tex): Tex {
    let [low, high]: [Tex?, Tex?] = [];
    for (let mark = this.#peek; mark === '_' || mark === '^' || mark === "'"; mark = this.#peek) {
      this.#next();
      if (mark === '_') low = this.#group();
      else high = mark === '^' ? this.#group() : { is: 'operator', text: '′' };
    }
    return low || high ? { is: 'scripts', of, ...(low && { low }), ...(high && { high }) } : of;
  }

  #one(token: string): Tex {
    if (token === '{') return this.row('}');
    if (/^\d/.test(token)) return { is: 'number', text: token };
    if (!token.startsWith('\\')) {
      return {
        is: /^\p{L}$/u.test(token) ? 'letter' : 'operator',
        text: token === '-' ? '−' : token === '*' ? '∗' : token,
      };
    }
    const name = token.slice(1);
    if (name === 'frac') return { is: 'fraction', over: this.#group(), under: this.#group() };
    if (name === 'sqrt') return { is: 'root', of: this.#group() };
    if (name === 'begin') return this.#table();
    if (TALL.has(name)) {
      const sign = this.#one(this.#next() ?? '');
      return sign.is === 'operator' ? { ...sign, tall: true } : sign;
    }
    if (name === 'text' || name === 'mathrm' || name === 'operatorname') return { is: 'upright', text: this.#plain() };
    if (SPACES.has(name)) return { is: 'space', wide: name !== ',' };
    if (Object.hasOwn(ACCENTS, name)) return { is: 'accent', text: ACCENTS[name]!, of: this.#group() };
    if (Object.hasOwn(LETTERS, name)) return { is: 'letter', text: LETTERS[name]! };
    if (Object.hasOwn(OPERATORS, name)) return { is: 'operator', text: OPERATORS[name]! };
    if (NAMES.has(name)) return { is: 'upright', text: name === 'bmod' ? 'mod' : name };
    throw new Error(`${token} is no part of our formulas`);
  }

  #plain(): string {
    let text = '';
    if (this.#next() !== '{') throw new Error('a name stands in braces');
    for (let token = this.#next(); token !== undefined && token !== '}'; token = this.#next()) text += token;
    return text;
  }

  #table(): Tex {
    const name = this.#plain();
    const rows: Tex[][] = [[]];
    for (;;) {
      const cell = this.row('&', '\\\\', '\\end');
      rows.at(-1)!.push(cell);
      const end = this.#tokens[this.#at - 1];
      if (end === '\\\\') rows.push([]);
      else if (end !== '&') break;
    }
    this.#plain();
    return { is: name === 'cases' ? 'cases' : 'matrix', rows };
  }
}

/** Throws where it is no TeX of ours. */
export const readTex = (tex: string): Tex => new Reader(tex).row();

const RAISED = words('′=′ 0=⁰ 1=¹ 2=² 3=³ 4=⁴ 5=⁵ 6=⁶ 7=⁷ 8=⁸ 9=⁹ −=⁻ ∗=* +=⁺');
const LOWERED = words('0=₀ 1=₁ 2=₂ 3=₃ 4=₄ 5=₅ 6=₆ 7=₇ 8=₈ 9=₉ −=₋ +=₊ t=ₜ');
const OVER = words('^=\u0302 ¯=\u0304 ~=\u0303');

const script = (text: string, signs: Readonly<Record<string, string>>, mark: string): string =>
  [...text].every((sign) => Object.hasOwn(signs, sign))
    ? [...text].map((sign) => signs[sign]).join('')
    : `${mark}${text.length > 1 ? `(${text})` : text}`;

/** In parentheses where it is more than one thing. */
const alone = (text: string): string => (/^[\p{L}\p{M}\p{N}.∞√|()₀-₉ₜ′]+$/u.test(text) ? text : `(${text})`);

/** The same as a text that can be read, or put into a calculator. */
export function texText(tex: Tex): string {
  switch (tex.is) {
    case 'space':
      return ' ';
    case 'row':
      return tex.of
        .map((one, i) => {
          const text = texText(one);
          const binary = one.is === 'operator' && /^[+−←=⋅×≤≥≠≈<>≻∈:]$/.test(text);
          const before = tex.of[i - 1];
          const leads = i === 0 || (before?.is === 'operator' && /^[(|←=,]$/.test(texText(before)));
          return binary && !(leads && text === '−') ? ` ${text === '⋅' ? '·' : text} ` : text;
        })
        .join('')
        .replace(/ +/g, ' ')
        .trim();
    case 'fraction':
      return `${alone(texText(tex.over))} / ${alone(texText(tex.under))}`;
    case 'root':
      return `√${alone(texText(tex.of))}`;
    case 'accent':
      return `${texText(tex.of)}${OVER[tex.text]}`;
    case 'scripts': {
      const low = tex.low ? script(texText(tex.low), LOWERED, '_') : '';
      return `${texText(tex.of)}${low}${tex.high ? script(texText(tex.high), RAISED, '^') : ''}`;
    }
    case 'cases':
      // Without a word between them, which would be of one language.
      return `{ ${tex.rows.map(([value, when]) => `${texText(when!)}: ${texText(value!)}`).join('; ')} }`;
    case 'matrix':
      return `[${tex.rows.map((row) => row.map(texText).join(', ')).join('; ')}]`;
    default:
      return tex.text;
  }
}

/** TeX as a text; what cannot be read stays as it is. */
export function plainTeX(tex: string): string {
  try {
    return texText(readTex(tex));
  } catch {
    return tex;
  }
}
