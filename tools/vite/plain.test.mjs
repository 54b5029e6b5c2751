import { expect, test } from 'vitest';
import { withPlainAddresses } from './plain-addresses.mjs';

test('files are named as every bundler reads it', () => {
  for (const quote of ['"', "'", '`'])
    expect(withPlainAddresses(`a=new URL(${quote}assets/worker.js${quote},import.meta.url).href`)).toBe(
      'a=new URL("./assets/worker.js",import.meta.url).href',
    );
  const others = ['new URL("./a.wasm",import.meta.url)', 'new URL(`data/`,document.baseURI)'];
  for (const code of others) expect(withPlainAddresses(code)).toBe(code);
});
