import type { Catalog, Value } from '../core/catalog.ts';
import { minimal, type Notice } from '../core/config.ts';
import { number, raceParts, readLink, written } from '../core/link.ts';
import { type ViewState, writeView } from '../core/view-state.ts';
import { ofElement, writeAxis } from './axes.ts';
import { fieldAt, withAt } from './places.ts';
import { type Experiment, normalizeExperiment } from './spec.ts';
import { writeTuning } from './tuning.ts';

/**
 * An experiment as a link: that of a race, with axes.  #v=1&p=ID&o=ID,lr=1e-4:1:20&o=…&steps=200&seeds=10
 *
 * In place of a number stands `FROM:TO:N` or a list `A_B_C`, also of one number of a vector; `seeds=N` draws so many;
 * `tune=N,sampler=…,by=…,seeds=…` tunes each lane first, where `FROM:TO` says. Equal experiments have equal links.
 */
export function formatExperiment(
  experiment: Experiment,
  catalog: Catalog,
  checksum?: string | null,
  view: ViewState = {},
): string {
  const { axes, seeds, tune } = experiment;
  const texts = new Map<string, string>();
  for (const { at, values } of axes.flat())
    texts.set(at, writeAxis(values, ofElement(fieldAt(experiment.config, at, catalog)!), number));
  for (const { at, from, to } of tune?.spans ?? []) texts.set(at, `${number(from)}:${number(to)}`);
  // No number is a default then, nor needs a version: each stays in its place.
  const open = [...texts.keys()].reduce((config, at) => withAt(config, at, Number.NaN), experiment.config);
  const write = (value: Value, at: string): string =>
    texts.get(at) ??
    (Array.isArray(value) ? value.map((x, i) => texts.get(`${at}.${i}`) ?? number(x)).join('~') : written(value));
  const parts = [
    ...raceParts(minimal(open, catalog), write),
    ...(seeds > 1 ? [`seeds=${seeds}`] : []),
    ...(tune ? [`tune=${writeTuning(tune)}`] : []),
    ...writeView(view).map(([key, said]) => `${key}=${said}`),
    ...(checksum ? [`checksum=${checksum}`] : []),
  ];
  return `#${parts.join('&')}`;
}

/** Reads the link of an experiment, or of a race, which is one of a single cell. Never throws; what is left out is noticed. */
export function parseExperiment(
  link: string,
  catalog: Catalog,
): { experiment: Experiment | null; notices: Notice[]; checksum?: string | undefined; view?: ViewState | undefined } {
  const { input, notices: read, checksum } = readLink(link, catalog);
  if (!input) return { experiment: null, notices: read };
  const { notices, ...rest } = normalizeExperiment(input, catalog);
  return { ...rest, notices: [...read, ...notices], checksum };
}
