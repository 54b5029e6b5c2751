// System packages: looked for by what they bring, installed by apt when that is possible, else named with the platform's command.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure, run, step } from './step.mjs';

/** The first of these commands that is on the PATH, as a path. */
export function find(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder || '.', name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {}
    }
  }
}

/** The Python that has a module: a distribution's packages belong to its own, which need not be the first on the PATH. */
export const pythonWith = (module) =>
  ['/usr/bin/python3', find('python3')].find(
    (path) => path && spawnSync(path, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
  );

/** How to get an Emscripten of one's own. */
export const emsdk = [
  '  git clone --branch 3.1.69 https://github.com/emscripten-core/emsdk',
  '  emsdk/emsdk install 3.1.69 && emsdk/emsdk activate 3.1.69',
  '  . emsdk/emsdk_env.sh',
].join('\n');

const prefixes = ['/usr', '/usr/local', '/opt/homebrew', '/opt/local'];
const header = (...paths) => prefixes.some((prefix) => paths.some((path) => existsSync(join(prefix, 'include', path))));

/** Each thing that we need: how to see that it is there, and the name of its package per package manager. */
export const things = {
  cmake: { there: () => find('cmake'), apt: 'cmake', brew: 'cmake', dnf: 'cmake', pacman: 'cmake' },
  ninja: { there: () => find('ninja'), apt: 'ninja-build', brew: 'ninja', dnf: 'ninja-build', pacman: 'ninja' },
  python: { there: () => find('python3'), apt: 'python3', brew: 'python', dnf: 'python3', pacman: 'python' },
  eigen: {
    there: () => header('eigen3/Eigen/Core', 'Eigen/Core'),
    apt: 'libeigen3-dev',
    brew: 'eigen',
    dnf: 'eigen3-devel',
    pacman: 'eigen',
  },
  ccache: {
    there: () => find('ccache'),
    apt: 'ccache',
    brew: 'ccache',
    dnf: 'ccache',
    pacman: 'ccache',
    optional: true,
  },
  compiler: { there: () => find('c++', 'g++', 'clang++'), apt: 'g++', brew: 'llvm', dnf: 'gcc-c++', pacman: 'gcc' },
  googletest: {
    there: () => header('gtest/gtest.h'),
    apt: 'libgtest-dev',
    brew: 'googletest',
    dnf: 'gtest-devel',
    pacman: 'gtest',
  },
  json: {
    // the golden data of the C++ tests
    there: () => header('nlohmann/json.hpp'),
    apt: 'nlohmann-json3-dev',
    brew: 'nlohmann-json',
    dnf: 'json-devel',
    pacman: 'nlohmann-json',
  },
  benchmark: {
    there: () => header('benchmark/benchmark.h'),
    apt: 'libbenchmark-dev',
    brew: 'google-benchmark',
    dnf: 'google-benchmark-devel',
    pacman: 'benchmark',
  },
  sanitizers: {
    // A compiler of Debian's brings them; Fedora packages them apart.
    there: () => !find('dnf') || ['/usr/lib64/libasan.so.8', '/usr/lib64/libasan.so.6'].some(existsSync),
    dnf: 'libasan libubsan',
  },
  clangFormat: {
    there: () => find('clang-format'),
    apt: 'clang-format',
    brew: 'clang-format',
    dnf: 'clang-tools-extra',
    pacman: 'clang',
    optional: true,
  },
  chromium: { there: () => chromium(), apt: 'chromium', brew: '--cask chromium', dnf: 'chromium', pacman: 'chromium' },
  // Chromium without a window to draw: the tests take three fifths of the time that they take in the whole one.
  headless: { there: () => find('chromium-headless-shell'), apt: 'chromium-headless-shell', optional: true },
  // Where they are absent, their tests are skipped and say so.
  firefox: { there: () => find('firefox-esr', 'firefox'), apt: 'firefox-esr', optional: true },
  webkit: {
    there: () => find('WebKitWebDriver') && find('xvfb-run'),
    apt: 'webkit2gtk-driver xvfb xauth',
    optional: true,
  },
  // It runs the programs that `code` prints.
  numpy: {
    there: () => pythonWith('numpy'),
    apt: 'python3-numpy',
    brew: 'numpy',
    dnf: 'python3-numpy',
    pacman: 'python-numpy',
    optional: true,
  },
  // It runs the widget for notebooks.
  traitlets: {
    there: () => pythonWith('traitlets'),
    apt: 'python3-traitlets',
    dnf: 'python3-traitlets',
    pacman: 'python-traitlets',
    optional: true,
  },
  // A site generator of which a site is built with the package (tests/toolchains).
  hugo: { there: () => find('hugo'), apt: 'hugo', brew: 'hugo', dnf: 'hugo', pacman: 'hugo', optional: true },
  jekyll: { there: () => find('jekyll'), apt: 'jekyll', brew: 'jekyll', dnf: 'rubygem-jekyll', optional: true },
  llvm19: {
    // for the Emscripten that tools/emscripten.sh unpacks
    there: () => find('clang-19') && find('wasm-ld-19') && find('llvm-ar-19'),
    apt: 'clang-19 lld-19 llvm-19',
    instead: `or, for LLVM 19, install Emscripten yourself:\n${emsdk}`,
  },
  xz: { there: () => find('xz'), apt: 'xz-utils' },
};

const mac = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
/** The system's Chromium, or its nearest relative. */
export const chromium = () =>
  find('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ?? mac.find(existsSync);

/** The Chromium that tests are run in. */
export const headless = () => find('chromium-headless-shell') ?? chromium();

const managers = {
  apt: { command: 'apt-get', install: 'sudo apt-get install' },
  brew: { command: 'brew', install: 'brew install' },
  dnf: { command: 'dnf', install: 'sudo dnf install' },
  pacman: { command: 'pacman', install: 'sudo pacman -S' },
};

/** The command that installs the named things here; without a known package manager, a sentence that names them. */
export function advice(names) {
  const found = Object.entries(managers).find(([, manager]) => find(manager.command));
  if (!found) return `  with your system's package manager: ${names.join(', ')}`;
  const [id, manager] = found;
  const named = names.map((name) => things[name][id]).filter(Boolean);
  const instead = names.map((name) => things[name].instead).filter(Boolean);
  return [`  ${manager.install} ${named.join(' ')}`, ...instead].join('\n');
}

/** How to become root without being asked for a password; undefined when that cannot be. */
async function privilege() {
  if (process.getuid?.() === 0) return '';
  if (find('sudo') && (await run('sudo', ['-n', 'true'], { check: false })).code === 0) return 'sudo';
}

async function apt(prefix, names) {
  const command = `${prefix} env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -y -qq`
    .trim()
    .split(' ');
  const call = (log, ...args) =>
    run(command[0], [...command.slice(1), ...args], {
      log,
      fix: `Try by hand\n${advice(names)}`,
      check: log === 'apt-install',
    });
  await call('apt-update', 'update'); // one broken source does not matter while the packages are found in the others
  const install = async (log, wanted) => {
    const packages = wanted.flatMap((name) => things[name].apt.split(' '));
    if (packages.length > 0) await call(log, 'install', '--no-install-recommends', ...packages);
  };
  await install(
    'apt-install',
    names.filter((name) => !things[name].optional),
  );
  // One by one, as not every distribution of this package manager has each of them.
  for (const name of names) if (things[name].optional) await install('apt-optional', [name]);
}

export async function system(...wanted) {
  const names = [...new Set(wanted)];
  const missing = () => names.filter((name) => !things[name].there());
  const needed = () => missing().filter((name) => !things[name].optional);
  const root = missing().length > 0 && find('apt-get') ? await privilege() : undefined;
  const can = root !== undefined;
  await step('system packages', {
    fresh: () => (can ? missing() : needed()).length === 0,
    work: async (say) => {
      const absent = missing();
      if (can) {
        say(`installing ${absent.join(', ')}`);
        await apt(root, absent);
      }
      if (needed().length > 0) {
        throw new Failure(`Missing on this system: ${needed().join(', ')}`, `Install with\n${advice(needed())}`);
      }
    },
  });
}
