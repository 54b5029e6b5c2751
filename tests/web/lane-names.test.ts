// What lanes are called, wherever they are named.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Config, minimal, normalize } from '../../web/src/core/config.ts';
import { MAX_NAME, tidied } from '../../web/src/core/lane-name.ts';
import { formatLink, parseLink } from '../../web/src/core/link.ts';
import { laneSpec } from '../../web/src/core/module.ts';
import { configOf, isExperiment, type Preset } from '../../web/src/core/preset.ts';
import { experimentOf } from '../../web/src/experiment/preset.ts';
import { Saying, sayClaim, wordsFor } from '../../web/src/pages/gallery-claims.ts';
import { ExperimentSaying } from '../../web/src/pages/gallery-experiment.ts';
import { withSymbols } from '../../web/src/panels/lane-symbols.ts';
import { type LaneName, laneNameParts, laneNames, nameLane, setting } from '../../web/src/reader/lane-names.ts';
import { laneLabels } from '../../web/src/reader/preset-names.ts';
import { loadLanguage, locale } from '../../web/src/toolkit/i18n.ts';
import { plainSymbol } from '../../web/src/toolkit/symbol.ts';
import { escaped } from '../../web/src/views/export/escaped.ts';
import { races } from './support/configs.ts';
import { catalog } from './support/module.ts';

const langs = ['en', 'zh'] as const;
const presets = readdirSync(new URL('../../web/presets/', import.meta.url))
  .map((file) => JSON.parse(readFileSync(new URL(`../../web/presets/${file}`, import.meta.url), 'utf8')) as Preset)
  .filter((preset) => !Array.isArray(preset));

beforeAll(async () => {
  for (const lang of langs) await loadLanguage(lang);
  await locale.set('en');
});

afterEach(() => locale.set('en'));

const read = (link: string): Config => parseLink(link, catalog).config!;
const names = (link: string): string[] => laneNames({ config: read(link), catalog });

/** Identifiers of the catalog that are no words of either language. */
const ids = [...catalog.optimizers, ...catalog.problems]
  .flatMap(({ fields }) => fields.flatMap(({ id, choices }) => [id, ...(choices ?? []).map((one) => one.id)]))
  .filter((id) => /[A-Z\d_]/.test(id) || ['lr', 'rho', 'kappa', 'amsgrad'].includes(id));
const rawId = new RegExp(`(?<![\\w.])(${[...new Set(ids)].join('|')}|\\w+_\\w+)(?!\\w)`);

describe('symbols', () => {
  it('of the catalog are plain text in names', () => {
    const symbols = [
      '\\eta',
      '\\beta_1',
      '\\epsilon',
      '\\eta^*',
      '\\eta^-',
      '\\delta_{\\min}',
      'c_\\infty',
      's_0',
      'c_2',
    ];
    expect(symbols.map(plainSymbol)).toEqual(['η', 'β₁', 'ε', 'η*', 'η⁻', 'δ_min', 'c∞', 's₀', 'c₂']);
  });
});

describe('the name of a lane', () => {
  it('says what the lane changes on the way', async () => {
    const link =
      '#p=ravine&o=adam,lr=.1;150,lr=.01;300,o=sgd&o=adam,lr=.1&o=adam,lr=.1;40,fresh=1;50,lr=1;60,lr=2&steps=500';
    expect(names(link)).toEqual([
      'Adam, η 0.01 from 150, SGD from 300',
      'Adam',
      'Adam, state lost at 40, η 1 from 50, and 1 more',
    ]);
    expect(laneNameParts({ config: read(link), catalog })[0]).toMatchObject({
      name: 'Adam',
      marks: 'η 0.01 from 150, SGD from 300',
      full: 'Adam η 0.1, η 0.01 from 150, SGD from 300',
    });
    await locale.set('zh');
    expect(names(link)[0]).toBe('Adam，第 150 步起 η 0.01，第 300 步起 SGD');
  });

  it('has no 17 digits: SGD lr 0.019801980198019802, momentum 0', () => {
    expect(
      names('#v=1&p=ravine&o=sgd,lr=.019801980198019802&o=sgd,lr=.03305785123966942,momentum=.6694214876033059'),
    ).toEqual(['SGD η 2/101', 'SGD μ 81/121, η 4/121']);
  });

  it('is AMSGrad, not Adam beta1 0, beta2 0.1 #2', () => {
    expect(names('#v=1&p=reddi&o=adam,beta1=0,beta2=.1&o=adam,beta1=0,beta2=.1,amsgrad=1')).toEqual([
      'Adam β₁ 0, β₂ 0.1',
      'AMSGrad β₁ 0, β₂ 0.1',
    ]);
    expect(names('#v=1&p=reddi&o=adabound,amsgrad=1&o=adamw,amsgrad=1')).toEqual(['AMSBound', 'AdamW AMSGrad']);
  });

  it('says switches in words, and nothing of what is right', () => {
    const link =
      '#v=1&p=ravine&o=adam&o=adam,biasCorrection=0&o=adam,invertedCorrection=1&o=rmsprop,schedule=cosine,clipNorm=2';
    expect(names(link)).toEqual([
      'Adam',
      'Adam without bias correction',
      'Adam multiplied correction',
      'RMSprop cosine decay schedule, clip by norm 2',
    ]);
  });

  it('begins with what differs, however much else is set', () => {
    const same = 'momentum=.9,nesterov=1,weightDecay=.1,clipNorm=1';
    const parts = laneNameParts({
      config: read(`#v=1&p=ravine&o=sgd,${same},warmup=5&o=sgd,${same},warmup=6`),
      catalog,
    });
    expect(parts.map(({ marks }) => marks.split(', ')[0])).toEqual(['warm-up steps 5', 'warm-up steps 6']);
    expect(parts[0]!.full).toBe('SGD warm-up steps 5, μ 0.9, Nesterov, λ 0.1, clip by norm 1, η 0.01');
    const sgd = catalog.optimizers.find(({ id }) => id === 'sgd')!;
    expect(withSymbols('SGD μ 0.9, η 0.01', sgd)).toBe('SGD μ 0.9, η 0.01 · η learning rate, μ momentum');
    expect(withSymbols('mine', sgd)).toBe('mine');
  });

  it('has more digits where fewer look alike', () => {
    expect(names('#v=1&p=ravine&o=sgd,lr=.02&o=sgd,lr=.0200001')).toEqual(['SGD η 0.02', 'SGD η 0.0200001']);
  });

  it('counts lanes that are alike in everything', () => {
    expect(names('#v=1&p=ravine&o=adam&o=adam&o=sgd')).toEqual(['Adam #1', 'Adam #2', 'SGD']);
    expect(names('#v=1&p=ravine&o=adam&o=adam&o=sgd,name=Adam+%232')).toEqual(['Adam #1', 'Adam #2', 'Adam #2 (SGD)']);
    expect(names('#v=1&p=ravine&o=adam&o=adam&o=adam,lr=2,name=Adam+%232')).toHaveLength(3);
  });

  it('is in the language that is spoken', async () => {
    await locale.set('zh');
    const link = '#v=2&p=rosenbrock&o=newton&o=cg&o=adam&o=adam,biasCorrection=0&o=sgd,schedule=cosine';
    expect(names(link)).toEqual(['阻尼牛顿法', '共轭梯度法', 'Adam', 'Adam 无偏差修正', 'SGD 调度方式：余弦']);
  });
});

describe('names over the whole catalog', () => {
  const check = (parts: readonly LaneName[], where: string): void => {
    expect(new Set(parts.map((one) => one.said)).size, where).toBe(parts.length);
    for (const { name, marks, said, full } of parts) {
      for (const text of [name, marks, said, full]) expect(text, where).not.toMatch(rawId);
      for (const text of [said, full]) expect(text, where).not.toMatch(/undefined|\\|lane\.|\d{8}|\de[-−+]?\d/);
      expect(said.length, `${where}: ${said}`).toBeLessThanOrEqual(72);
    }
  };

  it.each(langs)('no id is a setting’s name, in %s', async (lang) => {
    await locale.set(lang);
    for (const { id, fields } of catalog.optimizers) {
      for (const field of fields) {
        const values =
          field.choices?.map((one) => one.id) ?? (field.kind === 'boolean' ? [true, false] : [0.019801980198]);
        for (const value of values) {
          const said = setting(field, value);
          expect(said, `${id}.${field.id}`).toMatch(/\S/);
          expect(said, `${id}.${field.id}`).not.toMatch(rawId);
        }
        const other =
          field.choices?.at(-1)?.id ?? (field.kind === 'boolean' ? !field.default : (field.slider?.[1] ?? 1));
        const lanes = [{ optimizer: id }, { optimizer: id, [field.id]: other }];
        const { config } = normalize({ v: 2, lanes }, catalog);
        check(laneNameParts({ config, catalog }), `${id}.${field.id}`);
      }
    }
  });

  it.each(langs)('every preset calls its lanes by names that differ and are no ids, in %s', async (lang) => {
    await locale.set(lang);
    for (const preset of presets) {
      const many = isExperiment(preset, catalog);
      const { config } = many ? experimentOf(preset, catalog) : { config: configOf(preset, catalog) };
      const labels = laneLabels(preset, config, catalog);
      check(laneNameParts({ config, catalog }), preset.id);
      for (const key of preset.labels ?? [])
        if (key.includes('_') && !preset.names?.[key]) expect(labels, preset.id).not.toContain(key.replace(/_/g, ' '));
      const words = wordsFor(preset, config, labels);
      for (const claim of preset.claims) {
        const said = sayClaim(claim, words, many ? ExperimentSaying : Saying);
        expect(said, preset.id).not.toMatch(rawId);
        expect(said, preset.id).not.toMatch(/undefined|\{|\d{9}|\de[-−+]?\d|final\(|gradNorm|averageLoss/);
        if (lang === 'zh') expect(said, preset.id).not.toMatch(/ (steps|until|of|at|and|loss) /);
      }
    }
  });

  it('any race has names that differ and are bounded by what must be told', () => {
    fc.assert(
      fc.property(races, (race) => {
        const { config } = normalize(race, catalog);
        const said = laneNames({ config, catalog });
        expect(new Set(said).size).toBe(said.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a preset’s names', () => {
  const ravine = presets.find(({ id }) => id === 'ravine-100')!;

  it('are said in both languages, and stay with a lane until it is changed', async () => {
    const config = configOf(ravine, catalog);
    expect(laneLabels(ravine, config, catalog)).toEqual(['gradient descent', 'heavy ball']);
    await locale.set('zh');
    expect(laneNames({ config, catalog })).toEqual(['梯度下降', '重球法']);
    await locale.set('en');
    const changed = { ...config, lanes: [config.lanes[0]!, { ...config.lanes[1]!, momentum: 0.5 }] };
    expect(laneNames({ config: changed, catalog })).toEqual(['gradient descent', 'SGD μ 0.5, η 4/121']);
    // The link is the race's alone.
    expect(formatLink(config, catalog)).toBe(formatLink(configOf(ravine, catalog), catalog));
  });

  it('give way to the owner’s', () => {
    const config = read('#v=1&p=ravine&o=sgd,name=mine');
    nameLane(config.lanes[0]!, { en: 'theirs', zh: '他们的' });
    expect(laneNameParts({ config, catalog })[0]).toMatchObject({ name: 'mine', marks: 'SGD', said: 'mine' });
  });
});

describe('a name that the owner gives', () => {
  const link = '#v=1&p=ravine&o=adam,lr=.1,name=heavy+ball%2C+%26+%22%3Cb%3E';

  it('stands in link and config, and reads back', () => {
    const config = read(link);
    expect(config.lanes[0]!.name).toBe('heavy ball, & "<b>');
    expect(formatLink(config, catalog)).toBe(link);
    expect(minimal(config, catalog).lanes[0]).toEqual({ optimizer: 'adam', lr: 0.1, name: 'heavy ball, & "<b>' });
    expect(normalize(minimal(config, catalog), catalog)).toEqual({ config, notices: [] });
    expect(escaped(laneNames({ config, catalog })[0]!)).toBe('heavy ball, &amp; &quot;&lt;b&gt;');
  });

  it('is omitted where there is none, so that links of before are as they were', () => {
    for (const none of ['', ',name=', ',name=++']) {
      expect(formatLink(read(`#v=1&p=ravine&o=adam,lr=.1${none}`), catalog)).toBe('#v=1&p=ravine&o=adam,lr=.1');
    }
    expect('name' in read('#v=1&p=ravine&o=adam').lanes[0]!).toBe(false);
  });

  it('never reaches the core', () => {
    const config = read(link);
    expect(laneSpec(config, config.lanes[0]!, 1)).toEqual(
      laneSpec(config, read('#v=1&p=ravine&o=adam,lr=.1').lanes[0]!, 1),
    );
  });

  it.each([
    ['x'.repeat(MAX_NAME + 1), 'bad-length'],
    ['a\u0000b', 'bad-text'],
    ['a\nb', 'bad-text'],
    ['a\ud800', 'bad-text'],
    ['a\u202eb', 'bad-text'],
    ['\u2028', 'bad-text'],
    [7, 'wrong-type'],
    [{}, 'wrong-type'],
    [null, 'wrong-type'],
  ])('is refused where it is %j, by its field', (name, code) => {
    const { config, notices } = normalize(
      { v: 1, problem: { id: 'ravine' }, lanes: [{ optimizer: 'adam' }, { optimizer: 'sgd', name }] },
      catalog,
    );
    expect(notices.map((notice) => [notice.code, notice.at])).toEqual([[code, 'lanes.1.name']]);
    expect('name' in config.lanes[1]!).toBe(false);
    expect(() => formatLink(config, catalog)).not.toThrow();
  });

  it('may be of any script, and long as people see it', () => {
    for (const name of ['重球法', '👩‍🔬'.repeat(12), 'می‌خواهم', 'é'.repeat(MAX_NAME), '😀'.repeat(MAX_NAME)]) {
      const { config, notices } = normalize({ v: 1, lanes: [{ optimizer: 'adam', name }] }, catalog);
      expect([config.lanes[0]!.name, notices], name).toEqual([name, []]);
      expect(read(formatLink(config, catalog)).lanes[0]!.name).toBe(name);
    }
  });

  it('is tidied where it is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (typed) => {
        const { notices } = normalize({ v: 1, lanes: [{ optimizer: 'adam', name: tidied(typed) }] }, catalog);
        expect(notices).toEqual([]);
      }),
    );
  });

  it('is told apart from its equal by rule and settings, and counted only where all is alike', () => {
    const race = (lanes: string): string[] => names(`#v=1&p=ravine&${lanes}`);
    expect(race('o=adam,name=a&o=sgd,name=a')).toEqual(['a (Adam)', 'a (SGD)']);
    expect(race('o=sgd,lr=.1,name=a&o=sgd,lr=.2,name=a&o=adam,name=a')).toEqual([
      'a (SGD η 0.1)',
      'a (SGD η 0.2)',
      'a (Adam)',
    ]);
    expect(race('o=sgd,lr=.1&o=sgd,lr=.2,name=SGD+η+0.1')).toEqual(['SGD η 0.1', 'SGD η 0.1 (SGD η 0.2)']);
    expect(race('o=sgd,name=a&o=sgd,name=a')).toEqual(['a (SGD) #1', 'a (SGD) #2']);
  });

  it('that is another rule’s makes that one no “Adam #2”: what it is stands beside it', async () => {
    const link = '#v=1&p=ravine&o=adagrad,name=Adam&o=adam';
    expect(names(link)).toEqual(['Adam (AdaGrad)', 'Adam']);
    expect(laneNameParts({ config: read(link), catalog })[0]).toMatchObject({ name: 'Adam', marks: '(AdaGrad)' });
    expect(names('#v=1&p=ravine&o=adagrad,name=Adam&o=adam,lr=.1&o=adam,lr=.2')).toEqual([
      'Adam (AdaGrad)',
      'Adam η 0.1',
      'Adam η 0.2',
    ]);
    expect(names('#v=1&p=ravine&o=sgd,name=my+amsgrad&o=adam,amsgrad=1')).toEqual(['my amsgrad (SGD)', 'AMSGrad']);
    // A word that only holds such a name is none, and its own rule misleads nobody.
    expect(names('#v=1&p=ravine&o=sgd,name=Adamant&o=adam,amsgrad=1,name=Adam+max')).toEqual(['Adamant', 'Adam max']);
    await locale.set('zh');
    expect(names('#v=2&p=rosenbrock&o=sgd,name=阻尼牛顿法&o=newton')).toEqual(['阻尼牛顿法 (SGD)', '阻尼牛顿法']);
  });
});

it('a race of too many lanes says how many there are and can be', () => {
  const { notices } = normalize({ v: 1, lanes: new Array(17).fill({ optimizer: 'sgd' }) }, catalog);
  expect(notices.map(({ message }) => message)).toEqual(['there are 17; at most 16 can race']);
});

it('names are made once for the lanes of a config, and again in another language or when a lesson names them', async () => {
  const { config } = normalize({ lanes: [{ optimizer: 'sgd' }, { optimizer: 'adam' }] }, catalog);
  const race = { config, catalog };
  const names = laneNameParts(race);
  expect(laneNameParts({ ...race })).toBe(names);
  nameLane(config.lanes[1]!, { en: 'the usual', zh: '通常' });
  expect(laneNames(race)).toEqual(['SGD', 'the usual']);
  await locale.set('zh');
  expect(laneNames(race)[1]).toContain('通常');
  await locale.set('en');
  expect(laneNames(race)[1]).toContain('the usual');
});
