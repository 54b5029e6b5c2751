import { isAxisInput } from './axis.ts';
import type { Field, Value } from './catalog.ts';
import { type Notice, quoted } from './notices.ts';

type Mistake = Pick<Notice, 'code' | 'message'>;

/** What is wrong with a value for a field, or null. The same rules as cpp/base/settings.cpp. */
export function problemWith(field: Field, value: unknown): Mistake | null {
  switch (field.kind) {
    case 'real':
    case 'integer':
      return numberProblem(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? null : wrongType('true or false');
    case 'choice':
      return choiceProblem(field, value);
    case 'text':
      return textProblem(field, value);
    case 'vector':
      return vectorProblem(field, value);
  }
}

function numberProblem(field: Field, value: unknown): Mistake | null {
  if (isAxisInput(value))
    return { code: 'experiment', message: 'is a range or a list: a single race takes one number' };
  if (typeof value !== 'number') return wrongType('a number');
  if (!Number.isFinite(value)) return { code: 'not-finite', message: 'must be a finite number' };
  if (field.kind === 'integer' && !Number.isInteger(value)) return wrongType('a whole number');
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
  return value < min || value > max ? { code: 'out-of-range', message: `${value} is outside ${min} to ${max}` } : null;
}

function choiceProblem(field: Field, value: unknown): Mistake | null {
  if (typeof value !== 'string') return wrongType('a text');
  const ids = (field.choices ?? []).map(({ id }) => id);
  return ids.includes(value) ? null : { code: 'unknown-id', message: `${quoted(value)} is none of ${ids.join(', ')}` };
}

function textProblem(field: Field, value: unknown): Mistake | null {
  if (typeof value !== 'string') return wrongType('a text');
  const { max = Number.POSITIVE_INFINITY } = field;
  const tooLong = { code: 'bad-length', message: `is longer than ${max} bytes` };
  if (value.length > max) return tooLong; // before anything is made of it
  // Half a surrogate pair cannot be written into a link.
  if (/\p{Surrogate}/u.test(value)) return wrongType('well-formed Unicode');
  // The core counts bytes.
  return new TextEncoder().encode(value).length <= max ? null : tooLong;
}

function vectorProblem(field: Field, value: unknown): Mistake | null {
  if (!Array.isArray(value)) return wrongType('a list of numbers');
  const { most, length = (field.default as number[]).length } = field;
  if (most !== undefined && value.length > most)
    return { code: 'bad-length', message: `must be at most ${most} numbers` };
  if (most === undefined && value.length !== length)
    return { code: 'bad-length', message: `must have length ${length}` };
  for (const element of value) {
    const problem = numberProblem(field, element);
    if (problem) return problem;
  }
  return null;
}

const wrongType = (expected: string): Mistake => ({ code: 'wrong-type', message: `must be ${expected}` });

/** Whether two values of one field are the same; −0 is 0, as in a link. */
export const sameValue = (a: Value, b: Value): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((x, i) => x === b[i]) : a === b;

/** A value of one's own, with −0 made 0 so that equal configs give equal links. */
export const copied = (value: Value): Value =>
  Array.isArray(value) ? value.map((x) => x + 0) : typeof value === 'number' ? value + 0 : value;
