import { tokensOf } from '../core/claim-text.ts';
import type { Config } from '../core/config.ts';
import type { Preset } from '../core/preset.ts';
import { num } from '../toolkit/format.ts';
import { columnLabel } from '../views/chart/quantities.ts';
import { filled } from './filled.ts';

/** A claim as people read it: the lanes by their names, the columns and functions in words, the numbers as on the page. */

const phrases = {
  final: { en: '{column} of {lane} at the end', zh: '{lane}最终的{column}' },
  start: { en: '{column} of {lane} at the start', zh: '{lane}起始的{column}' },
  at: { en: '{column} of {lane} at step {step}', zh: '{lane}第 {step} 步的{column}' },
  steps: { en: 'steps of {lane} until ({what})', zh: '{lane}到（{what}）的步数' },
  max: { en: 'largest {what} of {lane}', zh: '{lane}的 {what} 的最大值' },
  min: { en: 'smallest {what} of {lane}', zh: '{lane}的 {what} 的最小值' },
  mean: { en: 'mean {what} of {lane}', zh: '{lane}的 {what} 的平均值' },
  diverged: { en: '{lane} diverges', zh: '{lane}发散' },
  last: { en: '{what} in the last {n} recorded steps', zh: '{what}（最近 {n} 个记录的步）' },
  and: { en: ' and ', zh: '，且 ' },
  or: { en: ' or ', zh: '，或 ' },
  never: { en: 'never', zh: '从未' },
  step: { en: 'step', zh: '步数' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  is: { en: '{what}: {value}', zh: '{what}：{value}' },
} as const;
type Phrase = keyof typeof phrases;

const isPhrase = (word: string): word is Phrase => Object.hasOwn(phrases, word);
const phrase = (word: Phrase, values: Record<string, string> = {}): string => filled(phrases[word], values);

const signs: Readonly<Record<string, string>> = {
  '<=': ' ≤ ',
  '>=': ' ≥ ',
  '!=': ' ≠ ',
  '<': ' < ',
  '>': ' > ',
  '=': ' = ',
  '±': ' ± ',
  '+': ' + ',
  '*': ' × ',
  '/': ' / ',
  '%': '%',
};

/** A claim of a race. */
export class Saying {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(
    claim: string,
    private readonly lanes: ReadonlyMap<string, string>,
  ) {
    this.#tokens = tokensOf(claim).map(({ text }) => text);
  }

  /** Up to the end, or to what ends a part. */
  all(): string {
    let text = '';
    let operand = true; // comes next
    for (let token = this.peek(); token !== undefined && token !== ')' && token !== ','; token = this.peek()) {
      text += this.#one(operand);
      operand = token !== '%' && (token in signs || token === '-' || token === 'and' || token === 'or');
    }
    return text;
  }

  protected peek = (): string | undefined => this.#tokens[this.#next];
  protected take = (): string => this.#tokens[this.#next++]!;

  /** A lane, by its name. */
  protected lane(): string {
    const key = this.take();
    return `“${this.lanes.get(key) ?? key}”`;
  }

  protected column(name: string): string {
    return name === 'step' ? phrase('step') : columnLabel(name);
  }

  /** `operand`: a minus here is a sign. */
  #one(operand: boolean): string {
    const token = this.take();
    if (token === '(') return `(${this.#until()})`;
    if (token === '-') return operand ? '−' : ' − ';
    if (token === '^') return this.#power();
    if (/^[a-z]/i.test(token) && this.peek() === '(') return this.called(token);
    if (/^[\d.]/.test(token)) return num(Number(token), 8);
    if (signs[token]) return signs[token]!;
    return token === 'and' || token === 'or' || token === 'never' ? phrase(token) : this.column(token);
  }

  #power(): string {
    const exponent = this.#tokens[this.#next];
    if (exponent !== '2') return ' ^ ';
    this.#next++;
    return '²';
  }

  /** What stands between brackets, past the closing one. */
  #until(): string {
    const inside = this.all();
    this.#next++;
    return inside;
  }

  protected called(name: string): string {
    this.#next++; // the bracket
    if (name === 'abs') return `|${this.#until()}|`;
    if (name === 'sqrt') return `√(${this.#until()})`;
    if (!isPhrase(name)) return `${name}(${this.#until()})`;
    const values: Record<string, string> = { lane: this.lane() };
    const more: string[] = [];
    while (this.take() === ',') {
      if (this.peek() === 'last') {
        values.n = this.#tokens[this.#next + 1]!;
        this.#next += 2;
      } else more.push(this.all());
    }
    if (this.peek() === '.') {
      values.column = this.column(this.#tokens[this.#next + 1]!);
      this.#next += 2;
    }
    [values.what, values.step] = [more[0] ?? '', more[0] ?? ''];
    const text = phrase(name, values);
    return values.n ? phrase('last', { what: text, n: values.n }) : text;
  }
}

/** What the keys of a preset's lanes stand for. */
export function wordsFor(preset: Preset, config: Config, names: readonly string[]): ReadonlyMap<string, string> {
  const of = (keys: readonly string[]) => keys.map((key, i) => [key, names[i]!] as const);
  const { lanes } = config;
  return new Map([
    ...of(lanes.map((_, i) => `${i}`)),
    ...of(lanes.map(({ optimizer }) => optimizer)),
    ...of(preset.labels ?? []),
  ]);
}

/** As Chinese is set: a space between its signs and Latin ones, none between its own. */
const spaced = (text: string): string =>
  text
    .replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, '$1')
    .replace(/(?<=\p{Script=Han})(?=[a-zα-ω\d])|(?<=[a-zα-ω\d])(?=\p{Script=Han})/giu, ' ');

export const sayClaim = (claim: string, lanes: ReadonlyMap<string, string>, kind = Saying): string =>
  spaced(new kind(claim, lanes).all());

/** What the race came to, of a part of a claim. */
export function sayMeasured(
  text: string,
  value: number | boolean,
  lanes: ReadonlyMap<string, string>,
  kind = Saying,
): string {
  const what = sayClaim(text, lanes, kind);
  const said =
    typeof value === 'boolean'
      ? phrase(value ? 'yes' : 'no')
      : value === Number.POSITIVE_INFINITY
        ? phrase('never')
        : num(value, 5);
  return phrase('is', { what, value: said });
}
