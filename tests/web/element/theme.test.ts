import { expect, it } from 'vitest';
import { Notices } from '../../../web/src/core/notices.ts';
import { checkType } from '../../../web/src/core/type.ts';
import { themeOf } from '../../../web/src/element/theme.ts';

/** What themeOf asks an element. */
const node = (said: Record<string, string>, parent: object | null = null): Element => {
  const { class: names = '', ...attributes } = said;
  const classes = names.split(' ');
  return {
    parentElement: parent,
    assignedSlot: null,
    getRootNode: () => ({}),
    getAttribute: (name: string) => attributes[name] ?? null,
    classList: { contains: (name: string) => classes.includes(name) },
  } as unknown as Element;
};

it('of what says light or dark around an element the nearest counts, and what says neither does not', () => {
  const page = node({ class: 'js dark' });
  expect(themeOf(node({}, page))).toBe('dark');
  expect(themeOf(node({}, node({ 'data-theme': 'light' }, page)))).toBe('light');
  expect(themeOf(node({}, node({ 'data-theme': 'nord', 'data-mode': 'auto' }, page)))).toBe('dark');
  expect(themeOf(node({}, node({ class: 'darker' })))).toBeUndefined();
  expect(themeOf(node({ theme: ' Light ' }, page))).toBe('light');
  expect(themeOf(node({ theme: 'auto' }, page))).toBe('auto');
});

it('a theme that there is not is named, and the place is followed', () => {
  const notices = new Notices();
  expect(themeOf(node({ theme: 'sepia' }, node({ 'data-bs-theme': 'dark' })), notices)).toBe('dark');
  expect(notices.all()).toMatchObject([{ code: 'unknown-id', at: 'theme' }]);
});

it('letters of a size that there is not are named', () => {
  const told = (type: string | null) => {
    const notices = new Notices();
    checkType(type, notices);
    return notices.all();
  };
  for (const type of [null, '', 'large', 'normal']) expect(told(type)).toEqual([]);
  expect(told('huge')).toMatchObject([{ code: 'unknown-id', at: 'type' }]);
});
