import { expect, test } from 'vitest';
import { isLocal } from '../../web/src/pages/local.ts';

test('addresses that nobody else can open are told from those that all can', () => {
  const local = [
    'file:///home/me/dist/index.html',
    'http://localhost:4173/',
    'http://LOCALHOST./',
    'https://a.localhost/',
  ]
    .concat([
      'http://127.0.0.1:8080/',
      'http://127.1.2.3/',
      'http://0.0.0.0/',
      'http://10.0.0.7/',
      'http://172.16.0.1/',
    ])
    .concat([
      'http://172.31.255.1/',
      'http://192.168.1.20/',
      'http://169.254.3.4/',
      'http://100.64.0.1/',
      'http://box/',
    ])
    .concat([
      'http://box.local/',
      'http://wiki.corp.internal/',
      'http://[::1]:4173/',
      'http://[fe80::1]/',
      'http://[fd12::9]/',
    ]);
  const open = [
    'https://example.org/sidestep/',
    'https://10.example.org/',
    'http://172.32.0.1/',
    'http://192.169.1.1/',
  ].concat([
    'http://11.0.0.1/',
    'https://localhost.example.org/',
    'https://local.dev/',
    'http://[2001:db8::1]/',
    'http://100.63.0.1/',
  ]);
  expect(local.filter((address) => !isLocal(new URL(address)))).toEqual([]);
  expect(open.filter((address) => isLocal(new URL(address)))).toEqual([]);
});
