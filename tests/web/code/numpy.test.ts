// The programs that the page gives run in Python and come to what the core comes to.
import { beforeAll, describe, expect, it } from 'vitest';
import begin from '../../../web/begin.json';
import frameworks from '../../../web/frameworks.json';
import type { SidestepModule } from '../../../web/src/core/module.ts';
import { catalog, makeModule } from '../support/module.ts';
import { codeOf, configOf, distance, ours, python, type Result, runPrograms } from './support.ts';

const TOLERANCE = frameworks.numpy.ran.error;

const surfaces = catalog.problems.filter(({ kind }) => kind === 'surface').map(({ id }) => id);
const pieces = catalog.problems
  .filter(({ kind, fields }) => kind !== 'surface' && !fields.some((field) => field.id === 'net'))
  .map(({ id }) => id);
const rateOf = (id: string): number =>
  (begin.problems as unknown as Record<string, { lanes: Record<string, { lr: number }> }>)[id]!.lanes.sgd!.lr;

/** What a reader may type. */
const formulas = [
  'x² + y² ÷ 2 − 3·x*y^2/(1+y^2)',
  'if(x > 0 and not y > 3, x^2, abs(x)) + max(y, 2*x, 1) + min(x, y)^2',
  'sqrt(x^2+1)*atan(y) + hypot(x, y) + atan2(y, x) + log(1 + x^2) - tanh(x)*sinh(y/3) + cosh(x/4)',
  'x > y ? x^2 - y : x % 2 + e^(x/9) + 2^y + pow(abs(y), 1.5) + floor(x)',
];

/** What stands around a problem and around a rule. */
const around = [
  'noise=.1,rotate=30,shift=.1~.2&o=sgd,lr=.001,momentum=.9,clipNorm=2',
  'noise=1&o=adam,lr=.01,clipValue=.5&o=rprop,clipNorm=1,clipValue=2',
  'rotate=-60&o=adam,lr=.05,schedule=cosine,warmup=5,scheduleFloor=.1',
  ...['step', 'exponential', 'inverseTime', 'inverseSqrt', 'linear', 'constant'].flatMap((schedule) => [
    `noise=0&o=rmsprop,lr=.01,schedule=${schedule},scheduleEvery=10,warmup=3&o=nadam,lr=.02,schedule=${schedule},scheduleEvery=7`,
  ]),
  'noise=0&o=sgd,lr=.001,momentum=.9,dampening=.2,lookahead=5,lookaheadSync=reset&o=sgd,lr=.001,lookahead=5&o=nadam,lr=.02,lookahead=4,lookaheadSync=reset&o=lbfgs,lookahead=6,lookaheadSync=reset',
  'noise=0&o=adam,lr=.02,average=ema,averageStart=9&o=sgd,lr=.001,average=polyak,averageStart=20&o=shampoo,average=polyak',
  'shift=.3~0&o=newton,lr=.3&o=cg,average=ema&o=adabound,amsgrad=1,schedule=step,scheduleEvery=9&o=shampoo,lookahead=4,lookaheadSync=reset,weightDecay=.1',
];

/** Every rule, with each of its switches on. */
const rules = catalog.optimizers.flatMap(({ id, fields }) => {
  const own = fields
    .filter(({ kind, group }) => kind === 'boolean' && !group)
    .map((field) => `${field.id}=${field.default ? 0 : 1}`);
  const decays = fields.some((field) => field.id === 'weightDecay') ? ['weightDecay=.01'] : [];
  const momentum = fields.some((field) => field.id === 'momentum');
  const moving = momentum ? ['momentum=.8', ...own.map((one) => `momentum=.8,${one}`)] : [];
  return ['', ...own, ...decays, ...moving].map((set) => `o=${[id, ...(set ? [set] : [])].join(',')}`);
});

const links = {
  ...Object.fromEntries(rules.map((rule) => [rule, `#v=2&p=ravine,kappa=10&${rule}&steps=50`])),
  ...Object.fromEntries(surfaces.map((id) => [id, `#v=2&p=${id}&o=adam,lr=.05&o=sgd,lr=${rateOf(id)}&steps=50`])),
  ...Object.fromEntries(formulas.map((f) => [f, `#v=2&p=formula,f=${encodeURIComponent(f)}&o=adam,lr=.02&steps=50`])),
  ...Object.fromEntries(around.map((set) => [set, `#v=2&p=beale,${set}&steps=50&seed=5`])),
  ...Object.fromEntries(pieces.map((id) => [id, `#v=2&p=${id}&o=adam,lr=.01&steps=50&seed=7`])),
};
/** Lanes that change on the way. */
const changing = [
  'noise=.1&o=sgd,lr=.001,momentum=.9;20,lr=.0003,momentum=.5;35,nesterov=1,clipNorm=1',
  'noise=0&o=adam,lr=.05,schedule=step,scheduleEvery=8;25,schedule=cosine;40,amsgrad=1',
  'noise=0&o=nadam,lr=.02;20,average=ema&o=rmsprop,lr=.01;10,momentum=.8,centered=1;30,average=polyak&o=sgd,lr=.001;15,lookahead=4',
];

/** Momentum, not Adam: where a gradient is 0 but for the rounding of float32, Adam's step is made of that rounding. */
const SGD = 'o=sgd,lr=.02,momentum=.9';
const generated = catalog.problems.filter(
  ({ fields }) => fields.some((field) => field.id === 'net') && !fields.some((field) => field.id === 'data'),
);
const many = 'dense(6) relu dense(6) sigmoid batchnorm gelu dense(4) leakyrelu(.1) dropout(.2) dense(2) softmax';
const sequences = 'embedding(4,300) lstm(3,sequence) gru(3,relu,sequence) tanh lstm(2,sigmoid) dense(4)';
/** A net of each kind, each first weights, each loss. */
const nets = [
  ...generated.map(({ id }) => (id === 'flashes' ? `${id},net=lstm(2) dense(4)&${SGD}&steps=3` : `${id}&${SGD}`)),
  ...['he', 'heUniform', 'xavierNormal'].map((init) => `moons,init=${init},net=${many},loss=mse&${SGD}`),
  ...['xavier', 'pytorch', 'keras'].map((init) => `words,init=${init},net=${sequences}&${SGD}&steps=15`),
  `moons,loss=binaryCrossEntropy,net=dense(8) tanh dense(1)&${SGD}`,
  `moons,loss=mae,noise=.01&${SGD},clipNorm=.5,average=ema`,
  'xor,net=dense(3) tanh dense(2),batch=500&o=lbfgs&o=cg&steps=1',
  'moons&o=shampoo,maxDim=8,epsilon=.01&o=shampoo,epsilon=.01&steps=20',
  ...['moons', 'xor', 'words', 'make_friedman1'].map((id) => `${id}&o=adam,lr=.01&o=rmsprop,lr=.001`),
  'make_classification,hypercube=0,flipY=.3,informative=4&o=rprop,clipValue=.01&o=lion,lr=.01',
].map((text) => `#v=2&p=${text}${text.includes('&steps') ? '' : '&steps=50'}&seed=3`);

Object.assign(links, Object.fromEntries(changing.map((set) => [set, `#v=2&p=beale,${set}&steps=50`])));
Object.assign(links, Object.fromEntries(nets.map((link) => [link, link])));
const names = Object.keys(links);
let module: SidestepModule;
let printed: ReturnType<typeof runPrograms>;
beforeAll(async () => {
  module = await makeModule();
  if (python) printed = runPrograms(Object.values(links).map((link) => codeOf(link)));
}, 120_000);

describe.skipIf(!python)('a program in NumPy', () => {
  it.each(names)('comes to what the core comes to: %s', (name) => {
    const { failed, printed: text } = printed[names.indexOf(name)]!;
    expect(failed).toBeUndefined();
    const theirs = JSON.parse(text!) as Result[];
    for (const [i, own] of ours(module, configOf(links[name]!)).entries()) {
      expect(distance(theirs[i]!.params, own.params), 'parameters').toBeLessThan(TOLERANCE);
      // Of a loss that is 0 but for rounding, the rounding is no difference.
      expect(Math.abs(theirs[i]!.loss - own.loss), 'loss').toBeLessThan(TOLERANCE * Math.abs(own.loss) + 1e-20);
    }
  });
});
