import { html, nothing, type TemplateResult } from 'lit';
import oracleJson from '../../oracle.json';
import type { Optimizer } from '../core/catalog.ts';
import { num } from './format.ts';
import { t } from './i18n.ts';
import { check } from './icons.ts';

/** What a rule is held to in the tests, and how closely it agrees: web/oracle.json, written by `npm run oracle`. */
export interface Oracle {
  source: string;
  optimizers: Record<string, { cases?: number; error?: number; references?: number }>;
}

/** That in words; empty for a rule that nothing is known of. */
export function proofOf({ id }: Pick<Optimizer, 'id'>, { optimizers }: Oracle = oracleJson): string {
  const { cases = 0, error = Number.NaN, references = 0 } = optimizers[id] ?? {};
  if (cases > 0) return t('lane.oracle', { error: error > 0 ? num(error, 1) : '0', cases });
  return references > 0 ? t('lane.reference') : '';
}

export function proof(optimizer: Optimizer): TemplateResult | typeof nothing {
  const says = proofOf(optimizer);
  return says ? html`<p class="proof" title=${oracleJson.source}>${check}<span>${says}</span></p>` : nothing;
}
