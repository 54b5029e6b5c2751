import { describe, expect, it } from 'vitest';
import { fnv1a, raceChecksum } from '../../../web/src/core/hash.ts';
import { Trace, told } from '../../../web/src/core/trace.ts';

describe('a trace', () => {
  const rows = (...steps: number[]) => Float64Array.from(steps.flatMap((step) => [step, step * 10]));

  it('has a column for each name', () => {
    const trace = new Trace(['step', 'loss']);
    trace.append(rows(0, 1, 2));
    expect(trace.length).toBe(3);
    expect([...trace.column('loss')]).toEqual([0, 10, 20]);
    expect(trace.last('loss')).toBe(20);
    expect(trace.column('nothing').length).toBe(0);
    expect(trace.last('nothing')).toBeNaN();
  });

  it('grows, and keeps what it holds', () => {
    const trace = new Trace(['step', 'loss']);
    for (let step = 0; step < 10_000; step += 100)
      trace.append(rows(...Array.from({ length: 100 }, (_, i) => step + i)));
    expect(trace.length).toBe(10_000);
    expect(trace.column('loss').every((loss, i) => loss === i * 10)).toBe(true);
  });

  it('takes more rows at once than it has room for twice', () => {
    const trace = new Trace(['step', 'loss']);
    trace.append(rows(...Array.from({ length: 5000 }, (_, i) => i)));
    trace.append(new Float64Array(0));
    expect([trace.length, trace.last('loss')]).toEqual([5000, 49_990]);
  });

  it('finds the last row at or before a step', () => {
    const trace = new Trace(['step', 'loss']);
    expect(trace.indexOfStep(5)).toBe(-1);
    trace.append(rows(0, 3, 6, 9));
    expect([-1, 0, 2, 3, 8, 9, 100].map((step) => trace.indexOfStep(step))).toEqual([-1, 0, 0, 1, 2, 3, 3]);
  });

  it('can be cut after a step, and goes on from there', () => {
    const trace = new Trace(['step', 'loss']);
    trace.append(rows(0, 3, 6, 9));
    trace.cutAfter(7);
    expect([...trace.column('step')]).toEqual([0, 3, 6]);
    trace.append(rows(7));
    expect([...trace.column('step')]).toEqual([0, 3, 6, 7]);
    trace.cutAfter(-1);
    expect(trace.length).toBe(0);
  });

  it('knows where losses are told', () => {
    expect(told(new Trace(['loss', 'x0', 'shown0']), 'x0')).toBe('shown0');
    expect(told(new Trace(['loss', 'x0']), 'x0')).toBe('x0');
    expect(told(new Trace(['loss', 'x0', 'shown0']), 'loss')).toBe('loss');
  });

  it('can begin anew', () => {
    const trace = new Trace(['step', 'loss']);
    trace.append(rows(0, 1));
    trace.clear();
    expect(trace.length).toBe(0);
    expect(trace.last('loss')).toBeNaN();
    trace.append(rows(7));
    expect([...trace.column('step')]).toEqual([7]);
  });
});

it('FNV-1a has its published values', () => {
  expect(fnv1a('')).toBe('cbf29ce484222325');
  expect(fnv1a('a')).toBe('af63dc4c8601ec8c');
  expect(fnv1a('foobar')).toBe('85944171f73967e8');
  expect(raceChecksum(['foo', 'bar'])).toBe('85944171f73967e8');
});
