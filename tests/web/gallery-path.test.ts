import { expect, it } from 'vitest';
import { presetsIn } from '../../tools/vite/presets.mjs';
import pathJson from '../../web/path.json';
import type { Preset } from '../../web/src/core/preset.ts';
import type { Path } from '../../web/src/pages/gallery-path.ts';

const path = pathJson as Path;
const presets = presetsIn('web/presets') as Preset[];
const steps = path.stops.flatMap(({ lessons }) => lessons);
const inBoth = (text: { en: string; zh: string }) => Boolean(text?.en && text.zh);

it('leads to lessons that there are, to each once', () => {
  const ids = steps.map(({ id }) => id);
  expect(ids.filter((id) => !presets.some((preset) => preset.id === id))).toEqual([]);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

it('has every lesson on what tutorials print', () => {
  const tutorial = presets.filter(({ section }) => section === 'tutorial').map(({ id }) => id);
  expect(tutorial.filter((id) => !steps.some((step) => step.id === id))).toEqual([]);
});

it('goes the way that tutorials go', () => {
  expect(path.stops.map(({ id }) => id)).toEqual([
    'descent',
    'adagrad',
    'rmsprop',
    'variants',
    'adam',
    'networks',
    'practice',
  ]);
});

it('says at each lesson, in both languages, what of a tutorial it is about', () => {
  for (const text of [path.name, path.intro, ...Object.values(path.kinds)]) expect(inBoth(text)).toBe(true);
  for (const { name, text, lessons } of path.stops)
    expect([inBoth(name), inBoth(text), lessons.length > 0]).toEqual([true, true, true]);
  for (const { id, kind, says } of steps) {
    expect(Object.keys(path.kinds), id).toContain(kind);
    const preset = presets.find((one) => one.id === id)!;
    expect(inBoth(says ?? preset.printed!), id).toBe(true);
    expect(says && preset.printed, `${id}: its preset says it`).toBeUndefined();
  }
});

it('tells that ρ is β, α and γ elsewhere, and that SciPy has no RMSprop', () => {
  for (const lang of ['en', 'zh'] as const) {
    const text = JSON.stringify(path.stops.map((stop) => stop.text[lang]));
    expect(path.intro[lang]).toMatch(/ρ.*β.*α.*γ/);
    expect(text).toMatch(/ρ.*β.*α.*γ/);
    expect(text).toContain('SciPy');
  }
});
