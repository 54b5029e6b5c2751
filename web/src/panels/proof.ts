import { html, nothing, type TemplateResult } from 'lit';
import oracleJson from '../../oracle.json';
import type { Optimizer } from '../core/catalog.ts';
import { type Settings, switchesOn } from '../core/formula.ts';
import { num } from '../toolkit/format.ts';
import { listed, said, sentences, t } from '../toolkit/i18n.ts';
import { check } from '../toolkit/icons.ts';
import { formulas } from './lane-formula.ts';

/** What rules are held to in the tests, by the settings that were run: web/oracle.json, written by `npm run oracle`. */
export interface Oracle {
  source: string;
  /** The version of PyTorch that was run, and the one whose source was read. */
  run: string;
  read: string;
  optimizers: Record<string, { held: Held[]; references: Settings[] }>;
}

interface Held {
  /** What was not as by default. */
  settings: Settings;
  cases: number;
  /** The largest relative difference. */
  error: number;
}

export interface Proof {
  /** Whether a run with just these switches on was compared. */
  proven: boolean;
  text: string;
}

type Known = Pick<Optimizer, 'id' | 'fields'>;

/** The switches in which two lists differ. */
const apart = (a: readonly string[], b: readonly string[]): string[] => [
  ...a.filter((id) => !b.includes(id)),
  ...b.filter((id) => !a.includes(id)),
];

/** What a lane's rule is held to with its switches as they stand, in words; null for a rule that nothing is known of. */
export function proofOf(
  { id, fields }: Known,
  lane: Settings,
  { optimizers, run, read }: Oracle = oracleJson as unknown as Oracle,
): Proof | null {
  const { held = [], references = [] } = optimizers[id] ?? {};
  if (held.length + references.length === 0) return null;
  const defaults = Object.fromEntries(fields.map((field) => [field.id, field.default]));
  const on = (settings: Settings) => switchesOn(formulas, id, { ...defaults, ...settings });
  const mine = on(lane);
  const compared = held
    .map((one) => ({ ...one, apart: apart(mine, on(one.settings)) }))
    .sort((a, b) => a.apart.length - b.apart.length);
  // Several values of a setting may have been run with the same switches.
  const nearest = compared.filter((one) => one.apart.join() === compared[0]!.apart.join());
  const error = Math.max(...nearest.map((one) => one.error));
  const cases = nearest.reduce((sum, one) => sum + one.cases, 0);
  const told = { run, read, error: error > 0 ? num(error, 1) : '0', cases };
  // A switch that was once a default, and is one no more, is what an older version did.
  const older = fields.some(({ id: one, earlier, kind }) => kind === 'boolean' && earlier && lane[one] === true);
  if (nearest[0]?.apart.length === 0)
    return { proven: true, text: t(older ? 'lane.oracle.older' : 'lane.oracle', told) };
  const proven = references.some((settings) => apart(mine, on(settings)).length === 0);
  const names = fields.filter((field) => nearest[0]?.apart.includes(field.id)).map(({ name }) => said(name));
  const other = names.length > 0 ? t('lane.oracle.other', { ...told, names: listed(names) }) : '';
  return { proven, text: sentences(t(proven ? 'lane.reference' : 'lane.unproven'), other) };
}

export function proof(optimizer: Optimizer, lane: Settings): TemplateResult | typeof nothing {
  const held = proofOf(optimizer, lane);
  if (!held) return nothing;
  return html`<p class="proof" title=${oracleJson.source}>${held.proven ? check : nothing}<span>${held.text}</span></p>`;
}
