import formulasJson from '../../formulas.json';
import { type Optimizer, optimizerOf, problemOf } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import { phasesOf } from '../core/changes.ts';
import { type Config, VERSION } from '../core/config.ts';
import { type Formulas, formulaOf, settingsOf } from '../core/formula.ts';
import { changeText } from '../core/link.ts';
import { minimalChanges } from '../core/read-changes.ts';
import { usage } from './args.ts';

const formulas = formulasJson as Formulas;

/** A symbol in TeX: its braces are closed, and nothing is assigned. */
function isLetter(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0 && /^[^\s=]+$/.test(text);
}

/** Letters in place of settings' symbols, from "rho=\\beta,lr=\\alpha": TeX by the ids of settings. */
export function lettersOf(text: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const part of text.split(',')) {
    const sign = part.indexOf('=');
    const [id, letter] = sign < 0 ? [part.trim(), ''] : [part.slice(0, sign).trim(), part.slice(sign + 1).trim()];
    const known = catalog.optimizers.some(({ fields }) => fields.some((field) => field.id === id && field.symbol));
    if (!known || !isLetter(letter)) {
      const message = known
        ? `'${id}=' is not followed by a symbol in TeX`
        : `there is no setting '${id}' with a symbol`;
      throw usage(message, '--letters');
    }
    letters.set(id, letter);
  }
  return letters;
}

/** TeX with other letters: a symbol stands for itself where nothing follows that would make it another one. */
export function relettered(tex: string, letters: ReadonlyMap<string, string>): string {
  const symbols = [...letters.keys()].sort((a, b) => b.length - a.length);
  if (symbols.length === 0) return tex;
  const escaped = symbols.map((symbol) => symbol.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  // η_t is the η of a step; ρ_t, r_t and η⁺ are no ρ, r and η.
  const pattern = new RegExp(
    `(?<![A-Za-z\\\\]|\\\\hat |\\\\bar )(${escaped.join('|')})(?![A-Za-z]|_(?!t\\b)|\\^[*+-])`,
    'g',
  );
  return tex.replace(pattern, (symbol, _, at: number) =>
    symbol !== String.raw`\eta` && tex.startsWith('_', at + symbol.length) ? symbol : letters.get(symbol)!,
  );
}

/** The symbols of a lane's settings and arrays that get other letters; refused where two things would have one. */
function lettersFor(
  { fields, slots }: Optimizer,
  texts: readonly string[],
  letters: ReadonlyMap<string, string>,
): Map<string, string> {
  const own = new Map(
    fields.flatMap(({ id, symbol }) => (letters.has(id) && symbol ? [[symbol, letters.get(id)!] as const] : [])),
  );
  const symbols = new Set([...fields, ...slots].map(({ symbol }) => symbol ?? '').filter(Boolean));
  const isSaid = (symbol: string) =>
    symbol !== '' && texts.some((text) => relettered(text, new Map([[symbol, '']])) !== text);
  const written = [...symbols, 'w', 'g', 't'].filter(isSaid).map((symbol) => own.get(symbol) ?? symbol);
  const twice = written.find((letter, i) => written.indexOf(letter) !== i);
  if (own.size > 0 && twice) throw usage(`'${twice}' would stand for two things in one formula`, '--letters');
  return own;
}

/** The rule of each lane as TeX, a lane a line; of one that changes on the way, a comment and the rule for each change. */
export function formulaLines({ lanes, problem }: Config, letters: ReadonlyMap<string, string>): string {
  const lines = lanes.flatMap((lane) => {
    const changes = minimalChanges(lane, catalog, VERSION);
    return phasesOf(lane).flatMap(({ at, lane: holds }, i) => {
      const rule = optimizerOf(catalog, holds.optimizer)!;
      const settings = settingsOf(holds, problem, problemOf(catalog, problem.id)!);
      const places = formulaOf(formulas, rule.id, settings);
      const texts = places.map((place) => formulas.texts[place]!);
      const own = lettersFor(rule, texts, letters);
      const tex = texts.map((text) => relettered(text, own)).join(',\\quad ');
      return i === 0 ? [tex] : [`% from step ${at} on: ${changeText(changes[i - 1]!)}`, tex];
    });
  });
  return lines.map((line) => `${line}\n`).join('');
}
