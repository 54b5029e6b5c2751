import formulasJson from '../../formulas.json';
import { optimizerOf } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import type { Config } from '../core/config.ts';
import { type Formulas, formulaOf } from '../core/formula.ts';
import { usage } from './args.ts';

const formulas = formulasJson as Formulas;

/** Letters in place of settings' symbols, from "rho=\\beta,lr=\\alpha": TeX by the ids of settings. */
export function lettersOf(text: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const part of text.split(',')) {
    const [id = '', letter = ''] = part.split('=', 2).map((one) => one.trim());
    const known = catalog.optimizers.some(({ fields }) => fields.some((field) => field.id === id && field.symbol));
    if (!known || letter === '') {
      const message = known ? `'${id}' has no letter after its =` : `there is no setting '${id}' with a symbol`;
      throw usage(message, '--letters');
    }
    letters.set(id, letter);
  }
  return letters;
}

/** TeX with other letters: a symbol stands for itself where no letter follows that would make it another one. */
export function relettered(tex: string, letters: ReadonlyMap<string, string>): string {
  const symbols = [...letters.keys()].sort((a, b) => b.length - a.length);
  if (symbols.length === 0) return tex;
  const escaped = symbols.map((symbol) => symbol.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`(?<![A-Za-z\\\\])(${escaped.join('|')})(?![A-Za-z]|\\^[*+-])`, 'g');
  return tex.replace(pattern, (symbol) => letters.get(symbol)!);
}

/** The rule of each lane as TeX, a lane a line. */
export function formulaLines({ lanes, problem }: Config, letters: ReadonlyMap<string, string>): string {
  const lines = lanes.map((lane) => {
    const { id, fields } = optimizerOf(catalog, lane.optimizer)!;
    const own = new Map(
      fields.flatMap((field) => (letters.has(field.id) ? [[field.symbol, letters.get(field.id)!]] : [])),
    );
    const places = formulaOf(formulas, id, { ...lane, noise: problem.noise });
    return places.map((place) => relettered(formulas.texts[place]!, own)).join(',\\quad ');
  });
  return lines.map((line) => `${line}\n`).join('');
}
