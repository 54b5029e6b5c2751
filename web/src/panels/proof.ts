import { html, nothing, type TemplateResult } from 'lit';
import oracleJson from '../../oracle.json';
import type { Optimizer } from '../core/catalog.ts';
import { num } from '../toolkit/format.ts';
import { said, t } from '../toolkit/i18n.ts';
import { check } from '../toolkit/icons.ts';

/** What a rule is held to in the tests, and how closely it agrees: web/oracle.json, written by `npm run oracle`. */
export interface Oracle {
  source: string;
  /** The version of PyTorch that was run, and the one whose source was read. */
  run: string;
  read: string;
  /** `set`: the switches that all runs had on, though they are off by default. */
  optimizers: Record<string, { cases?: number; error?: number; set?: string[]; references?: number }>;
}

/** That in words; empty for a rule that nothing is known of. */
export function proofOf(
  { id, fields }: Pick<Optimizer, 'id' | 'fields'>,
  { optimizers, run, read }: Oracle = oracleJson,
): string {
  const { cases = 0, error = Number.NaN, set = [], references = 0 } = optimizers[id] ?? {};
  if (cases === 0) return references > 0 ? t('lane.reference') : '';
  const held = { run, read, error: error > 0 ? num(error, 1) : '0', cases };
  if (set.length === 0) return t('lane.oracle', held);
  const names = fields.filter((field) => set.includes(field.id)).map(({ name }) => said(name));
  return t('lane.oracle.set', { ...held, set: names.join(', ') });
}

export function proof(optimizer: Optimizer): TemplateResult | typeof nothing {
  const says = proofOf(optimizer);
  return says ? html`<p class="proof" title=${oracleJson.source}>${check}<span>${says}</span></p>` : nothing;
}
