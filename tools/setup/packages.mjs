// npm packages: `npm ci` when what is installed is not what package-lock.json says.
import { join } from 'node:path';
import { root, run, step, text } from './step.mjs';

const parse = (path) => JSON.parse(text(path) ?? '{}').packages ?? {};

/** npm keeps a lock file of its own inside node_modules: compare the two. Packages for other platforms may be absent. */
export function matches(wanted, installed) {
  const same = (name) =>
    installed[name]?.version === wanted[name].version && installed[name]?.integrity === wanted[name].integrity;
  return (
    Object.keys(wanted).every((name) => name === '' || same(name) || (wanted[name].optional && !installed[name])) &&
    Object.keys(installed).every((name) => name in wanted)
  );
}

export const packages = () =>
  step('npm packages', {
    fresh: () => matches(parse(join(root, 'package-lock.json')), parse(join(root, 'node_modules/.package-lock.json'))),
    work: () =>
      run('npm', ['ci', '--no-audit', '--no-fund'], {
        log: 'npm',
        fix: 'Is the npm registry within reach, and do package.json and package-lock.json agree?',
      }),
  });
