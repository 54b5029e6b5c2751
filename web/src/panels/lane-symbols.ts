import type { Optimizer } from '../core/catalog.ts';
import { said, t } from '../toolkit/i18n.ts';
import { plainSymbol } from '../toolkit/symbol.ts';

/** A lane's name, and which settings the symbols in it stand for: `SGD μ 0.9 · μ momentum`. */
export function withSymbols(name: string, { fields }: Optimizer): string {
  const told = fields.flatMap((field) => {
    const symbol = plainSymbol(field.symbol);
    return symbol && name.includes(` ${symbol} `) ? [`${symbol} ${said(field.name)}`] : [];
  });
  return [name, told.join(t('lane.comma'))].filter(Boolean).join(' · ');
}
