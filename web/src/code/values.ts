import type { Value } from '../core/catalog.ts';
import { numberText } from './write.ts';

/** 1.0, so that an array of whole numbers is one of floats. */
export const floatText = (x: number): string => (Number.isInteger(x) && Math.abs(x) < 1e15 ? `${x}.0` : numberText(x));

export const listText = (values: readonly number[]): string => `[${values.map(floatText).join(', ')}]`;

/** A setting as Python has it. */
export function valueText(value: Value | undefined): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? numberText(value) : JSON.stringify(value ?? null);
}
