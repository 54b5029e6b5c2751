import type { Config, LaneConfig, Notice, ProblemConfig } from './config.ts';
import { withName } from './lane-name.ts';
import { Trouble } from './trouble.ts';

/** The wasm module as wasm/bindings.cpp exports it. Views that it returns are borrowed until the next call: copy at once. */
export interface SidestepModule {
  createDataset(spec: DatasetSpec): ModuleDataset | Failure;
  createLane(spec: LaneSpec): ModuleLane | Failure;
  sampleSurface(
    spec: { problem: ProblemConfig },
    xlo: number,
    xhi: number,
    nx: number,
    ylo: number,
    yhi: number,
    ny: number,
  ): Float64Array | Failure;
  /** The instructions that it was made of: 'simd128'. */
  build(): string;
  describeFormula(spec: { problem: ProblemConfig; seed?: number }): FormulaDescription | Failure;
  describeNetwork(spec: { net: string; shape: number[] }): NetworkDescription | Failure;
  HEAPU8: Uint8Array;
}

export type ModuleFactory = (options?: {
  wasmBinary?: BufferSource;
  instantiateWasm?: InstantiateWasm;
}) => Promise<SidestepModule>;

/** Emscripten's hook: make the instance from a module that is already compiled. */
export type InstantiateWasm = (
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => object;

/** An error as a value: which field of the config is wrong, and why. */
export interface Failure extends Notice {
  /** Of a table whose classes may stand elsewhere: its columns, and the one that was tried (from 0). */
  columns?: string[];
  column?: number;
}

export interface DatasetSpec {
  /** Items of real numbers, not of bytes. */
  real?: boolean;
  shape: number[];
  classes: number;
  train: number;
  test: number;
}

export type Split = 'train' | 'test';

export interface ModuleDataset {
  bytes(split: Split, what: 'items' | 'labels'): Uint8Array;
  /** The items of a dataset of real numbers. */
  numbers(split: Split): Float64Array;
  seal(): Failure | null;
  delete(): void;
}

export interface LaneSpec {
  seed: number;
  batch: number;
  /** The race's last step: its row is always recorded, and the network tested there. */
  steps: number;
  /** A row is recorded each so many steps. */
  every: number;
  /** A host also keeps the rows between that the path on a map needs. */
  path?: true;
  problem: ProblemConfig;
  lane: LaneConfig;
  data?: ModuleDataset;
}

/** A lane of a race as the module takes it, without its name; a row is recorded each `every` steps. */
export function laneSpec({ v: _version, lanes: _lanes, ...shared }: Config, lane: LaneConfig, every: number): LaneSpec {
  return { ...shared, lane: withName(lane, ''), every };
}

export interface ModuleLane {
  run(maxSteps: number, maxMillis: number): number;
  rows(): Float64Array;
  columns(): string[];
  step(): number;
  status(): 'running' | 'diverged';
  peek(array: string): Float64Array | Float32Array;
  /** The lane's decision on a grid of nx × ny points, row-major with y outer: class and its probability, interleaved. */
  sample(x0: number, x1: number, nx: number, y0: number, y1: number, ny: number): Float64Array | Failure;
  /** What it learns from: x, y, class of each item; empty where the inputs are no points of the plane. */
  points(): Float64Array;
  hash(what: 'params' | 'initial' | 'order' | 'noise'): string;
  /** Begins anew from these parameters, in the order of peek('params'); so does every reset from then on. */
  startFrom(params: ArrayLike<number>): Failure | null;
  reset(): void;
  /** The whole state, without rows that were not fetched. */
  snapshot(): Uint8Array | Failure;
  /** Goes on from there to the same bits; the lane may have other hyper-parameters, and no other rule, problem, seed or batch. */
  restore(snapshot: Uint8Array): Failure | null;
  delete(): void;
}

/** What is known of a formula that can be read. */
export interface FormulaDescription {
  variables: string[];
  /** The gradient's largest relative difference from finite differences over the map, and the points compared. */
  gradientError: number;
  points: number;
  /** Points were compared, and the difference is what rounding explains. */
  ok: boolean;
}

export interface NetworkDescription {
  params: number;
  layers: { text: string; output: number[]; params: number }[];
}

export const isFailure = (result: object): result is Failure => 'code' in result && typeof result.code === 'string';

/** A Failure on its way through code that throws. */
export class SidestepError extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.at}: ${failure.message}`);
    this.name = 'SidestepError';
  }
}

/** Anything thrown, as a value that can cross to another thread. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SidestepError) return error.failure;
  const code = error instanceof Trouble ? error.code : 'internal';
  return { code, at: '', message: error instanceof Error ? error.message : String(error) };
}
