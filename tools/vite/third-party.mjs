// THIRD-PARTY.txt: the licences of what a build contains of others. Of scripts the module graph knows what that is, of the WebAssembly
// module the headers that it was compiled from, of data their index. What has no licence text fails the build.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { build, root } from '../setup/step.mjs';

const texts = join(root, 'tools/licences');

/** What a compiler's headers belong to, by their place; its libraries come with them. Texts that no install brings are in tools/licences. */
const native = [
  [
    /\/include\/c\+\+\/|\/lib\/clang\//,
    'LLVM: libc++, libc++abi, compiler-rt',
    'Apache-2.0 WITH LLVM-exception',
    'llvm',
  ],
  [/\/sysroot\/include\/(emscripten|compat|wasi)\//, 'Emscripten: runtime, embind, glue', 'MIT', 'emscripten'],
  [/\/sysroot\/include\//, 'musl', 'MIT', 'musl'],
  [/\/eigen3?\/Eigen\//, 'Eigen', 'MPL-2.0', 'eigen'],
];

/** What is of others among the files that a WebAssembly module was compiled from. */
export function nativeParts(files) {
  const parts = new Map();
  for (const file of files) {
    const [, name, licence, id] = native.find(([place]) => place.test(file)) ?? [];
    if (!name) throw new Error(`${file} has no licence in tools/vite/third-party.mjs`);
    parts.set(name, { name, licence, text: readFileSync(join(texts, `${id}.txt`), 'utf8') });
  }
  return [...parts.values()];
}

/** The headers of others that the module was compiled from; Eigen's are reached by a link in the folder of its build. */
function headers() {
  const folder = join(build, 'wasm');
  const deps = execFileSync('ninja', ['-C', folder, '-t', 'deps'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return [...new Set(deps.match(/^ +\S.*/gm)?.map((line) => resolve(folder, line.trim())))].filter(
    (file) => !file.startsWith(root + sep) || file.startsWith(folder + sep),
  );
}

/** The package that a module of the graph belongs to: a folder, or undefined for our own. */
export function folderOf(id) {
  const [, own] = /^\0(vite|rolldown)\b/.exec(id) ?? []; // what bundlers add
  if (own) return join(root, 'node_modules', own);
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replace(/^\0/, ''))?.[0];
}

/** A package's name, version, licence and its text. */
export function packagePart(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.\w+)?$/i.test(file));
  if (files.length === 0) throw new Error(`${name} has no licence text`);
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  // What a bundler itself is made of is not in what it makes.
  return {
    name: `${name} ${version}`,
    licence: license,
    text: text.replace(/^# Licenses of bundled dependencies[\s\S]*/m, ''),
  };
}

/** Where a Creative Commons licence stands: 'CC BY-SA 3.0'. */
const deed = (licence) => {
  const [, kind, version] = /^CC (\S+) (\S+)$/.exec(licence) ?? [];
  return kind && `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/legalcode`;
};

/** The data of a site, in the words of their index files, with the text of their licence. */
function dataParts(folder) {
  if (!folder || !existsSync(folder)) return [];
  return readdirSync(folder).map((id) => {
    const { source, licence } = JSON.parse(readFileSync(join(folder, id, 'index.json'), 'utf8'));
    const file = join(texts, `${id}.txt`);
    const text = deed(licence) ?? (existsSync(file) ? readFileSync(file, 'utf8') : '');
    return { name: `data/${id}`, licence, text: `${source}\n\n${text}` };
  });
}

/** One text: each part, and each licence once for all that have it. */
export function noticesOf(parts) {
  const groups = new Map();
  for (const part of parts) groups.set(part.text.trim(), [...(groups.get(part.text.trim()) ?? []), part]);
  const sections = [...groups].map(
    ([text, those]) => `${those.map(({ name, licence }) => `${name} (${licence})`).join('\n')}\n\n${text}\n`,
  );
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return ['Sidestep is Apache-2.0. It contains work of others:\n', ...sections].join(rule);
}

/** The plugin. */
export const thirdParty = () => {
  let data = '';
  return {
    name: 'sidestep:third-party',
    apply: 'build',
    configResolved: ({ publicDir }) => {
      data = publicDir && join(publicDir, 'data');
    },
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap((chunk) =>
        chunk.type === 'chunk' ? Object.keys(chunk.modules).filter((id) => chunk.modules[id].renderedLength > 0) : [],
      );
      const folders = [...new Set(ids.map(folderOf).filter(Boolean))].sort();
      const parts = [...folders.map(packagePart), ...nativeParts(headers()), ...dataParts(data)];
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: noticesOf(parts) });
    },
  };
};
