import everyday from '../../everyday.json';
import { type Catalog, optimizerOf, problemOf, type Text } from '../core/catalog.ts';
import { phasesOf } from '../core/changes.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { datasetOf } from '../core/own.ts';
import { type Preset, SECTIONS } from '../core/preset.ts';
import { sameValue } from '../core/value.ts';
import { plainSymbol } from '../toolkit/symbol.ts';

/** What the reader looks for; an empty text asks for nothing. */
export interface Query {
  q: string;
  rule: string;
  problem: string;
  theme: string;
}
export type Part = keyof Query;
export const PARTS: readonly Part[] = ['q', 'rule', 'problem', 'theme'];

/** What filters ask of a lesson. */
export interface Traits {
  rules: ReadonlySet<string>;
  problem: string;
  theme: string;
}

/** All that a lesson says, folded: as words with a space before each, and without any space. */
export interface Wording {
  spaced: string;
  joined: string;
}

/** Small letters without accents, raised and lowered signs, full-width forms and punctuation; figures keep their points. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?<!\d)\.(?=\d)/g, '0.')
    .replace(/(?!(?<=\d)\.\d)[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const squeezed = (text: string): string => folded(text).replaceAll(' ', '');
const said = (text: Partial<Text> | undefined): string[] => Object.values(text ?? {});

/** The settings that a lane was given, but for its rate, which nearly every lane is given. */
function settingsOf(lane: LaneConfig, catalog: Catalog): string[] {
  const fields = optimizerOf(catalog, lane.optimizer)?.fields ?? [];
  return fields.slice(1).flatMap((field) => {
    const value = lane[field.id];
    if (value === undefined || sameValue(value, field.default)) return [];
    const choice = field.choices?.find(({ id }) => id === value);
    return [field.id, plainSymbol(field.symbol), field.variant ?? '', ...said(field.name), ...said(choice?.name)];
  });
}

export const traitsOf = (preset: Preset, config: Config): Traits => ({
  rules: new Set(config.lanes.flatMap(phasesOf).map(({ lane }) => lane.optimizer)),
  problem: config.problem.id,
  theme: preset.section,
});

/** `config`: the preset's, with every field filled in. */
export function wordingOf(preset: Preset, config: Config, catalog: Catalog): Wording {
  const { problem, lanes } = config;
  const rules = [...traitsOf(preset, config).rules].map((id) => optimizerOf(catalog, id));
  const texts = [
    preset.id,
    ...[preset.name, preset.lesson, preset.summary, preset.printed, ...Object.values(preset.names ?? {})].flatMap(said),
    ...said(SECTIONS.find(({ id }) => id === preset.section)?.name),
    ...rules.flatMap((rule) => (rule ? [rule.id, rule.name, ...said(rule.title)] : [])),
    ...lanes.flatMap(phasesOf).flatMap(({ lane }) => settingsOf(lane, catalog)),
    problem.id,
    ...said(problemOf(catalog, problem.id)?.name),
    ...said(datasetOf(catalog, problem.data)?.name),
    String(problem.net ?? ''),
  ];
  const own = folded(texts.join(' '));
  const known = new Set(own.split(' '));
  const also = Object.entries(everyday).flatMap(([word, others]) => (known.has(word) ? [folded(others)] : []));
  const spaced = [own, ...also].join(' ');
  return { spaced: ` ${spaced}`, joined: spaced.replaceAll(' ', '') };
}

/** Letters up to which a word is looked for where words begin: `nag` is no part of `managed`. */
const SHORT = 3;
const HAN = /\p{Script=Han}/u;

const holds = ({ spaced, joined }: Wording, word: string): boolean =>
  HAN.test(word) || word.length > SHORT + 1
    ? spaced.includes(word) || joined.includes(word)
    : spaced.includes(word.length > SHORT ? word : ` ${word}`);

/** Whether a lesson says all words of a search; a formula without spaces is a phrase. */
export const says = (wording: Wording, q: string): boolean =>
  q.split(/\s+/).every((word) => holds(wording, squeezed(word)) || wording.spaced.includes(` ${folded(word)}`));

/** Whether filters let a lesson through. */
export const passes = (traits: Traits, { rule, problem, theme }: Query): boolean =>
  (!rule || traits.rules.has(rule)) && (!problem || traits.problem === problem) && (!theme || traits.theme === theme);

/** What an address asks for. */
export function readQuery(search: string): Query {
  const params = new URLSearchParams(search);
  return Object.fromEntries(PARTS.map((part) => [part, params.get(part)?.trim() ?? ''])) as unknown as Query;
}

/** The address with another search; what else it says stays. */
export function withQuery(address: string, query: Query): URL {
  const url = new URL(address);
  for (const part of PARTS) {
    const value = query[part].trim();
    url.searchParams.delete(part); // one search has one address, in whichever order its parts were chosen
    if (value) url.searchParams.set(part, value);
  }
  return url;
}
