// What is wrong with a link is said with the names of the page, and not with paths from 0, ids and numbers as programs write them.
import { beforeAll, describe, expect, it } from 'vitest';
import { EXPERIMENT_KEYS } from '../../../web/src/core/axis.ts';
import { normalize } from '../../../web/src/core/config.ts';
import { parseLink } from '../../../web/src/core/link.ts';
import type { Notice } from '../../../web/src/core/notices.ts';
import { VIEW_KEYS } from '../../../web/src/core/view-state.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { TUNING_FIELDS } from '../../../web/src/experiment/tuning.ts';
import { inWords } from '../../../web/src/reader/place-words.ts';
import { type Lang, loadLanguage, loadWords, speaking } from '../../../web/src/toolkit/i18n.ts';
import { loadReasons } from '../../../web/src/toolkit/reasons.ts';
import { catalog } from '../support/module.ts';

beforeAll(async () => {
  await Promise.all([loadLanguage('en'), loadLanguage('zh'), loadReasons()]);
  await loadWords('notices');
});

function said(link: string, lang: Lang): string[] {
  const { config, notices } = parseLink(link, catalog);
  return speaking(lang, () => notices.map((notice) => inWords(notice, { config: config!, catalog, notices })));
}

/** What an experiment's link is told of. */
function saidOfExperiment(link: string, lang: Lang): string[] {
  const { experiment, notices } = parseExperiment(link, catalog);
  const { config } = experiment ?? normalize({}, catalog);
  return speaking(lang, () => notices.map((notice) => inWords(notice, { config, catalog, notices })));
}

describe('a link', () => {
  it.each([
    [
      'o=sgd,lr=-1',
      'Lane 1, learning rate: −1 is outside 0 to 1,000,000',
      '赛道 1，学习率：−1 不在 0 到 1,000,000 之间',
    ],
    [
      'o=sgd&o=adam,epsilon=1e-99,lr=1e99',
      'Lane 2, learning rate: 10⁹⁹ is outside 0 to 1,000,000',
      '赛道 2，学习率：10⁹⁹ 不在 0 到 1,000,000 之间',
    ],
    [
      'o=sgd,name=slow+one,lr=x',
      'Lane 1 “slow one”, learning rate: must be a number',
      '赛道 1“slow one”，学习率：必须是数字',
    ],
    [
      'o=sgd&o=nobody',
      'Lane 2, optimizer: there is no optimizer “nobody”',
      '赛道 2，优化器：不存在名为“nobody”的优化器',
    ],
    [
      'o=sgd;150,lr=-1',
      'Lane 1, change at step 150, learning rate: −1 is outside 0 to 1,000,000',
      '赛道 1，第 150 步的改变，学习率：−1 不在 0 到 1,000,000 之间',
    ],
    [
      'o=sgd;150',
      'Lane 1, change at step 150: changes nothing, and is ignored',
      '赛道 1，第 150 步的改变：没有改变任何设置，已忽略',
    ],
    ['o=sgd;150,lr=.01', 'Lane 1, change at step 150: changes nothing, and is ignored', undefined],
    ['o=sgd;x,lr=.1', 'Lane 1, change 1, step: must be a number', '赛道 1，第 1 处改变，步数：必须是数字'],
    ['o=sgd,schedule=nope', /^Lane 1, decay schedule: “nope” is not one of the choices: .*cosine/, /可选：.*余弦/],
    ['p=rosenbrock,start=1', 'Problem, start: must have length 2', '问题，起点：长度必须是 2'],
    ['p=rosenbrok', 'Problem: there is no problem “rosenbrok”', '问题：不存在名为“rosenbrok”的问题'],
    ['steps=1.5', 'Steps: must be a whole number', '步数：必须是整数'],
    ['steps=1e9', 'Steps: 1,000,000,000 is outside 0 to 10,000,000', undefined],
    [
      'axis=cubic',
      /^View, scale of the vertical axis: “cubic” is not one of the choices: linear, logarithmic$/,
      /线性、对数$/,
    ],
    ['o=sgd,foo=1', 'Lane 1, “foo”: there is no such field', '赛道 1，“foo”：不存在此设置'],
    ['o=sgd&seeds=3', 'Number of seeds: makes this an experiment, where a single race is expected', undefined],
  ])('%s', (link, en, zh) => {
    expect(said(link, 'en').at(-1) ?? '').toMatch(en);
    if (zh) expect(said(link, 'zh').at(-1) ?? '').toMatch(zh);
  });

  it('says which lane it was in the link, though others were left out before it', () => {
    expect(said('o=nobody&o=sgd,lr=x', 'en')[1]).toBe('Lane 2 “SGD”, learning rate: must be a number');
    expect(said('o=nobody&o=sgd,name=B,lr=x', 'en')[1]).toBe('Lane 2 “B”, learning rate: must be a number');
  });
});

it.each([
  ['o=sgd,lr=.1:.01:3', 'Lane 1, learning rate: goes from 0.1 down to 0.01: the lower end comes first'],
  ['o=sgd,lr=.1:.2:3&tune=0', 'Tuning, number of trials: 0 is outside 1 to 1000'],
  [
    'o=sgd,lr=.1:.3:3&o=adam,lr=.1:.2:2&steps=10',
    'Lane 2, learning rate: has 2 values, and “Lane 1, learning rate” has 3: lanes vary together, so the numbers of values must match',
  ],
  ['o=sgd&tune=2,by=luck', /^Tuning, goal: “luck” is not one of the choices: loss, test accuracy$/],
])('an experiment: %s', (link, en) => expect(saidOfExperiment(link, 'en').at(-1) ?? '').toMatch(en));

/** A path, an id, a number from 0: what only programs say. */
const RAW = /\w\.\w|_|place\.|undefined|\b0\b/;

it('every place that a notice may name has words in both languages', () => {
  const { config } = normalize({ lanes: [{ optimizer: 'sgd' }] }, catalog);
  const lanes = catalog.optimizers.flatMap(({ id, fields }) => fields.map((field) => [id, `lanes.0.${field.id}`]));
  const problems = catalog.problems.flatMap(({ id, fields }) => fields.map((field) => [id, `problem.${field.id}`]));
  const others = [
    ...catalog.race.map(({ id }) => id),
    ...[...VIEW_KEYS].flatMap(([key, id]) => [key, `view.${id}`]),
    ...EXPERIMENT_KEYS,
    ...TUNING_FIELDS.map(({ id }) => `tune.${id}`),
    ...['lanes', 'lanes.0', 'lanes.0.name', 'lanes.0.changes', 'lanes.0.changes.0', 'lanes.0.changes.0.at'],
    ...['lanes.0.optimizer', 'problem', 'problem.id', 'problem.start.0', 'view', 'v', 'checksum', 'link', 'config'],
    ...['preset', 'experiment', 'lanes.0.lr.in'],
  ].map((at) => ['', at]);
  for (const [id, at] of [...lanes, ...problems, ...others] as [string, string][]) {
    const problem = catalog.problems.some((one) => one.id === id) ? id : config.problem.id;
    const race = { ...config, problem: { id: problem }, lanes: [{ optimizer: id || 'sgd' }] };
    const notice: Notice = { code: 'wrong-type', at, message: 'must be a number' };
    for (const lang of ['en', 'zh'] as const) {
      const text = speaking(lang, () => inWords(notice, { config: race, catalog }));
      const where = text.split(/: |：/)[0]!;
      expect(where, at).not.toMatch(RAW);
      if (!/^lanes\.0\.lr\.in$/.test(at)) expect(where, `${id} ${at}`).not.toMatch(/[“”]/); // a name was found
      if (lang === 'zh') expect(text, at).toMatch(/^[^a-z]*\p{Script=Han}/u);
    }
  }
});
