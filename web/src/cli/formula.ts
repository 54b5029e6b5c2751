import formulasJson from '../../formulas.json';
import { optimizerOf } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { type Formulas, formulaOf } from '../core/formula.ts';
import { SidestepError } from '../core/module.ts';

const formulas = formulasJson as Formulas;

/** Symbols in place of those of settings, from "rho=\\beta,lr=\\alpha": TeX by TeX. */
export function lettersOf(text: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const part of text.split(',')) {
    const [id = '', letter = ''] = part.split('=', 2).map((one) => one.trim());
    const symbol = catalog.optimizers.flatMap(({ fields }) => fields).find((field) => field.id === id)?.symbol;
    if (!symbol || letter === '') {
      const message = symbol ? 'has no letter after its =' : `there is no setting '${id}' with a symbol`;
      throw new SidestepError({ code: 'bad-option', at: '--letters', message });
    }
    letters.set(symbol, letter);
  }
  return letters;
}

/** TeX with other letters: a symbol stands for itself where no letter follows that would make it another one. */
export function relettered(tex: string, letters: ReadonlyMap<string, string>): string {
  const symbols = [...letters.keys()].sort((a, b) => b.length - a.length);
  if (symbols.length === 0) return tex;
  const escaped = symbols.map((symbol) => symbol.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`(?<![A-Za-z\\\\])(${escaped.join('|')})(?![A-Za-z])`, 'g');
  return tex.replace(pattern, (symbol) => letters.get(symbol)!);
}

/** The rule of each lane as TeX, a lane a line. */
export function formulaLines({ lanes, problem }: Config, letters: ReadonlyMap<string, string>): string {
  const lines = lanes.map((lane) => {
    const settings = { ...lane, noise: problem.noise };
    const places = formulaOf(formulas, optimizerOf(catalog, lane.optimizer)!.id, settings);
    return places.map((place) => relettered(formulas.texts[place]!, letters)).join(',\\quad ');
  });
  return lines.map((line) => `${line}\n`).join('');
}
