import type { Config } from '../core/config.ts';
import type { Preset } from '../core/preset.ts';
import { count } from '../toolkit/format.ts';
import { joined, Nouns, say, since, type Unit } from './gallery-claim-nouns.ts';
import {
  type Call,
  type Compared,
  isCall,
  isNumber,
  isSign,
  merged,
  type Part,
  partsOf,
} from './gallery-claim-parts.ts';
import { type Word, words } from './gallery-claim-words.ts';

/** A claim as people read it: sentences with the lanes’ names, columns and functions in words, numbers as on the page. */

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** A letter that stands for a number stays small. */
const upper = (text: string): string => (/^[a-z] /.test(text) ? text : text[0]!.toUpperCase() + text.slice(1));

/** A claim of a race. */
export class Saying extends Nouns {
  sentence(claim: string): string {
    return say('stop', { what: upper(this.#clause(partsOf(claim, this.pairs))) });
  }

  /** What the race came to, of a part of a claim. */
  measured(text: string, value: number | boolean): string {
    const part = partsOf(text, this.pairs) as Call;
    const said =
      typeof value === 'boolean'
        ? say(value ? 'yes' : 'no')
        : value === Number.POSITIVE_INFINITY
          ? say('never')
          : this.number(value, this.unit(part), 5);
    return say('is', { what: upper(this.named(part)), value: said });
  }

  #clause(part: Part): string {
    if (part.kind === 'both') {
      const parts = part.sign === 'and' ? merged(part.parts) : part.parts;
      return joined(
        part.sign === 'and' ? 'clauses' : 'or',
        parts.map((one) => this.#clause(one)),
      );
    }
    if (part.kind === 'compared') return this.#compared(part);
    return isCall(part) ? this.named(part) : this.noun(part);
  }

  #compared({ parts, signs, within }: Compared): string {
    const [a, x, b] = parts as [Part, Part, Part?];
    if (b && isNumber(a) && isNumber(b)) return this.#between(a.value, x, b.value);
    if (!b) return this.#two(a, signs[0]!, x, within);
    return joined(
      'chain',
      signs.map((sign, i) => this.#two(parts[i]!, sign, parts[i + 1]!)),
    );
  }

  #between(from: number, x: Part, to: number): string {
    const unit = this.unit(x);
    const ends = { a: this.number(from, unit), b: this.number(to, unit) };
    if (isCall(x, 'steps')) return say('steps between', { ...this.#reaching(x), ...ends });
    const later = this.#later(x);
    return later ? say('later between', { ...later, ...ends }) : say('between', { x: this.noun(x, unit), ...ends });
  }

  #two(a: Part, sign: string, b: Part, within?: Compared['within']): string {
    if (isNumber(a)) return this.#two(b, FLIPPED[sign] ?? sign, a, within);
    const unit = this.unit(a) ?? this.unit(b);
    const t =
      within && (within.percent ? `${this.symbols(within.part)}%` : this.symbols(within.part, unit && 'points'));
    if (isNumber(b)) return this.#toNumber(a, sign, b.value, unit, t);
    if (isCall(a, 'steps') && isCall(b, 'steps') && (sign === '<' || sign === '>')) {
      const [first, second] = sign === '<' ? [a, b] : [b, a];
      if (JSON.stringify(first.parts) === JSON.stringify(second.parts))
        return say('steps sooner', { ...this.#reaching(first), other: this.lane(second.lanes[0]!, 'others') });
    }
    const values = { a: this.noun(a, unit), b: this.noun(b, unit) };
    if (t) return say('near', { ...values, t });
    return say(sign === '=' ? 'exact' : (sign as Word), values);
  }

  #toNumber(a: Part, sign: string, value: number, unit: Unit, t: string | undefined): string {
    const n = this.number(value, unit);
    const absolute = isCall(a, 'abs') ? a.parts[0] : undefined;
    if (isCall(a, 'steps')) {
      const reaching = this.#reaching(a);
      const lanes = a.lanes[0]!;
      if (value === Number.POSITIVE_INFINITY)
        return lanes.includes('|')
          ? say('steps none', { ...reaching, lane: this.lane(lanes, 'none') })
          : say('steps never', reaching);
      return t ? say('steps ±', { ...reaching, n, t }) : say(`steps ${sign}` as Word, { ...reaching, n });
    }
    const later = sign === '=' && this.#later(a);
    if (later) return say('later', { ...later, n });
    if (absolute && `apart ${sign}` in words) return this.#apart(absolute, sign, value, n);
    // Of points the unit stands once: 0.9 ± 0.05 percentage points.
    const own = t && unit === 'points' ? this.number(100 * value, undefined) : n;
    return say(sign as Word, { a: this.noun(a, unit), b: t ? `${own} ± ${t}` : own });
  }

  /** |a − b| < t, and |a/b − 1| < t. */
  #apart(inside: Part, sign: string, value: number, t: string): string {
    const [a, b] = isSign(inside, '-') ? inside.parts : [inside, { kind: 'number' as const, value: 0 }];
    const ratio = isNumber(b) && b.value === 1 ? a : undefined;
    if (isSign(ratio, '/')) {
      const [over, under] = ratio.parts as [Part, Part];
      return say('near', { a: this.noun(over), b: this.noun(under), t: `${this.number(100 * value, undefined)}%` });
    }
    return say(`apart ${sign}` as Word, { a: this.noun(a!), b: this.noun(b!, this.unit(a!)), t });
  }

  #reaching = (steps: Call): { lane: string; what: string } => ({
    lane: this.lane(steps.lanes[0]!),
    what: this.goal(steps.parts[0]!),
  });

  /** `steps(lane, step > 200 and …) − 200` */
  #later(part: Part): { lane: string; what: string; from: string } | undefined {
    const [steps, less] = isSign(part, '-') ? part.parts : [];
    if (!isCall(steps, 'steps') || !isNumber(less!)) return undefined;
    const { from, rest } = since(steps.parts[0]!);
    if (from !== less.value) return undefined;
    return { lane: this.lane(steps.lanes[0]!), what: this.symbols(rest), from: count(from) };
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
    .replace(/([\p{Script=Han}”）]) (?=[\p{Script=Han}“（])/gu, '$1')
    .replace(/(?<=\p{Script=Han})(?=[a-zα-ω\d|−])|(?<=[a-zα-ω\d|%⁰¹²³⁴-⁹])(?=\p{Script=Han})/giu, ' ');

type Kind = new (lanes: ReadonlyMap<string, string>) => Saying;

export const sayClaim = (claim: string, lanes: ReadonlyMap<string, string>, kind: Kind = Saying): string =>
  spaced(new kind(lanes).sentence(claim));

/** What the race came to, of a part of a claim. */
export const sayMeasured = (
  text: string,
  value: number | boolean,
  lanes: ReadonlyMap<string, string>,
  kind: Kind = Saying,
): string => spaced(new kind(lanes).measured(text, value));
