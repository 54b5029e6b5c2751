/**
 * What can be chosen. The C++ descriptors are the source, from which web/catalog.json is written. In browsers what only explains
 * (`doc`, `cite`, `tex`) comes after the first race has begun (web/src/reader/explain.ts).
 */

export interface Text {
  en: string;
  zh: string;
}

export type Value = number | boolean | string | number[];

export interface Choice {
  id: string;
  name: Text;
}

/** One setting of a race, a problem or an optimizer: its meaning, default, validity and control. */
export interface Field {
  id: string;
  kind: 'real' | 'integer' | 'boolean' | 'choice' | 'vector' | 'text';
  name: Text;
  doc?: Text;
  /** TeX; may be empty. */
  symbol: string;
  default: Value;
  /** Up to this version of configs and links, an omitted field meant this value. */
  earlier?: { until: number; value: Value };
  /** Both ends are valid. Of a text: the greatest length. */
  min?: number;
  max?: number;
  /** The suggested ends of a slider, moved through by `scale`. */
  slider?: [number, number];
  scale?: 'linear' | 'log' | 'oneMinus';
  /** Of a vector: its length, or, where that varies, the most numbers. */
  length?: number;
  most?: number;
  choices?: Choice[];
  /** The kind of problem that a race's field concerns; absent: all. */
  only?: string;
  /** What the rule is known as with this switch on, where it has a name of its own. */
  variant?: string;
  /** Fields that belong together and may be folded away: 'schedule', 'clipping'. */
  group?: string;
}

export interface Citation {
  text: string;
  url: string;
}

export interface Slot {
  id: string;
  symbol: string;
  doc?: Text;
  /** How many numbers it has; absent: one for each parameter. */
  extent?: 'rowSide' | 'colSide' | 'rows' | 'cols' | 'tensors' | 'scalar';
}

export interface Optimizer {
  id: string;
  /** The C++ struct. */
  type: string;
  name: string;
  /** The name in the reader's language, where it consists of words. */
  title?: Text;
  doc?: Text;
  cite?: Citation;
  /** Looks at the objective itself, so that a step costs more than one evaluation. */
  needsObjective: boolean;
  /** Needs the same objective, without noise, at each step. */
  needsStationary: boolean;
  /** No parameter's step depends on another's gradient. */
  elementwise: boolean;
  /** The slot where losses are told, of a rule that takes its gradients elsewhere. */
  shown?: string;
  slots: Slot[];
  fields: Field[];
}

export interface Problem {
  id: string;
  kind: string;
  name: Text;
  doc?: Text;
  tex?: string;
  cite?: Citation;
  /** Of a surface 1 or 2; else 0. */
  dim: number;
  box: [number, number][];
  /** Where the inputs lie, of a problem whose inputs are points of the plane with a class each. */
  plane?: [number, number][];
  /** Of an item of the data that it makes: steps and features of a sequence, else features; or the field that tells how many. */
  shape?: (number | string)[];
  /** Of that data, or the field that tells; 0: each item has a number. */
  classes?: number | string;
  minima: { at: number[]; value: number }[];
  logLevels: boolean;
  fields: Field[];
}

export interface Dataset {
  id: string;
  name: Text;
  train: number;
  test: number;
  /** Of an item: height, width, channels. */
  shape: number[];
  classes: number;
  /** Where a site has no copy: which files the page reads, and where they are. */
  doc?: Text;
  cite?: Citation;
  /** What its items are called in the plural; the names of its classes, separated by commas. */
  noun?: Text;
  labels?: Text;
}

/** What can be measured: of a run where it stands, or of a problem. */
export interface Instrument {
  id: string;
  name: Text;
  doc: Text;
  of: 'run' | 'problem';
  /** Of what it reads, the first one outermost; `parts`: what stands at each place along it. */
  axes: { id: string; parts?: string[] }[];
  fields: Field[];
}

export interface Catalog {
  version: number;
  race: Field[];
  optimizers: Optimizer[];
  problems: Problem[];
  datasets: Dataset[];
  networks: { id: string; net: string; name: Text }[];
  /** `activation`: one function of each number. */
  layers: { id: string; usage: string; activation: boolean; doc: Text }[];
  /** Not in the page's own catalog: what draws one knows its settings. */
  instruments?: Instrument[];
}

export const optimizerOf = (catalog: Catalog, id: string): Optimizer | undefined =>
  catalog.optimizers.find((optimizer) => optimizer.id === id);

export const problemOf = (catalog: Catalog, id: string): Problem | undefined =>
  catalog.problems.find((problem) => problem.id === id);

/** The race's own fields that concern this problem. */
export const raceFieldsOf = (catalog: Catalog, problem: Problem): Field[] =>
  catalog.race.filter(({ only }) => only === undefined || only === problem.kind);
