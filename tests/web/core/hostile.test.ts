// The longest links that are read, full of one thing: none throws, none takes long, each gives a race.
import { expect, it } from 'vitest';
import { MAX_LINK, parseLink } from '../../../web/src/core/link.ts';
import { checkConfig, checkNotices, pieces, signs, swiftly } from '../support/hostile.ts';
import { catalog } from '../support/module.ts';

const check = (link: string) =>
  swiftly(() => {
    const { config, notices } = parseLink(link, catalog);
    checkNotices(notices);
    if (config) checkConfig(config);
  });

it.each([
  'o=sgd,lr=',
  'o=sgd,name=',
  'p=rosenbrock,start=',
  'p=formula,f=',
  'p=network,net=',
  'seed=',
  'v=',
  'map=',
  '',
])('the longest value of %s', async (name) => {
  for (const piece of [
    '1',
    '.',
    '1.',
    '1,',
    '1~',
    '-',
    '1e',
    '%31',
    '%26',
    'a',
    ' ',
    '+',
    'x+',
    ').',
    '\u2026',
    '?a=',
  ]) {
    const value = piece.repeat(Math.floor((MAX_LINK - name.length - 1) / piece.length));
    for (const end of ['', 'x', '&o=adam,lr=.1.']) await check((name + value + end).slice(0, MAX_LINK));
  }
  expect(check).toBeTruthy();
});

it.each(
  pieces
    .slice(0, signs.length)
    .concat('o=sgd&', 'o=x,', '%41', 'p=network,net=(', 'a=1&', 'o=sgd%26', 'f=x,', '\uff0ca\uff1d'),
)('the longest link, of nothing but %j', async (piece) => {
  await check(piece.repeat(Math.ceil(MAX_LINK / piece.length)).slice(0, MAX_LINK));
});
