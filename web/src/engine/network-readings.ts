// What instruments of networks read, each as its views take it.
import type { Reading } from '../core/module.ts';
import type { Queries } from './queries.ts';

/** What a network answers for each item that it is tested on: its class, the class that is answered and how likely it is, and the next likely one; of data with numbers the number of the item and the one that is told, then NaN. */
export interface ItemAnswers {
  values: Float64Array;
  /** Numbers for each item. */
  width: number;
}

export async function itemAnswers(queries: Queries, lane: number, signal: AbortSignal): Promise<ItemAnswers> {
  const { values, shape } = await queries.measure({ id: 'answers' }, lane, signal);
  return { values, width: shape[1]! };
}

/** How likely a lane takes each class for each of these inputs, which are as the data have them; of numbers what it tells. */
export const answersTo = async (
  queries: Queries,
  lane: number,
  inputs: readonly number[],
  signal?: AbortSignal,
): Promise<Float64Array> => (await queries.measure({ id: 'answers_to', inputs }, lane, signal)).values;

/** Items of the data: rows, columns and channels of each, and the numbers of all. */
export interface Items {
  size: readonly [rows: number, columns: number, channels: number];
  values: Float64Array;
}

export async function dataItems(queries: Queries, lane: number, items: readonly number[]): Promise<Items> {
  const { values, shape } = await queries.measure({ id: 'items', items }, lane);
  const [, rows, columns, channels] = shape as [number, number, number, number];
  return { values, size: [rows, columns, channels] };
}

/** A matrix of a lane's parameters: now and at the start, interleaved, a row for each input and a column for each unit. */
export const weightsOf = (queries: Queries, lane: number, matrix: number, signal: AbortSignal): Promise<Reading> =>
  queries.measure({ id: 'weights', matrix }, lane, signal);

/** The gates of a recurrent layer for an item, then its state: steps and units of each. */
export const gatesOf = (queries: Queries, lane: number, item: number, signal: AbortSignal): Promise<Reading> =>
  queries.measure({ id: 'gates', item }, lane, signal);

/** What `layerState` tells of each layer; NaN where it has no such thing. */
export const LAYER_PARTS = ['gradient', 'weights', 'update', 'dead', 'saturated'] as const;

/** How each layer of a lane fares, layer after layer. */
export const layerState = (queries: Queries, lane: number, signal: AbortSignal): Promise<Reading> =>
  queries.measure({ id: 'layer_state' }, lane, signal);

/** The same at each of these steps that the lane has been at. */
export const layerSeries = (
  queries: Queries,
  lane: number,
  steps: readonly number[],
  signal: AbortSignal,
): Promise<Reading[]> => queries.series({ id: 'layer_state' }, lane, steps, signal);
