import fc from 'fast-check';
import type { Field, Value } from '../../../web/src/core/catalog.ts';
import { catalog } from './module.ts';

const number = (field: Field): fc.Arbitrary<number> => {
  const { min = -1e9, max = 1e9 } = field;
  return field.kind === 'integer'
    ? fc.maxSafeInteger().map((x) => Math.min(max, Math.max(min, x)))
    : fc.oneof(
        fc.double({ min, max, noNaN: true }),
        fc.constantFrom(min, max, 0).filter((x) => x >= min && x <= max),
      );
};

/** A valid value of a field. */
export function someValue(field: Field): fc.Arbitrary<Value> {
  switch (field.kind) {
    case 'real':
    case 'integer':
      return number(field);
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...(field.choices ?? []).map(({ id }) => id));
    case 'vector':
      return fc.array(number(field), {
        minLength: (field.default as number[]).length,
        maxLength: (field.default as number[]).length,
      });
    case 'text':
      return fc.string({ unit: 'binary', maxLength: 30 });
  }
}

const bag = (fields: readonly Field[]) =>
  fc.record(Object.fromEntries(fields.map((field) => [field.id, someValue(field)])), { requiredKeys: [] });

/** Any valid description of a race: some fields given, some not. */
export const races: fc.Arbitrary<Record<string, unknown>> = fc.constantFrom(...catalog.problems).chain((problem) =>
  fc
    .record({
      race: bag(catalog.race),
      problem: bag(problem.fields).map((fields) => ({ ...fields, id: problem.id })),
      lanes: fc.array(
        fc
          .constantFrom(...catalog.optimizers)
          .chain((optimizer) => bag(optimizer.fields).map((fields) => ({ ...fields, optimizer: optimizer.id }))),
        { minLength: 1, maxLength: 16 },
      ),
    })
    .map(({ race, ...rest }) => ({ v: 1, ...race, ...rest })),
);
