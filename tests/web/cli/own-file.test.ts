// What `--file` is given: read no further than it is of use, and named in our words where it can't be.
import { expect, it } from 'vitest';
import { ownFile } from '../../../web/src/cli/own-file.ts';

it.each<[string, string, object]>([
  [
    'a file that is not there',
    '/nowhere/a.csv',
    { code: 'no-file', at: '--file', message: '/nowhere/a.csv: there is no such file' },
  ],
  ['a folder', '/tmp', { code: 'no-file', at: '--file', message: '/tmp: is a folder' }],
  ['what never ends', '/dev/zero', { code: 'bad-file', at: 'zero', message: 'has more than 1000 bytes' }],
])('%s', async (_what, path, failure) => {
  await expect(ownFile(path, 1000)).rejects.toMatchObject({ failure });
});
