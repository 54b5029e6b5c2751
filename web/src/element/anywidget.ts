import { failureOf } from '../core/module.ts';
import type { SidestepRaceAttributes } from './attributes.ts';
import { obey } from './commands.ts';
import { SidestepRace } from './index.ts';

/** What is used of a widget's model, whose other side is in a kernel: anywidget's front-end module specification has all of it. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  // biome-ignore lint/suspicious/noExplicitAny: what is heard depends on the event
  on(event: string, heard: (...said: any[]) => void): void;
  off(event: string, heard: (...said: never[]) => void): void;
}

type Attribute = keyof SidestepRaceAttributes;

/** Traits that say what is raced and how it is shown: each attribute of the element is one. */
export const ATTRIBUTES: readonly Attribute[] = [
  ...(SidestepRace.observedAttributes as Attribute[]),
  ...(['autoplay', 'loading', 'data', 'assets'] as const),
];

/** Milliseconds between two messages to the kernel while a race plays. */
const PACE = 200;
/** Milliseconds without a step after which a race stands, and what it has recorded is sent. */
const STILL = 400;

/** A trait as an attribute: lists of names are written with commas, configs as JSON; null where nothing is asked for. */
export function attributeOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.join();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What lanes have recorded: the names of their columns and how many rows each has, and all numbers in this order, little-endian. */
export function packed(traces: readonly Record<string, Float64Array>[]): {
  columns: { names: string[]; rows: number }[];
  values: DataView;
} {
  const columns = traces.map((trace) => ({
    names: Object.keys(trace),
    rows: Object.values(trace)[0]?.length ?? 0,
  }));
  const all = traces.flatMap((trace) => Object.values(trace));
  const values = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of all) {
    values.set(column, at);
    at += column.length;
  }
  return { columns, values: new DataView(values.buffer) };
}

/** Whether a notebook says that it is light or dark, as JupyterLab, VS Code and Colab do; other places say it as pages do. */
export function notebookTheme({ body, documentElement }: Document): 'light' | 'dark' | null {
  const { jpThemeLight, vscodeThemeKind = '' } = body.dataset;
  if (jpThemeLight) return jpThemeLight === 'true' ? 'light' : 'dark';
  const said = vscodeThemeKind || documentElement.getAttribute('theme') || '';
  return /light/.test(said) ? 'light' : /dark/.test(said) ? 'dark' : null;
}

/** Shows a race in a cell, and tells the kernel what becomes of it. Returns what ends that. */
function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const ended = new AbortController();
  const race = document.createElement('sidestep-race');
  const give = (name: Attribute): void => {
    const value = attributeOf(model.get(name)) ?? (name === 'theme' ? notebookTheme(document) : null);
    if (value === null) race.removeAttribute(name);
    else race.setAttribute(name, value);
  };
  const tell = (traits: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(traits)) model.set(name, value);
    model.save_changes();
  };
  const told = (): void => tell({ ...latest, link: race.link });
  const recorded = (): Record<string, unknown> => {
    const { columns, values } = packed(race.traces ?? []);
    return { _columns: columns, _values: values };
  };

  let latest: Record<string, unknown> = {};
  let next = 0;
  let still = 0;
  const hush = (): void => {
    clearTimeout(next);
    clearTimeout(still);
    next = 0;
  };
  const on = <K extends keyof GlobalEventHandlersEventMap>(
    name: K,
    heard: (event: GlobalEventHandlersEventMap[K]) => void,
  ): void => race.addEventListener(name, heard, { signal: ended.signal });
  on('sidestep-ready', () => tell({ link: race.link, error: null }));
  on('sidestep-step', ({ detail }) => {
    latest = { ...detail, checksum: null };
    clearTimeout(still);
    still = window.setTimeout(() => tell({ ...latest, ...recorded() }), STILL);
    next ||= window.setTimeout(() => {
      next = 0;
      told();
    }, PACE);
  });
  on('sidestep-finish', ({ detail: { step, lanes, checksum } }) => {
    hush(); // nothing older is told afterwards
    latest = { step, lanes, checksum };
    tell({ ...latest, link: race.link, ...recorded() });
  });
  on('sidestep-error', ({ detail }) => tell({ error: { ...detail } }));

  const theme = new MutationObserver(() => give('theme'));
  for (const at of [document.body, document.documentElement]) theme.observe(at, { attributes: true });
  const changes = ATTRIBUTES.map((name) => [`change:${name}`, () => give(name)] as const);
  const command = (message: unknown): void => {
    const setTheme = (theme: unknown): void => race.setAttribute('theme', String(theme));
    obey(message, race, setTheme).catch((error) => tell({ error: failureOf(error) }));
  };
  for (const [event, heard] of changes) model.on(event, heard);
  model.on('msg:custom', command);

  for (const name of ATTRIBUTES) give(name);
  el.dataset.lmSuppressShortcuts = 'true'; // letters that are typed into a field are no commands of JupyterLab
  el.append(race);
  return () => {
    hush();
    ended.abort();
    theme.disconnect();
    for (const [event, heard] of changes) model.off(event, heard);
    model.off('msg:custom', command);
    race.remove();
  };
}

export default { render };
