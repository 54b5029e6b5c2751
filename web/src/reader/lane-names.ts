import { type Catalog, type Field, type Optimizer, optimizerOf, type Text, type Value } from '../core/catalog.ts';
import { changesOf, phasesOf } from '../core/changes.ts';
import type { Config, LaneConfig } from '../core/config.ts';
import { nameOf } from '../core/lane-name.ts';
import { sameValue } from '../core/value.ts';
import { chosen, count } from '../toolkit/format.ts';
import { type Lang, lang, locale, said, t } from '../toolkit/i18n.ts';
import { plainSymbol } from '../toolkit/symbol.ts';

/** Settings in a name, where fewer tell the lanes apart; the whole name has all. */
const MAX_MARKS = 2;

/** A lane's name. */
export interface LaneName {
  /** Its own, or that of its rule. */
  name: string;
  /** Beside it: what sets the lane apart, the telling settings first. */
  marks: string;
  /** Both in one text, unlike every other lane's. */
  said: string;
  /** With every setting that is not the default. */
  full: string;
}

/** Whatever knows the race: a stage, or a config that is only looked at. */
interface Race {
  config: Pick<Config, 'lanes'>;
  catalog: Catalog;
}

/** Names in both languages that a lesson gives to lanes; a lane that is changed is another object, and bears them no longer. */
const given = new WeakMap<LaneConfig, Text>();

/** The names that were made last, as they are asked for with every figure that is written. */
let known = new WeakMap<readonly LaneConfig[], Partial<Record<Lang, LaneName[]>>>();
const forget = (): void => {
  known = new WeakMap();
};
locale.on('change', forget); // other texts may have come

export function nameLane(lane: LaneConfig, name: Text): void {
  given.set(lane, name);
  forget();
}

/** A rule's name, in words where it consists of them. */
export const optimizerName = ({ name, title }: Pick<Optimizer, 'name' | 'title'>): string => said(title) || name;

/** A setting as a name has it: `η 0.01`, `without bias correction`, `cosine schedule`. What stands beside the rule has no symbol in it. */
export function setting(field: Field, value: Value | undefined, digits = 4): string {
  const name = said(field.name);
  if (value === true) return name;
  if (value === false) return t('lane.without', { name });
  const symbol = field.group ? '' : plainSymbol(field.symbol);
  if (typeof value === 'number') return `${symbol || name} ${chosen(value, digits)}`;
  const choice = field.choices?.find(({ id }) => id === value);
  return choice ? t('lane.choice', { value: said(choice.name), name }) : '';
}

/** Off by default and left so, or the default of what stands beside the rule: nothing to say. */
const isUnsaid = ({ default: usual, group }: Field, value: Value | undefined): boolean =>
  sameValue(value as Value, usual) && (usual === 0 || typeof usual !== 'number' || group !== undefined);

const value = (lane: LaneConfig, { id }: Field): Value => lane[id] as Value;

/** The switch by which the rule has another name. */
const variantOf = (lane: LaneConfig, { fields }: Optimizer): Field | undefined =>
  fields.find((field) => field.variant && value(lane, field) === true);

/** The fewest fields, nearly, that tell all of these lanes apart. The first one has its own control beside the name: rather another. */
function telling(fields: readonly Field[], lanes: readonly LaneConfig[]): Field[] {
  let pairs = lanes.flatMap((a, i) => lanes.slice(i + 1).map((b) => [a, b] as const));
  const apart = (field: Field): number => pairs.filter(([a, b]) => !sameValue(value(a, field), value(b, field))).length;
  const preferred = [...fields.slice(1), ...fields.slice(0, 1)];
  const chosen: Field[] = [];
  for (;;) {
    const [best] = preferred.toSorted((a, b) => apart(b) - apart(a));
    if (!best || apart(best) === 0) return chosen;
    chosen.push(best);
    pairs = pairs.filter(([a, b]) => sameValue(value(a, best), value(b, best)));
  }
}

/** Digits in which different values look different. */
function digitsOf(field: Field, lanes: readonly LaneConfig[]): number {
  const values = [...new Set(lanes.map((lane) => lane[field.id]))].filter((x) => typeof x === 'number');
  let digits = 4;
  while (digits < 17 && new Set(values.map((x) => chosen(x, digits))).size < values.length) digits++;
  return digits;
}

/** What a lane is called by its rule and settings, among lanes that are called alike. */
function described(lane: LaneConfig, optimizer: Optimizer, alike: readonly LaneConfig[], catalog: Catalog): LaneName {
  const variant = variantOf(lane, optimizer);
  const fields = optimizer.fields.filter((field) => field !== variant);
  const first = telling(fields, alike);
  const differs = (field: Field): boolean => alike.some((other) => !sameValue(value(other, field), value(lane, field)));
  const unusual = (field: Field): boolean => field !== fields[0] && !sameValue(value(lane, field), field.default);
  const rest = fields.filter((field) => !first.includes(field));
  const all = [...first, ...rest.filter(differs), ...rest.filter((field) => !differs(field) && unusual(field))];
  const say = (list: readonly Field[]): string[] =>
    list
      .filter((field) => !isUnsaid(field, value(lane, field)))
      .map((field) => setting(field, value(lane, field), digitsOf(field, alike)));
  const name = variant?.variant ?? optimizerName(optimizer);
  const [told, others] = [say(first), say(all.filter((field) => !first.includes(field)))];
  const marks = listed([...told, ...others.slice(0, Math.max(0, MAX_MARKS - told.length))]);
  const main = fields[0] && !all.includes(fields[0]) ? [setting(fields[0], value(lane, fields[0]))] : [];
  const full = joined(name, listed([...told, ...others, ...main]));
  return withLater({ name, marks, said: joined(name, marks), full }, lane, catalog);
}

/** What a lane changes on the way, as its name has it: `SGD from 300`, `η 0.01 from 150`, `state lost at 400`. */
function laterOf(lane: LaneConfig, catalog: Catalog): string[] {
  return phasesOf(lane)
    .slice(1)
    .flatMap(({ at, lane: { optimizer }, fresh }, i) => {
      const { optimizer: other, ...set } = changesOf(lane)[i]!;
      const rule = optimizerOf(catalog, optimizer)!;
      const fields = rule.fields.filter(({ id }) => id in set);
      const what =
        other === undefined ? fields.map((field) => setting(field, set[field.id])).join(' ') : optimizerName(rule);
      const step = count(at);
      return [...(what ? [t('lane.from', { what, step })] : []), ...(fresh ? [t('lane.lost', { step })] : [])];
    });
}

/** The name with the changes of its lane. */
function withLater(its: LaneName, lane: LaneConfig, catalog: Catalog): LaneName {
  const later = laterOf(lane, catalog);
  if (later.length === 0) return its;
  const more = later.length - MAX_MARKS;
  const told = more > 0 ? [...later.slice(0, MAX_MARKS), t('notice.more', { n: more })] : later;
  return {
    name: its.name,
    marks: listed([its.marks, ...told]),
    said: listed([its.said, ...told]),
    full: listed([its.full, ...later]),
  };
}

/** Settings one after another, and what changes later. */
const listed = (parts: readonly string[]): string => parts.filter(Boolean).join(t('lane.comma'));

const joined = (name: string, marks: string): string => (marks ? `${name} ${marks}` : name);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a text has this name in it, as a word of its own. */
const speaksOf = (text: string, name: string): boolean =>
  text.toLowerCase().includes(name.toLowerCase()) &&
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'iu').test(text);

/** Every name that a rule has, in the language that is spoken. */
const rules = (optimizer: Optimizer): string[] => [
  optimizer.name,
  optimizerName(optimizer),
  ...optimizer.fields.flatMap(({ variant }) => variant ?? []),
];

/** What a lane that was given a name can be called, the shortest first: alone, with its rule, with its settings as well. */
function called(own: string, plain: LaneName, optimizer: Optimizer, catalog: Catalog): LaneName[] {
  const knows = [plain.name, ...rules(optimizer)].some((name) => own.toLowerCase().includes(name.toLowerCase()));
  const misleads = !knows && catalog.optimizers.some((other) => rules(other).some((name) => speaksOf(own, name)));
  const whole = { name: own, full: `${own} · ${plain.full}` };
  const alone = { ...whole, marks: knows ? '' : plain.name, said: own };
  const beside = [...(knows ? [] : [plain.name]), plain.said].map((text) => ({
    ...whole,
    marks: `(${text})`,
    said: `${own} (${text})`,
  }));
  return misleads ? beside : [alone, ...beside];
}

/** A name for every lane, each another: the owner's, the lesson's, or that of its rule with what sets it apart. */
export function laneNameParts(race: Race): readonly LaneName[] {
  const { lanes } = race.config;
  const names = known.get(lanes) ?? {};
  known.set(lanes, names);
  names[lang()] ??= made(race);
  return names[lang()]!;
}

function made({ config: { lanes }, catalog }: Race): LaneName[] {
  const optimizers = lanes.map(({ optimizer }) => optimizerOf(catalog, optimizer)!);
  const kinds = lanes.map((lane, i) => `${lane.optimizer} ${variantOf(lane, optimizers[i]!)?.id}`);
  const choices = lanes.map((lane, i): LaneName[] => {
    const alike = lanes.filter((_, other) => kinds[other] === kinds[i]);
    const plain = described(lane, optimizers[i]!, alike, catalog);
    const own = nameOf(lane) || said(given.get(lane));
    return !own || own === plain.said ? [plain] : called(own, plain, optimizers[i]!, catalog);
  });
  const taken = (all: readonly LaneName[], { said }: LaneName): boolean =>
    all.filter((other) => other.said === said).length > 1;
  let names = choices.map(([first]) => first!);
  for (let level = 1; level < 3; level++) {
    const last = names;
    names = last.map((one, i) => (taken(last, one) ? (choices[i]![choices[i]!.indexOf(one) + 1] ?? one) : one));
  }
  return counted(names);
}

/** Lanes that are alike in everything are counted. */
function counted(names: readonly LaneName[]): LaneName[] {
  const whole = names.map((one) => one.said);
  const used = new Set(whole);
  return names.map((one, i) => {
    if (whole.filter((other) => other === one.said).length < 2) return one;
    let n = whole.slice(0, i).filter((other) => other === one.said).length + 1;
    while (used.has(`${one.said} #${n}`)) n++;
    const [mark, is] = [`#${n}`, `${one.said} #${n}`];
    used.add(is);
    return { name: one.name, marks: joined(one.marks, mark).trim(), said: is, full: `${one.full} ${mark}` };
  });
}

export const laneNames = (race: Race): string[] => laneNameParts(race).map((one) => one.said);
