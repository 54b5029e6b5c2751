// What the core says in English is said in Chinese on the page: real refusals, of the module and of configs, and every message that
// stands in the sources of configs, links, data and own files.
import { expect, it } from 'vitest';
import texts from '../../web/locales/reasons.zh.json';
import { normalize } from '../../web/src/core/config.ts';
import { readJson } from '../../web/src/core/config-text.ts';
import { parseLink } from '../../web/src/core/link.ts';
import { isFailure, laneSpec } from '../../web/src/core/module.ts';
import { readSentences, translated } from '../../web/src/toolkit/reason-words.ts';
import { messagesIn, sourceOf, sources } from './support/messages.ts';
import { catalog, makeModule } from './support/module.ts';

const module = await makeModule();
const sentences = readSentences(texts);

const refusal = (result: unknown): string => {
  if (!isFailure(result as object)) throw new Error('it was not refused');
  return (result as { message: string }).message;
};
const net = (text: string, shape = [8, 8, 1]) =>
  refusal(module.measure({ instrument: { id: 'network_layers', shape }, problem: { id: 'network', net: text } }));
const formula = (f: string) =>
  refusal(module.measure({ instrument: { id: 'formula_check' }, problem: { id: 'formula', f } }));
const lane = (optimizer: string, problem: object) => {
  const { config } = normalize({ problem, lanes: [{ optimizer }] }, catalog);
  return refusal(module.createLane(laneSpec(config, config.lanes[0]!, 1)));
};
const unmeasured = (id: string, settings = {}) =>
  refusal(module.measure({ instrument: { id, ...settings }, problem: { id: 'beale' } }));
const notices = (input: unknown) => normalize(input, catalog).notices.map(({ message }) => message);
const json = (text: string) => {
  const read = readJson(text, 'config');
  if (!('notice' in read)) throw new Error('it was read');
  return read.notice.message;
};
const slips = (link: string) => {
  const { notices } = parseLink(link, catalog);
  if (notices.length === 0) throw new Error(`it was not noticed: ${link}`);
  return notices.map(({ message }) => message);
};

const said = [
  ...[
    '',
    'dens(3)',
    'dense',
    'dense(0)',
    'dense(3',
    'dense()',
    'relu',
    'relu(1)',
    'flatten(1)',
    'dropout dense(2)',
  ].map((text) => net(text)),
  ...[
    'dropout(2) dense(2)',
    'pool(99) dense(2)',
    'dense(4) conv(8,5)',
    'dense(3) lstm(4)',
    'lstm(3,x)',
    'dense(3,4)',
  ].map((text) => net(text)),
  net('relu '.repeat(65)),
  net('dense(4000) dense(4096) dense(4096) dense(4096) dense(4096) dense(4096)'),
  ...[
    '',
    '2x',
    'x +',
    'x + * y',
    '(x',
    'x = 1',
    '1 < x < 2',
    'q + x',
    'sin x',
    'sin(x, y)',
    'max(x)',
    '1.e5.',
    'x)',
  ].map(formula),
  ...['1e999', '.', `${'('.repeat(70)}x`, 'x'.repeat(501)].map(formula),
  lane('lbfgs', { id: 'spirals', net: 'dropout(.5) dense(3)', batch: 300 }),
  lane('cg', { id: 'beale', noise: 1 }),
  lane('newton', { id: 'spirals', net: 'dense(99) tanh dense(3)', batch: 300 }),
  lane('adam', { id: 'spirals', net: 'dense(7)' }),
  lane('adam', { id: 'network' }),
  lane('adam', { id: 'make_regression', net: 'dense(2)' }),
  lane('adam', { id: 'make_regression', loss: 'crossEntropy' }),
  lane('adam', { id: 'make_regression', features: 5 }),
  lane('adam', { id: 'make_classification', classes: 3 }),
  lane('adam', { id: 'make_classification', features: 3 }),
  lane('adam', { id: 'make_blobs', boxLow: 11 }),
  ...['magic', 'data_points'].map((id) => unmeasured(id)),
  unmeasured('surface_values', { x: [1] }),
  'measures a problem, not a run',
  'its inputs are not points in a plane',
  'are too many for this number of parameters',
  'must be an existing parameter, different from the other one',
  'needs a problem with at most 32 parameters',
  'needs a network',
  'must be a whole number of items',
  'there is no such item',
  'there is no such matrix',
  'there is no such recurrent layer',
  "this copy has no 'cifar10'",
  ...notices({ v: 2, seed: 'x', steps: 1e99, problem: { id: 'beale', start: [1], rotate: null, speed: 1 }, lanes: 3 }),
  ...notices({
    steps: 1.5,
    problem: { id: 'nowhere' },
    lanes: [{ optimizer: 'magic' }, { optimizer: 'sgd', nesterov: 1 }],
  }),
  ...notices({ problem: { id: 'spirals', net: 'x'.repeat(1001), loss: 'none', spread: Number.NaN } }),
  ...notices({ problem: 3, lanes: new Array(20).fill({ optimizer: 'adam' }) }),
  ...['lr=0,1', 'lr=1,500', 'name=a,b', 'name=%'].flatMap((setting) => slips(`#o=sgd,${setting}`)),
  ...['f=x+y', 'f=max(x,y)', 'f=max(x,y)+x', 'start=1,2'].flatMap((setting) => slips(`#seed=1&p=formula,${setting}`)),
  ...['{', '{"a":\n1,}', 'nul', ' ', `${' '.repeat(4_000_000)}{`].map(json),
  ...['steps=1,000', 'utm_source=x', 'x'].flatMap((part) => slips(`#o=sgd&${part}`)),
];

/** What authors of presets, of the catalog's formulas and of scripts read, and pictures as texts. */
const elsewhere =
  /^(core\/(claim|preset|mathml|tex|assets-path|step-text)|experiment\/(claim|preset)|toolkit\/palette|views\/step\/copy)/;

/** No messages of their own: places, beginnings and ends of messages, and those whose words vary, which stand below. */
const parts =
  /^(must be 7|7:? 7|there are 7 7 items, not 7|(column|row|byte) 7|the module (that|with) .*|.* 7, which is ...)$|^<|^(thousands are|the decimal point|the numbers of a list|has ambiguous)|^trusted-types/;

/** Words, and not only numbers between names. */
const isSentence = (text: string): boolean => /[a-z]{2,}[,:]? [a-z(]/.test(text) && !/[<\\]/.test(text);

const all = sources().filter((file) => !elsewhere.test(file));

const written = [
  ...all.flatMap((file) => messagesIn(sourceOf(file))).filter((text) => isSentence(text) && !parts.test(text)),
  "there is no optimizer 'a'",
  "there is no problem 'a'",
  'there are 7 train items, not 9',
  'there are 7 test items, not 9',
  "this race uses the file 'a.csv' (hash 7, classes in column 3), which links do not contain: choose that file",
  "this race uses the file 'a.csv' (hash 7, numbers in column 3), which links do not contain: choose that file",
  'train-000.bin cannot be loaded: the server answered 503',
];

/** Choices that are listed, and names that Chinese has no others for. */
const known =
  /可选：.*|dropout|JSON(\.stringify)?|Unicode|Sidestep|true|false|and|tune=|seeds=N|config|data 属性|Windows|[\w-]+\.bin/g;

it('finds the messages of the sources', () => expect(written.length).toBeGreaterThan(150));

it.each([...new Set([...written, ...said])])('%s', (message) => {
  const chinese = translated(message, sentences);
  expect(chinese).toMatch(/\p{Script=Han}/u);
  expect(chinese).not.toMatch(/'/); // quoted as in Chinese
  expect(chinese).not.toMatch(/\p{Script=Han}[,:;]|[,:;]\p{Script=Han}| [，。：；（）“”]|[，。：；（）“”] /u);
  // What is left in Latin letters is quoted, a name or a number.
  const names = catalog.optimizers.map(({ name }) => name);
  const rest = names.reduce((text, name) => text.replace(name, ''), chinese.replace(/“[^”]*”/g, ''));
  expect(rest.replace(known, '').match(/[a-z]{3,}/g) ?? []).toEqual([]);
});

it('every value of a sentence is used', () => {
  for (const [sentence, translation] of Object.entries(texts)) {
    const values = sentence.split('{}').length - 1;
    const used = new Set([...translation.matchAll(/\{(\d)\}/g)].map(([, n]) => Number(n)));
    expect([...used].sort(), sentence).toEqual(Array.from({ length: values }, (_, i) => i + 1));
  }
});

it('leaves alone what it does not know', () => {
  expect(translated('something new', sentences)).toBe('something new');
});
