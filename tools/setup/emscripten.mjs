// Emscripten: one that this machine has, else one unpacked from Debian's packages into the user's cache folder.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, Failure, root, run, step } from './step.mjs';
import { emsdk, find } from './system.mjs';

const oldest = [3, 1, 60];
const ours = join(cache, 'emscripten-3.1.69');
const toolchain = 'cmake/Modules/Platform/Emscripten.cmake';

export const parseVersion = (text) =>
  text
    .match(/\b(\d+)\.(\d+)\.(\d+)/)
    ?.slice(1)
    .map(Number);

/** Whether version `a` is `b` or newer. */
export const atLeast = (a, b) => {
  const i = b.findIndex((part, index) => a[index] !== part);
  return i < 0 || a[i] > b[i];
};

/** Emscripten's own folder, from the path of its emcc: a link to it, or Homebrew's wrapper beside it. */
function home(emcc) {
  const folder = dirname(realpathSync(emcc));
  return [folder, join(folder, '../libexec'), join(folder, '../share/emscripten')].find((path) =>
    existsSync(join(path, toolchain)),
  );
}

async function installed() {
  for (const emcc of [process.env.EMSDK && join(process.env.EMSDK, 'upstream/emscripten/emcc'), find('emcc')]) {
    if (!emcc || !existsSync(emcc)) continue;
    const folder = home(emcc);
    const version = folder && parseVersion((await run(emcc, ['--version'], { check: false })).output);
    if (version && atLeast(version, oldest)) return { folder, env: { EMSCRIPTEN_ROOT: folder } };
  }
}

const provisioned = () => {
  const folder = join(ours, 'root/usr/share/emscripten');
  // Without EM_CONFIG it reads the configuration beside it.
  return existsSync(join(ours, 'ready'))
    ? { folder, env: { EMSCRIPTEN_ROOT: folder, EM_CONFIG: undefined } }
    : undefined;
};

const canProvision = () =>
  find('apt-get') && find('dpkg-deb') && existsSync('/usr/share/keyrings/debian-archive-keyring.gpg');

/** What tools/emscripten.sh needs of the system, if it will have to run. */
export const emscriptenNeeds = async () =>
  (await installed()) || provisioned() || !canProvision() ? [] : ['python', 'xz', 'llvm19'];

/** The Emscripten to use: `folder`, and the `env` that its commands want. */
export async function emscripten() {
  let found = (await installed()) ?? provisioned();
  if (!found && !canProvision()) {
    throw new Failure(
      `No Emscripten ${oldest.join('.')} or newer is on the PATH or in $EMSDK`,
      `Install it with\n${emsdk}`,
    );
  }
  await step('Emscripten', {
    fresh: () => found,
    work: async (say) => {
      say('downloading 250 MB');
      await run('bash', [join(root, 'tools/emscripten.sh'), ours], {
        log: 'emscripten',
        env: { EM_CONFIG: undefined },
        fix: `Or use an Emscripten of your own:\n${emsdk}`,
      });
      found = provisioned();
    },
  });
  return found;
}
