// Files are read in a worker of its own: whatever becomes of it, the reader of the page is told, and no race is lost.
import { expect, it, vi } from 'vitest';
import { SidestepError } from '../../../web/src/core/module.ts';
import { inspectFiles } from '../../../web/src/engine/inspect.ts';
import type { HostClient } from '../../../web/src/worker/protocol.ts';
import { fileOf } from '../support/own.ts';

const files = [fileOf('a.csv', '')];
const reader = (call: () => Promise<unknown>) =>
  ({ call, close: vi.fn(), onBytes: () => {}, onCrash: () => {} }) as unknown as HostClient;
const failing = (failure: { code: string; at: string; message: string }) =>
  reader(() => Promise.reject(new SidestepError(failure)));

it.each<[string, HostClient, object]>([
  [
    'runs out of memory',
    failing({ code: 'crashed', at: '', message: 'Uncaught RangeError: out of memory' }),
    { code: 'bad-file', at: 'a.csv', message: 'needs more memory than is available' },
  ],
  [
    'hangs',
    reader(() => new Promise(() => {})),
    { code: 'bad-file', at: 'a.csv', message: 'was not read within 0.01 seconds' },
  ],
  [
    'finds a mistake',
    failing({ code: 'bad-file', at: 'a.csv, row 3', message: 'is empty' }),
    { code: 'bad-file', at: 'a.csv, row 3', message: 'is empty' },
  ],
])('a reader that %s is ended, and says why', async (_what, it, failure) => {
  await expect(inspectFiles(files, null, '', null, async () => it, 0.01)).rejects.toMatchObject({ failure });
  expect(it.close).toHaveBeenCalledOnce();
});

it('what it has read is handed on, and it is ended', async () => {
  const preview = { name: 'a.csv' };
  const it = reader(async () => preview);
  expect(await inspectFiles(files, null, '', null, async () => it)).toBe(preview);
  expect(it.close).toHaveBeenCalledOnce();
});
