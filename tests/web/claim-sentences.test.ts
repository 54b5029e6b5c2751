// Claims are told to readers in sentences of either language, whatever is claimed.
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Preset } from '../../web/src/core/preset.ts';
import { Saying, sayClaim, sayMeasured } from '../../web/src/pages/gallery-claims.ts';
import { ExperimentSaying } from '../../web/src/pages/gallery-experiment.ts';
import { tellerOf } from '../../web/src/pages/gallery-teller.ts';
import { loadLanguage, locale } from '../../web/src/toolkit/i18n.ts';

const folder = new URL('../../web/presets/', import.meta.url);
const presets = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Preset);

beforeAll(async () => {
  for (const lang of ['en', 'zh'] as const) await loadLanguage(lang);
  await locale.set('en');
});
afterEach(() => locale.set('en'));

const lanes = new Map([
  ['adam', 'Adam'],
  ['sgd', 'SGD'],
  ['ball', 'heavy ball'],
]);

/** In both languages. */
async function both(claim: string, kind = Saying): Promise<string[]> {
  const en = sayClaim(claim, lanes, kind);
  await locale.set('zh');
  return [en, sayClaim(claim, lanes, kind)];
}

/** What is wrong with a sentence, in words. */
function faults(text: string, lang: 'en' | 'zh'): string[] {
  const plain = text.replace(/“[^”]*”/g, '“”');
  return [
    [/undefined|NaN|\{|\}|\$/, 'a hole'],
    [/[*_=]=?\s*=|\w+\(|!=|<=|>=|\*|\b[a-z]+[A-Z]|\bx\d|_/, 'code'],
    [/\de[-−+]?\d|(?<![\d.])\d{5}/, 'a number that is not written as on the page'],
    lang === 'en'
      ? [/^[a-z]|[^.]$|\bthe the\b/, 'no sentence']
      : [/[^。]$| (?:the|of|is|and|at|steps) /, 'no sentence'],
    lang === 'en'
      ? [/\p{Script=Han}/u, 'Chinese']
      : [/\p{Script=Han}[a-zα-ω\d]|[a-zα-ω\d]\p{Script=Han}/iu, 'no space beside Latin'],
    lang === 'en'
      ? [/ {2}/, 'two spaces']
      : [/\p{Script=Han} \p{Script=Han}|\p{Script=Han} ?[,.;:]| [，。；：]|[，。；：] /u, 'punctuation'],
  ].flatMap(([what, fault]) => ((what as RegExp).test(plain) ? [`${fault}: ${text}`] : []));
}

describe('a claim', () => {
  it.each([
    [
      'steps(ball, loss < 1e-8) = 21',
      '“heavy ball” reaches loss < 10⁻⁸ at step 21.',
      '“heavy ball”在第 21 步达到“损失 < 10⁻⁸”。',
    ],
    ['steps(adam, loss < .1) = never', 'Adam never reaches loss < 0.1.', 'Adam 始终未达到“损失 < 0.1”。'],
    [
      '4500 < steps(sgd, loss < .1) < 8000',
      'SGD reaches loss < 0.1 between steps 4500 and 8000.',
      'SGD 在第 4500 步与第 8000 步之间达到“损失 < 0.1”。',
    ],
    [
      'steps(adam, loss < 1) < steps(sgd, loss < 1)',
      'Adam reaches loss < 1 sooner than SGD.',
      'Adam 比 SGD 更早达到“损失 < 1”。',
    ],
    [
      'final(adam).accuracy > final(sgd).accuracy + 0.05',
      'The final test accuracy of Adam is above the final test accuracy of SGD plus 5 percentage points.',
      'Adam 的最终测试准确率大于 SGD 的最终测试准确率加 5 个百分点。',
    ],
    [
      'final(adam).loss < 1e-5 and final(sgd).loss < 1e-5',
      'The final loss of each of Adam and SGD is below 10⁻⁵.',
      'Adam 和 SGD 各自的最终损失小于 10⁻⁵。',
    ],
    [
      'start(adam).x0 - at(adam, 1).x0 = 0.01 ± 1e-6',
      'The decrease in x of Adam from the start to step 1 is 0.01 ± 10⁻⁶.',
      'Adam 的 x 从起点到第 1 步的减少量为 0.01 ± 10⁻⁶。',
    ],
    [
      'steps(adam, step > 200 and abs(x0 - 5) < 0.1) - 200 = 8903',
      'From step 200 on, Adam takes 8903 steps to reach |x − 5| < 0.1.',
      '从第 200 步数起，Adam 用 8903 步达到“|x − 5| < 0.1”。',
    ],
    [
      'sqrt((at(sgd, 1).x0 - 4) ^ 2 + (at(sgd, 1).x1 + 2) ^ 2) = 33',
      'The distance from the position of SGD at step 1 to (4, −2) is 33.',
      'SGD 在第 1 步的位置到 (4, −2) 的距离为 33。',
    ],
    [
      'diverged(sgd) or max(adam, abs(x0), last 100) > 1e6',
      'SGD diverges or the largest |x| of Adam over the last 100 recorded steps is above 10⁶.',
      'SGD 发散或最后 100 个记录步内 Adam 的最大 |x| 大于 10⁶。',
    ],
  ])('of a race, %s, is a sentence', async (claim, en, zh) => {
    expect(await both(claim)).toEqual([en, zh]);
  });

  it.each([
    [
      'median(adam, lr = 0.1).accuracy = 0.9 ± 0.01',
      'The median test accuracy of Adam with η = 0.1 is 90% ± 1 percentage point.',
      'Adam 的测试准确率中位数（η = 0.1）为 90% ± 1 个百分点。',
    ],
    [
      'apart(adam, sgd).loss',
      'Whatever the seed, Adam is better than SGD in loss.',
      '无论种子如何，Adam 的损失都优于 SGD。',
    ],
    [
      'seeds(adam, sgd).accuracy = 15',
      'The number of seeds from which on Adam is shown to be better than SGD in test accuracy is 15.',
      '足以看出 Adam 的测试准确率优于 SGD 的种子数为 15。',
    ],
    [
      'difference(adam, sgd).accuracy = 0.009 ± 0.0005',
      'The median over the seeds of the difference in test accuracy between Adam and SGD is 0.9 ± 0.05 percentage points.',
      'Adam 与 SGD 的测试准确率之差在各种子上的中位数为 0.9 ± 0.05 个百分点。',
    ],
  ])('of an experiment, %s, is a sentence', async (claim, en, zh) => {
    expect(await both(claim, ExperimentSaying)).toEqual([en, zh]);
  });

  it('tells what was measured by the same words', () => {
    expect(sayMeasured('final(adam).accuracy', 0.8764, lanes)).toBe('Final test accuracy of Adam: 87.6%');
    expect(sayMeasured('steps(ball, loss < 1)', Number.POSITIVE_INFINITY, lanes)).toBe(
      'Number of steps that “heavy ball” takes to reach loss < 1: never',
    );
    expect(sayMeasured('diverged(sgd)', true, lanes)).toBe('SGD diverges: yes');
    expect(sayMeasured('at(sgd, 1).x0', 0.5, lanes)).toBe('x of SGD at step 1: 0.5');
  });

  it.each(['en', 'zh'] as const)('of every lesson is a sentence without code or ids, in %s', async (lang) => {
    await locale.set(lang);
    const wrong = presets.flatMap((preset) => {
      const told = tellerOf(preset);
      return preset.claims.flatMap((claim) => faults(told.claim(claim), lang));
    });
    expect(wrong).toEqual([]);
  });

  it('would be seen to be code', () => {
    expect(faults('steps of heavy_ball until (loss < 1e-8) = 21', 'en')).toHaveLength(3);
    expect(faults('heavy_ball到（损失 < 1e-8）的步数 = 21', 'zh')).toHaveLength(4);
  });
});
