// Dependencies point one way, and the page names nothing that the catalog holds. Each violation is reported as file:line.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runChecks } from './run-checks.mjs';
import { root as repository } from './setup/step.mjs';

// A folder may use those of its own line and of the lines above it, but no two of one line may use each other both ways.
const cppLayers = [
  ['base'],
  ['kernels', 'symbolic'],
  ['optim', 'problem', 'nn', 'dataset'],
  ['lane'],
  ['instrument'],
  ['catalog'],
  ['wasm'],
];
const webLayers = [
  ['core'],
  ['code'],
  ['worker'],
  ['run'],
  ['experiment'],
  ['engine'],
  ['toolkit'],
  ['reader'],
  ['controls', 'views'],
  ['panels'],
  ['element'],
  ['pages'],
];
// The package's interface and the command-line program stand beside them: nothing uses them, and they use only these.
const apiMayUse = ['api', 'core', 'worker', 'run', 'experiment'];
const cliMayUse = ['cli', 'code', 'core', 'worker', 'run', 'experiment', 'engine', 'toolkit', 'reader', 'views'];

function* filesIn(folder, pattern) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && pattern.test(entry.name)) yield path;
  }
}

/** The source with its comments blanked, so that lines keep their numbers. */
export const withoutComments = (source) =>
  source.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/.*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('//') || match.startsWith('/*') ? match.replace(/[^\n]/g, ' ') : match,
  );

const lineOf = (source, index) => source.slice(0, index).split('\n').length;

/** Every `from` folder → `to` folder in a file's text, with the line. */
export function* cppUses(source) {
  for (const match of source.matchAll(/^[ \t]*#include "([^"/]+)\//gm)) {
    yield { to: match[1], line: lineOf(source, match.index + match[0].length) };
  }
}

/** The same for TypeScript; `file` is relative to web/src. A file straight in web/src belongs to no layer. */
export function* webUses(source, file) {
  const imports = /(?:\bfrom|\bimport\s*\(?|\bnew URL\s*\()\s*(['"])(\.{1,2}\/[^'"]*)\1/g;
  for (const match of withoutComments(source).matchAll(imports)) {
    const target = normalize(join(dirname(file), match[2])).split(/[\\/]/);
    if (target.length > 1 && target[0] !== '..')
      yield { to: target[0], line: lineOf(source, match.index + match[0].length) };
  }
}

/** What is wrong with these uses ({ from, to, file, line }) for these layers. */
export function violations(uses, layers, exceptions = {}) {
  const rank = (folder) => layers.findIndex((layer) => layer.includes(folder));
  const problems = [];
  const bad = (use, why) => problems.push(`${use.file}:${use.line}: ${use.from} must not use ${use.to}${why}`);
  const pairs = new Map();
  for (const use of uses) {
    const { from, to } = use;
    const may = exceptions[from];
    if (may) {
      if (!may.includes(to)) bad(use, '');
    } else if (from === to) continue;
    else if (rank(from) < 0) bad(use, `: the folder ${from} has no place in the order (tools/check-deps.mjs)`);
    else if (rank(to) < 0 || rank(to) > rank(from)) bad(use, '');
    else if (rank(to) === rank(from)) {
      if (pairs.has(`${to} ${from}`)) bad(use, `: ${pairs.get(`${to} ${from}`)} does the opposite`);
      else pairs.set(`${from} ${to}`, `${use.file}:${use.line}`);
    }
  }
  return problems;
}

export function checkCpp(root = repository) {
  const uses = ['cpp', 'wasm'].flatMap((top) =>
    [...filesIn(join(root, top), /\.(h|cpp)$/)].flatMap((path) => {
      const file = relative(root, path);
      const from = top === 'wasm' ? 'wasm' : file.split(/[\\/]/)[1];
      return [...cppUses(readFileSync(path, 'utf8'))].map((use) => ({ ...use, from, file }));
    }),
  );
  return violations(uses, cppLayers);
}

export function checkWeb(root = repository) {
  const src = join(root, 'web/src');
  const uses = [...filesIn(src, /\.ts$/)].flatMap((path) => {
    const folders = relative(src, path).split(/[\\/]/);
    if (folders.length === 1) return [];
    const found = webUses(readFileSync(path, 'utf8'), relative(src, path));
    return [...found].map((use) => ({ ...use, from: folders[0], file: relative(root, path) }));
  });
  return violations(uses, webLayers, { api: apiMayUse, cli: cliMayUse });
}

/** Where one of these ids stands in a source: as a whole text, in a link (`o=adam`), or as a property's name. */
export function* idsIn(source, ids) {
  const any = ids.map((id) => id.replace(/\W/g, '\\$&')).join('|');
  if (!any) return;
  const code = withoutComments(source);
  const pattern = new RegExp(`(['"\`])(${any})\\1|\\b[po]=(${any})\\b|[{,\\n]\\s*(${any})\\s*:(?!:)`, 'g');
  for (const match of code.matchAll(pattern)) {
    const id = match[2] ?? match[3] ?? match[4];
    yield { id, line: lineOf(code, match.index + match[0].indexOf(id)) };
  }
}

/** A command of the command line, and a view, have the name of a problem. */
const commands = {
  'web/src/cli/commands/all.ts': ['formula'],
  'web/src/cli/commands/formula.ts': ['formula'],
  'web/src/views/network.ts': ['network'],
};

export function checkIds(root = repository) {
  const catalog = JSON.parse(readFileSync(join(root, 'web/catalog.json'), 'utf8'));
  const ids = [...(catalog.optimizers ?? []), ...(catalog.problems ?? [])].map(({ id }) => id);
  return [...filesIn(join(root, 'web/src'), /\.ts$/)].flatMap((path) =>
    [
      ...idsIn(
        readFileSync(path, 'utf8'),
        ids.filter((id) => !commands[relative(root, path)]?.includes(id)),
      ),
    ].map(({ id, line }) => `${relative(root, path)}:${line}: '${id}' is named here; it belongs to the catalog alone`),
  );
}

export const checks = {
  'C++ dependencies point one way': checkCpp,
  'TypeScript dependencies point one way': checkWeb,
  'no optimizer or problem is named in web/src': checkIds,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) runChecks(checks);
