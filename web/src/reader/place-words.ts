import { type Catalog, type Field, optimizerOf, problemOf } from '../core/catalog.ts';
import { changesOf } from '../core/changes.ts';
import type { Config } from '../core/config.ts';
import { nameOf } from '../core/lane-name.ts';
import type { Notice } from '../core/notices.ts';
import { VIEW_KEYS } from '../core/view-state.ts';
import { count } from '../toolkit/format.ts';
import { type Key, labelled, said, t } from '../toolkit/i18n.ts';
import { reason } from '../toolkit/reasons.ts';
import { optimizerName } from './lane-names.ts';

/** What says, in the reader's words, what is wrong and where: the page's part of `code`, `at` and `message`. Loaded when there is something to say. */

/** The race that notices are about, as it was read. */
export interface Subject {
  config: Config;
  catalog: Catalog;
  notices?: readonly Notice[];
  /** Which lane a failure of one is about. */
  lane?: number | undefined;
}

interface Told extends Subject {
  /** Of the change that a notice is about. */
  step?: number | undefined;
}

/** Keys of a config, a link or an element that are no fields of the catalog. */
const WORDS: Readonly<Record<string, Key>> = {
  lanes: 'place.lanes',
  problem: 'place.problem',
  link: 'place.link',
  config: 'place.config',
  v: 'place.v',
  checksum: 'place.checksum',
  preset: 'place.preset',
  experiment: 'place.experiment',
  seeds: 'place.seeds',
  tune: 'place.tune',
  view: 'place.view',
  type: 'place.type',
};
const OF_LANE: Readonly<Record<string, Key>> = {
  optimizer: 'place.optimizer',
  name: 'place.name',
  changes: 'place.changes',
  at: 'place.at',
  fresh: 'place.fresh',
};
const OF_TUNE: Readonly<Record<string, Key>> = {
  trials: 'place.tune.trials',
  sampler: 'place.tune.sampler',
  by: 'place.tune.by',
  seeds: 'place.seeds',
};
const OF_VIEW: Readonly<Record<string, Key>> = {
  views: 'place.view.views',
  quantity: 'place.view.quantity',
  against: 'place.view.against',
  axis: 'place.view.axis',
  xaxis: 'place.view.xaxis',
  smooth: 'place.view.smooth',
  equal: 'place.view.equal',
  speed: 'place.view.speed',
  at: 'place.view.at',
  target: 'place.view.target',
  map: 'place.view.map',
  pair: 'place.view.pair',
  chart: 'place.view.chart',
};

/** Choices that are not of the catalog. */
const CHOICES: Readonly<Record<string, Key>> = {
  linear: 'place.linear',
  log: 'place.log',
  step: 'axis.step',
  epoch: 'axis.epoch',
  evaluations: 'axis.evaluations',
  seconds: 'axis.seconds',
  halton: 'place.halton',
  grid: 'place.grid',
  loss: 'metric.loss',
  accuracy: 'metric.accuracy',
};

const unknown = (name: string): string => t('place.unknown', { name });

const word = (words: Readonly<Record<string, Key>>, name: string): string | undefined =>
  Object.hasOwn(words, name) ? t(words[name]!) : undefined;

const named = (fields: readonly Field[], id: string): Field | undefined => fields.find((field) => field.id === id);

/** Lanes that were left out of the config, as they stand in what was read. */
const leftOut = (notices: readonly Notice[]): Set<number> =>
  new Set(
    notices.flatMap(({ at, code }) => {
      const lane = /^lanes\.(\d+)(\.optimizer)?$/.exec(at)?.[1];
      return lane !== undefined && (code === 'wrong-type' || code === 'unknown-id') ? [Number(lane)] : [];
    }),
  );

/** The lane of the config that stood at a place in what was read, and what it is called: by its rule where its number is another now. */
function laneAt(place: number, { config, catalog, notices = [] }: Subject) {
  const out = leftOut(notices);
  const before = [...out].filter((other) => other < place).length;
  const lane = out.has(place) ? undefined : config.lanes[place - before];
  const optimizer = lane && optimizerOf(catalog, lane.optimizer);
  return { lane, name: lane && (nameOf(lane) || (before > 0 && optimizer ? optimizerName(optimizer) : '')) };
}

interface Place {
  /** From the largest to the smallest. */
  parts: string[];
  field?: Field | undefined;
}

function inLane(place: number, rest: string[], subject: Told): Place {
  const { catalog, step } = subject;
  const { lane, name } = laneAt(place, subject);
  const parts = [t(name ? 'place.lane.named' : 'place.lane', { n: place + 1, name: name ?? '' })];
  let [id = '', ...more] = rest;
  if (id === 'changes' && more.length > 0) {
    const n = Number(more[0]) + 1;
    parts.push(step === undefined ? t('place.change', { n }) : t('place.changeAt', { step: count(step) }));
    [id = '', ...more] = more.slice(1);
  }
  const its = lane ? [lane, ...changesOf(lane)].flatMap(({ optimizer }) => optimizer ?? []) : [];
  const optimizers = [...its.flatMap((known) => optimizerOf(catalog, known) ?? []), ...catalog.optimizers];
  const field = optimizers.map(({ fields }) => named(fields, id)).find((known) => known);
  return ending(parts, id, more, field, word(OF_LANE, id));
}

/** Adds the last part: a field, perhaps one number of it, or what has no name. */
function ending(parts: string[], id: string, more: string[], field?: Field, other?: string): Place {
  if (id === '') return { parts };
  const name = other ?? (field ? said(field.name) : unknown(id));
  const element = /^\d+$/.test(more[0] ?? '') ? [t('place.number', { n: Number(more[0]) + 1 })] : [];
  const strange = more.slice(element.length).map(unknown);
  return { parts: [...parts, name, ...element, ...strange], ...(!other && { field }) };
}

function placeOf(at: string, subject: Told): Place {
  const { catalog, config } = subject;
  const [head = '', ...rest] = at.split('.');
  const [id = '', ...more] = rest;
  if (head === '') return { parts: [] };
  if (head === 'lanes' && /^\d+$/.test(id)) return inLane(Number(id), more, subject);
  if (head === 'lane' && rest.length > 0)
    return subject.lane === undefined ? { parts: [] } : inLane(subject.lane, rest, subject);
  if (head === 'problem') {
    const fields = problemOf(catalog, config.problem.id)?.fields ?? [];
    const field = named(fields, id);
    const parts = [t('place.problem')];
    return id === 'id' ? { parts } : ending(parts, id, more, field);
  }
  if (head === 'tune') return ending([t('place.tune')], id, more, undefined, word(OF_TUNE, id));
  if (head === 'view') return ending([t('place.view')], id, more, undefined, word(OF_VIEW, id));
  const entry = VIEW_KEYS.get(head); // as an attribute has it
  const field = named(catalog.race, head);
  return ending([], head, rest, field, word(WORDS, head) ?? (entry && word(OF_VIEW, entry)));
}

const started = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const spoken = (parts: readonly string[]): string =>
  parts.length === 0 ? '' : started(parts.reduce((whole, part) => t('place.in', { whole, part })));

/** What is not one of a field's choices, with these as the page calls them. */
function choiceMissed(message: string, field: Field | undefined): string | undefined {
  const [, value, list] = /^'(.*)' is none of (.*)$/s.exec(message) ?? [];
  if (value === undefined) return undefined;
  const all = field?.choices?.map(({ name }) => said(name)) ?? list!.split(', ').map((id) => word(CHOICES, id) ?? id);
  return t('place.choice', { value, choices: all.reduce((some, more) => t('place.or', { some, more })) });
}

/** A path in a message. */
const PATH = /\b(?:lanes\.\d+|problem)(?:\.\w+)+/g;

/** What is wrong, and where, as a reader may be told: `Lane 1, learning rate: −1 is outside 0 to 1,000,000`. */
export function inWords({ at, message, step }: Notice, subject: Subject): string {
  const { parts, field } = placeOf(at, { ...subject, step });
  const place = spoken(parts);
  const why =
    choiceMissed(message, field) ??
    reason(message.replace(PATH, (path) => `'${spoken(placeOf(path, subject).parts)}'`));
  return place ? labelled(place, why) : started(why);
}
