// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the sources of others are texts here
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkLabels, checkLanguages, checkSources, checkTexts } from './check-words.mjs';
import { faultsOf, pairFaults, repeats, symbolText, twinsOf } from './words/rules.mjs';
import { pairsIn, wordsIn } from './words/sources.mjs';
import { pairsOf, pairsOfReasons, textsOfHtml, textsOfMarkdown } from './words/texts.mjs';

const zh = (text, twins) => faultsOf(text, 'zh', twins);
const en = (text, twins) => faultsOf(text, 'en', twins);
const counts = (check, texts) => texts.map((text) => check(text).length);

describe('Chinese', () => {
  it('has a space between Han and Latin letters, digits and percents', () => {
    expect(counts(zh, ['对比Keras 的写法', '第50 步', '只到 80%时', '学习率η 很小', 'x² 与y', 'f(x)的值'])).toEqual(
      Array(6).fill(1),
    );
    expect(
      counts(zh, ['对比 Keras 的写法', '第 50 步', '只到 80% 时', '“Adam”发散', '准确率（%）', 'f(x) 的值']),
    ).toEqual(Array(6).fill(0));
  });
  it('leaves the borders of values to the function that puts them in', () => {
    expect(counts(zh, ['将{name}恢复', '将 {name} 恢复', '{n} 步{what}'])).toEqual([0, 0, 0]);
  });
  it('has full-width punctuation', () => {
    expect(
      counts(zh, [
        '常见的写法: 如下',
        '先算, 再写',
        '完成.',
        '真的吗?',
        'Adam, 然后',
        '"对比"',
        '{name}: {value}',
      ]).every(Boolean),
    ).toBe(true);
    expect(counts(zh, ['函数(无界)', '（无界)'.replace('（', '('), 'Adam(默认)'])).toEqual([1, 1, 1]);
    expect(counts(zh, ['，。 核对', '无法运行 ：', '对比 （默认）'])).toEqual([1, 1, 1]);
    expect(
      counts(zh, [
        '从 (1, 2) 出发',
        'if(条件, 是, 否) 与比较',
        'η/(1+r·步数)',
        '12:30 与 3.5',
        '步数：2000。',
        'UTF-8、GB 18030 或别的',
      ]),
    ).toEqual(Array(6).fill(0));
  });
});

describe('numbers', () => {
  const wrong = ['2 000 steps', '20000 steps', '3,320 long', '96.5 %', '1e-7', '3·10⁻⁸', '6.3 × 10⁻⁴', 'at -1'];
  const right = [
    '2000 steps',
    '20,000 steps',
    '1,000,000',
    '96.5%',
    '10⁻⁷',
    '3×10⁻⁸',
    'at −1',
    '784-128-10',
    '0.0198019',
    'GB 18030',
  ];
  it('are written by one rule, in both languages', () => {
    expect(counts(en, wrong)).toEqual(wrong.map(() => 1));
    expect(counts(en, right)).toEqual(right.map(() => 0));
    expect(counts(zh, ['共 20000 步', '约 1e-7 处', '取 -1'])).toEqual([1, 1, 1]);
  });
  it('are left as programs write them in documents for engineers', () => {
    expect(faultsOf('less than 1e-4', 'en', [], true)).toEqual([]);
    expect(faultsOf('somebody has less than 1e-4', 'en', [], true)).toHaveLength(1);
  });
});

it('English has no words that a textbook of today does not write', () => {
  expect(counts(en, ['somebody touched it', 'lively rates', 'is learnt', 'tells of the seed'])).toEqual([1, 1, 1, 1]);
  expect(counts(en, ['the rate is learned', 'delivery'])).toEqual([0, 0]);
});

describe('the glossary', () => {
  const glossary = [
    '| English | 中文 | Meaning | Not |',
    '|---|---|---|---|',
    '| bias correction | 偏差修正 | division by 1 − βᵗ | 偏差校正, 校正 |',
    '| batch size | 批量大小 | items of a step | 批量, `minibatch` |',
    '| never | 永不 | without end | for ever |',
    '| loss | 损失 | what is minimized | |',
  ].join('\n');
  const twins = twinsOf(glossary);
  it('forbids twins, in their language, and says what to write', () => {
    expect(zh('没有偏差校正的 Adam', twins)).toEqual([expect.stringContaining('偏差修正')]);
    expect(
      counts((text) => en(text, twins), ['falls For ever', 'Minibatches help', 'minibatch', 'forevermore']),
    ).toEqual([1, 0, 1, 0]);
  });
  it('lets a term be that holds a twin', () => {
    expect(counts((text) => zh(text, twins), ['批量大小为 32', '批量为 32'])).toEqual([0, 1]);
  });
});

describe('languages', () => {
  it('have the same values', () => {
    expect(pairFaults('{a} of {b}', '{b} 中的 {a}')).toEqual([]);
    expect(pairFaults('{a} of {b}', '{a} 的')).toHaveLength(1);
    expect(
      pairsOfReasons({ 'at least {} of {}': '{2} 中至少 {1}' }).flatMap((pair) => pairFaults(pair.en, pair.zh)),
    ).toEqual([]);
    expect(pairsOfReasons({ 'at least {}': '至少 {2}' }).flatMap((pair) => pairFaults(pair.en, pair.zh))).toHaveLength(
      1,
    );
  });
  it('are both there, and not one twice', () => {
    expect(pairFaults('steps', undefined)).toHaveLength(1);
    expect(pairFaults(' ', '步')).toHaveLength(1);
    expect(pairFaults('the move', 'the move')).toHaveLength(1);
    expect(pairFaults('Nesterov', 'Nesterov')).toEqual([]);
  });
});

it('a label does not have its symbol again', () => {
  expect(symbolText('\\beta_1')).toBe('β₁');
  expect(repeats('一阶矩 β₁', '\\beta_1')).toBe(true);
  expect(repeats('smoothing ε', '\\epsilon')).toBe(true);
  expect(repeats('first-moment decay', '\\beta_1')).toBe(false);
  expect(repeats('η inside the velocity', '')).toBe(false);
});

describe('texts', () => {
  it('are found in data wherever both languages stand', () => {
    const data = { list: [{ id: 'a', name: { en: 'one', zh: '一' } }], tex: { en: 'x', zh: 'y' }, half: { en: 'two' } };
    expect([...pairsOf(data)]).toEqual([
      { en: 'one', zh: '一', at: 'list.a.name' },
      { en: 'two', zh: undefined, at: 'half' },
    ]);
  });
  it('are read across the tags of a page, without its code', () => {
    const html = '<p title="图 A">学习率<b>η</b></p>\n<script>第1步</script><li>一<code>x</code>';
    expect(textsOfHtml(html)).toEqual([
      { text: '图 A', at: 1 },
      { text: '学习率η', at: 1 },
      { text: '一x', at: 2 },
    ]);
  });
  it('are read in Markdown without its code', () => {
    const markdown = '# 标题\n```\n第1步\n```\n- 见 [说明](a.md) 与 `b.md`\n| 一 | 二 |\n|---|---|';
    expect(textsOfMarkdown(markdown).map(({ text, at }) => [text, at])).toEqual([
      ['标题', 1],
      ['见 说明 与 x', 5],
      ['一', 6],
      ['二', 6],
    ]);
  });
});

describe('sources', () => {
  const words = (source) => wordsIn(source).map(({ text, line }) => `${line} ${text}`);
  it('have words in templates, in attributes, and as texts that are set', () => {
    expect(words('const a = html`<p>${x}\n steps of <b>Adam</b></p>`;')).toEqual(['2 steps of', '2 Adam']);
    expect(words('html`<a title="All of it" class="some thing">${on ? \'is on\' : t(\'off\')}</a>`')).toEqual([
      '1 All of it',
      '1 is on',
    ]);
    expect(words('html`<a aria-label=${open ? "Close it" : label} href=${"some/where"}></a>`')).toEqual(['1 Close it']);
    expect(
      words("button.textContent = busy ? 'Please wait' : '';\nbox.setAttribute('aria-label', `Step ${n}`);"),
    ).toEqual(['1 Please wait', '2 Step']);
  });
  it('may have symbols, names, classes and texts of the locales', () => {
    expect(
      words('html`<p class=${"open now"}>η = ${x} <i>${t("loss")}</i> · Sidestep</p><style>p { color: red }</style>`'),
    ).toEqual([]);
    expect(
      words("box.textContent = t('page.title'); box.className = 'some thing'; box.textContent = 'Try again · 重试';"),
    ).toEqual([]);
  });
  it('have texts in both languages', () => {
    expect(pairsIn("const a = {\n b: { en: 'one', zh: '一' }, c: { en: other, zh: 'x' } };")).toEqual([
      { en: 'one', zh: '一', at: 2 },
    ]);
  });
});

describe('the checks of a project', () => {
  const folders = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  const project = (files) => {
    const root = mkdtempSync(join(tmpdir(), 'words-'));
    folders.push(root);
    const catalog = { optimizers: [], problems: [] };
    const some = {
      'web/locales/en.json': '{}',
      'web/locales/zh.json': '{}',
      'web/locales/reasons.zh.json': '{}',
      'web/catalog.json': JSON.stringify(catalog),
      'web/conventions.json': '[]',
      'web/path.json': '{}',
      'web/begin.json': '{}',
      'web/presets/a.json': '{}',
      'web/src/a.ts': '',
      'docs/examples/a.zh.html': '',
      'docs/course/1-a.zh.md': '',
      'README.md': '',
      ...files,
    };
    for (const [name, text] of Object.entries(some)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return root;
  };
  it('name the file and the place, and a text once', () => {
    const twice = { a: { en: '2 000', zh: '步' }, b: { en: '2 000', zh: '步' } };
    const root = project({
      'web/presets/a.json': JSON.stringify(twice),
      'docs/examples/a.zh.html': '\n<p>第1 步</p>',
      'docs/course/1-a.zh.md': '# 1. 步\n第 {{3 | a | final(0).x0}} 步的 $x=1$，第{{1 | a | final(0).x0}} 步',
    });
    expect(checkTexts(root)).toEqual([
      expect.stringMatching(/^web\/presets\/a.json: a: /),
      expect.stringMatching(/^docs\/examples\/a.zh.html: 2: /),
      expect.stringMatching(/^docs\/course\/1-a.zh.md: 2: .*第1 步/),
    ]);
  });
  it('see a key that a language lacks, and one of two files', () => {
    const root = project({
      'web/locales/en.json': '{"a": "one", "b": "two"}',
      'web/locales/zh.json': '{"a": "一"}',
      'web/locales/later.en.json': '{"a": "one"}',
      'web/locales/later.zh.json': '{"a": "一"}',
    });
    expect(checkLanguages(root)).toHaveLength(2);
  });
  it('see a field with the name of its group', () => {
    const field = { id: 'schedule', name: { en: 'schedule', zh: '方式' }, symbol: '', group: 'schedule' };
    const root = project({
      'web/catalog.json': JSON.stringify({ optimizers: [{ id: 'a', fields: [field] }], problems: [] }),
      'web/locales/en.json': '{"group.schedule": "schedule"}',
      'web/locales/zh.json': '{"group.schedule": "学习率调度"}',
    });
    expect(checkLabels(root)).toHaveLength(1);
  });
  it('see words in the sources of the page, not of the terminal', () => {
    const root = project({ 'web/src/a.ts': 'html`<p>Some words</p>`', 'web/src/cli/b.ts': 'html`<p>Some words</p>`' });
    expect(checkSources(root)).toEqual(['web/src/a.ts:1: not in the locales: Some words']);
  });
});
