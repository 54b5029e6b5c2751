// Programs for frameworks come to what the core comes to, and name what a framework does otherwise.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { pythonWith } from '../../../tools/setup/system.mjs';
import conventions from '../../../web/conventions.json';
import frameworks from '../../../web/frameworks.json';
import { differencesOf } from '../../../web/src/code/framework.ts';
import { optimizerOf, problemOf } from '../../../web/src/core/catalog.ts';
import type { SidestepModule } from '../../../web/src/core/module.ts';
import { catalog, makeModule } from '../support/module.ts';
import { codeOf, configOf, distance, itPrints, ours, type Result } from './support.ts';

const torch = pythonWith('torch');

/** Every rule of a framework as its convention has it, and with what can be set. */
function lanesOf(id: keyof typeof frameworks): string[] {
  const sets = conventions.find((one) => one.id === id)?.of as unknown as Record<string, Record<string, unknown>>;
  return Object.entries(frameworks[id].rules).flatMap(([rule, form]) => {
    const own = Object.entries(sets[rule] ?? {}).map(([field, value]) => `${field}=${Number(value)}`);
    const fields = [...form.join().matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    const has = (field: string) => fields.includes(field);
    const more = ['momentum=.8', 'nesterov=1', 'centered=1', 'amsgrad=1', 'weightDecay=.01'].filter((text) =>
      has(text.split('=')[0]!),
    );
    const lane = (set: string[]) =>
      `o=${[rule, ...own.filter((text) => !set.some((one) => one.split('=')[0] === text.split('=')[0])), ...set].join(',')}`;
    const moving = has('momentum') ? more.map((text) => ['momentum=.8', text]).slice(1) : [];
    return [[], ...more.map((text) => [text]), ...moving].map(lane);
  });
}

let module: SidestepModule;
beforeAll(async () => {
  module = await makeModule();
  await tf.setBackend('cpu');
});

function compare(theirs: Result[], link: string, tolerance: number) {
  const mine = ours(module, configOf(link));
  expect(theirs.length).toBe(mine.length);
  for (const [i, own] of mine.entries()) {
    expect(distance(theirs[i]!.params, own.params)).toBeLessThan(tolerance);
    expect(distance([theirs[i]!.loss], [own.loss])).toBeLessThan(10 * tolerance);
  }
}

describe('a program for TensorFlow.js', () => {
  // It computes in float32, and the lane in float64: tests/web/proof/tfjs.test.ts says what that makes.
  it.each(lanesOf('tfjs'))('%s', (lane) => {
    for (const problem of ['booth', 'himmelblau', 'styblinski_tang']) {
      const link = `#v=2&p=${problem}&${lane},lr=.002&steps=50`;
      const body = codeOf(link, 'tfjs')
        .replace(/^import.*$/m, '')
        .replace(/^console.log.*$/m, 'return results;');
      compare(new Function('tf', body)(tf) as Result[], link, frameworks.tfjs.ran.error);
    }
  });
});

describe.skipIf(!torch)('a program for PyTorch', () => {
  // The version of Debian has NAdam's product of an earlier convention.
  const lanes = lanesOf('pytorch').filter((lane) => !lane.includes('o=nadam'));
  const surfaces = catalog.problems
    .filter(({ kind }) => kind === 'surface')
    .map(({ id, dim }) => `p=${id},noise=0${dim === 2 ? ',rotate=20,shift=.1~.1' : ''}`);
  const links = [
    ...lanes.map((lane) => `#v=2&p=beale&${lane}&steps=50`),
    ...surfaces.map((problem) => `#v=2&${problem}&o=adam,lr=.01&steps=50`),
  ];
  itPrints(
    links,
    (link) => codeOf(link, 'pytorch'),
    torch,
    (results, link) => compare(results, link, frameworks.pytorch.ran.error),
  );
});

describe('what a framework does otherwise', () => {
  const different = (id: string, lane: string) => {
    const { lanes, problem } = configOf(`#v=2&p=beale&${lane}`);
    return differencesOf(
      id,
      optimizerOf(catalog, lanes[0]!.optimizer)!,
      lanes[0]!,
      problem,
      problemOf(catalog, problem.id)!,
    );
  };
  it('is nothing where the lane follows its convention', () => {
    for (const id of ['pytorch', 'tfjs'] as const) {
      for (const lane of lanesOf(id)) expect(different(id, lane), lane).toEqual([]);
    }
  });
  it('is named', () => {
    expect(different('pytorch', 'o=lion')).toEqual([{ rule: 'lion' }]);
    expect(different('pytorch', 'o=adam,epsilonInside=1')).toEqual([{ field: 'epsilonInside', there: false }]);
    expect(different('keras', 'o=adam')).toEqual([{ field: 'epsilonHat', there: true }]);
    expect(different('keras', 'o=sgd,weightDecay=.1')).toEqual([{ field: 'weightDecay', there: 0 }]);
    expect(different('pytorch', 'o=adam,schedule=cosine,average=ema')).toEqual([
      { field: 'schedule', there: 'constant' },
      { field: 'average', there: 'none' },
    ]);
    expect(different('pytorch', 'o=adam,lr=.05;150,lr=.01;300,o=sgd,lr=.001;400,fresh=1')).toEqual([{ changes: true }]);
  });
  it('is nothing where it computes the same', () => {
    expect(different('keras', 'o=sgd,momentum=.9')).toEqual([]); // inside the velocity or not, while the rate is constant
    expect(different('keras', 'o=sgd,momentum=.9,schedule=cosine').length).toBe(2);
  });
});

it('has a rule of each framework for what its convention names', () => {
  for (const [id, { rules }] of Object.entries(frameworks)) {
    const convention = conventions.find((one) => one.id === id);
    if (convention) expect(Object.keys(rules).sort()).toEqual(Object.keys(convention.of).sort());
  }
});
