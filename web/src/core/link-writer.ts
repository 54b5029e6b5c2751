import type { Catalog, Value } from './catalog.ts';
import type { Change } from './changes.ts';
import { type Config, type MinimalConfig, minimal } from './config.ts';
import { excess } from './signs.ts';
import { type ViewState, writeView } from './view-state.ts';

/**
 * A race as a link:  #v=1&p=ID,FIELD=VALUE…&o=ID,FIELD=VALUE…&o=…&seed=1&steps=200
 *
 * Numbers are written as briefly as they read back (.001), vectors with ~ between their numbers, booleans as 1 and 0, texts
 * percent-encoded with + for a space. A lane's `name=` is what its owner calls it; after `;` stands from which step on it goes on
 * otherwise: `;150,lr=.01;300,o=sgd,lr=.001;400,fresh=1`. Omitted means the default of the link's
 * version, so equal configs give equal links. `checksum=` says what the race came to when the link was made, and `quantity=`,
 * `axis=` … how it is looked at (view-state.ts); they are no part of the config.
 */

export const number = (x: number): string => String(x).replace(/^(-?)0\./, '$1.');

/** A bracket without its other half would be taken for one that the whole link stands in. */
const text = (s: string): string =>
  encodeURIComponent(s)
    .replace(/%20/g, '+')
    .replace(excess(s) <= 0 ? /[~']/g : /[~')]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export const written = (value: Value): string => {
  if (Array.isArray(value)) return value.map(number).join('~');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return text(value);
};

type Write = (value: Value, at: string) => string;

const part = (id: string, fields: object, at: string, write: Write): string =>
  [id, ...Object.entries(fields).map(([name, value]) => `${name}=${write(value, `${at}.${name}`)}`)].join(',');

const change = ({ at: step, optimizer, ...fields }: Change, at: string, write: Write): string =>
  part(`${step}`, { ...(optimizer !== undefined && { o: optimizer }), ...fields }, at, write);

/** What a change sets, as a link has it. */
export const changeText = (it: Change): string => change(it, '', written).replace(/^\d+,/, '');

const lanePart = (lane: MinimalConfig['lanes'][number], at: string, write: Write): string => {
  const { optimizer, changes = [], ...fields } = lane;
  const after = changes.map((one, i) => change(one, `${at}.changes.${i}`, write));
  return [part(optimizer, fields, at, write), ...after].join(';');
};

/** The parts of a link that say what is computed; `write` may have another text for what stands at a path. */
export function raceParts({ v, problem, lanes, ...race }: MinimalConfig, write: Write = written): string[] {
  const { id, ...settings } = problem;
  return [
    `v=${v}`,
    `p=${part(id, settings, 'problem', write)}`,
    ...lanes.map((lane, i) => `o=${lanePart(lane, `lanes.${i}`, write)}`),
    ...Object.entries(race).map(([name, value]) => `${name}=${write(value as Value, name)}`),
  ];
}

/** The link of a config, from its `#` on, with how it is looked at; with what the race came to, it can be verified. */
export function formatLink(config: Config, catalog: Catalog, checksum?: string | null, view: ViewState = {}): string {
  const parts = [
    ...raceParts(minimal(config, catalog)),
    ...writeView(view).map(([key, said]) => `${key}=${said}`),
    ...(checksum ? [`checksum=${checksum}`] : []),
  ];
  return `#${parts.join('&')}`;
}
