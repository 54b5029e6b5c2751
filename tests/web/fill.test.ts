import { expect, test } from 'vitest';
import { fill } from '../../web/src/toolkit/fill.ts';

test('a Chinese text had no space beside a Latin value, or one beside a Chinese value', () => {
  const reset = (name: string) => fill('将{name}恢复默认值', { name });
  expect([reset('ε'), reset('学习率'), reset('β₁ 衰减率')]).toEqual([
    '将 ε 恢复默认值',
    '将学习率恢复默认值',
    '将 β₁ 衰减率恢复默认值',
  ]);
  expect(fill('复制 {name} 的设置', { name: '重球法' })).toBe('复制重球法的设置');
  expect(fill('第{step}步{what}', { step: 50, what: '损失' })).toBe('第 50 步损失');
  expect(fill('{a}{b}下降到{c}时', { a: '损失', b: 'Adam', c: '96.5%' })).toBe('损失 Adam 下降到 96.5% 时');
  expect(fill('降到{x}', { x: '−3' })).toBe('降到 −3');
});

test('punctuation, brackets and English texts stay as they are', () => {
  expect(fill('起点：{at}。', { at: '(1, 2)' })).toBe('起点：(1, 2)。');
  expect(fill('{said}：{why}', { said: 'Adam', why: '无法运行' })).toBe('Adam：无法运行');
  expect(fill('“{name}”的文件', { name: 'MNIST' })).toBe('“MNIST”的文件');
  expect(fill('Loading {name}', { name: '数据.csv' })).toBe('Loading 数据.csv');
  expect(fill('{name}的{missing}', { name: 'Adam' })).toBe('Adam 的{missing}');
});
