import { expect, it } from 'vitest';
import { failureOf } from '../../../web/src/core/module.ts';
import { messageOf, named } from '../../../web/src/core/trouble.ts';

it('what does not come is named once, by what it is, in both languages and with a code', async () => {
  const gone = named('presets', named('language', Promise.reject(new Error('503'))));
  const error = await gone.catch((reason: unknown) => reason);
  expect(messageOf(error, 'en')).toBe('The texts of this page cannot be loaded: 503');
  expect(messageOf(error, 'zh')).toBe('界面文字无法加载：503');
  expect(failureOf(error)).toEqual({ code: 'no-language', at: '', message: messageOf(error, 'en') });
  expect(failureOf(new Error('else')).code).toBe('internal');
});
