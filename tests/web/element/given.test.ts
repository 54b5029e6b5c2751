// What authors and frameworks hand over as a config: what is read, what is refused, and what is the same again.
import { describe, expect, it } from 'vitest';
import { gistOf, isUnread, readConfig } from '../../../web/src/element/settings.ts';
import { catalog } from '../support/module.ts';

const read = (input: unknown) => readConfig(input, catalog);
const gist = (input: unknown) => gistOf(read(input));

describe('what is no config raced on as if nothing had been given', () => {
  it.each([
    '[object Object]',
    'undefined',
    'null',
    'rosenbrock',
    '[1]',
    '"x"',
    '{"problem":',
    'https://a.example/b#top',
  ])('the text %s', (text) => {
    expect(isUnread(read(text))).toBe(true);
    expect(read(text).notices).toMatchObject([{ code: 'bad-json', at: 'config' }]);
  });

  it.each([
    ['a promise', Promise.resolve({})],
    ['a list', [{}]],
    ['a number', 42],
    ['a function', () => ({})],
    ['a map', new Map()],
  ])('%s', (_, input) => {
    expect(read(input)).toEqual({
      config: null,
      notices: [{ code: 'wrong-type', at: 'config', message: 'a config must be an object' }],
    });
  });
});

it('what says nothing is no mistake, and what says something wrong races on', () => {
  for (const text of [
    '',
    '#',
    'https://a.example/sidestep/',
    '#fbclid=x',
    '#foo=1',
    '{}',
    '#v=1',
    '#p=nobody',
    '#checksum=x',
  ])
    expect([text, isUnread(read(text))]).toEqual([text, false]);
  for (const input of [{}, Object.create(null), { problem: 3 }]) expect(isUnread(read(input))).toBe(false);
});

it('an equal config in another order, as JSON or as a link, was another one', () => {
  const one = gist({
    steps: 50,
    problem: { id: 'beale', noise: 0.5 },
    lanes: [{ optimizer: 'sgd', lr: 0.25 }],
    odd: 1,
    even: 2,
  });
  const same = {
    even: 2,
    odd: 1,
    lanes: [{ lr: 0.25, optimizer: 'sgd' }],
    problem: { noise: 0.5, id: 'beale' },
    steps: 50,
  };
  expect(gist(same)).toBe(one);
  expect(gist(JSON.stringify(same, null, 2))).toBe(one);
  expect(gist({ ...same, steps: 51 })).not.toBe(one);
  expect(gist('#v=1&p=beale&o=adam')).toBe(gist(' https://a.example/#v=1&p=beale&o=adam'));
  const view = { axis: 'log', quantity: 'x' };
  expect(gist({ view })).toBe(gist({ view: { quantity: 'x', axis: 'log' } }));
});
