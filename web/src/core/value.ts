import type { Field, Value } from './catalog.ts';
import type { Notice } from './config.ts';

/** What is wrong with a value for a field, or null. The same rules as cpp/base/settings.cpp. */
export function problemWith(field: Field, value: unknown): Pick<Notice, 'code' | 'message'> | null {
  switch (field.kind) {
    case 'real':
    case 'integer':
      return numberProblem(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? null : wrongType('true or false');
    case 'choice':
      if (typeof value !== 'string') return wrongType('a text');
      return field.choices?.some(({ id }) => id === value)
        ? null
        : {
            code: 'unknown-id',
            message: `${quoted(value)} is none of ${field.choices?.map(({ id }) => id).join(', ')}`,
          };
    case 'text':
      if (typeof value !== 'string') return wrongType('a text');
      // The core counts bytes.
      return new TextEncoder().encode(value).length <= (field.max ?? Number.POSITIVE_INFINITY)
        ? null
        : { code: 'bad-length', message: `is longer than ${field.max} characters` };
    case 'vector': {
      if (!Array.isArray(value)) return wrongType('a list of numbers');
      if (value.length !== field.length) return { code: 'bad-length', message: `must have length ${field.length}` };
      for (const element of value) {
        const problem = numberProblem(field, element);
        if (problem) return problem;
      }
      return null;
    }
  }
}

function numberProblem(field: Field, value: unknown) {
  if (typeof value !== 'number') return wrongType('a number');
  if (!Number.isFinite(value)) return { code: 'not-finite', message: 'must be a finite number' };
  if (field.kind === 'integer' && !Number.isInteger(value)) return wrongType('a whole number');
  if (value < (field.min ?? Number.NEGATIVE_INFINITY) || value > (field.max ?? Number.POSITIVE_INFINITY)) {
    return { code: 'out-of-range', message: `${value} is outside ${field.min} to ${field.max}` };
  }
  return null;
}

const wrongType = (expected: string) => ({ code: 'wrong-type', message: `must be ${expected}` });

/** Somebody's text, short enough to be shown. */
export const quoted = (text: string): string => `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`;

/** Whether two values of one field are the same; −0 is 0, as in a link. */
export const sameValue = (a: Value, b: Value): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((x, i) => x === b[i]) : a === b;

/** A value of one's own, with −0 made 0 so that equal configs give equal links. */
export const copied = (value: Value): Value =>
  Array.isArray(value) ? value.map((x) => x + 0) : typeof value === 'number' ? value + 0 : value;
