// Fails the build when the compiler did not vectorise, when the glue would need `unsafe-eval`, or when something grew too large.
//   node wasm/check.mjs [--build FOLDER] [--wasm-dis PATH]   the module (run after every link)
//   node wasm/check.mjs --site FOLDER                        the built site's JavaScript
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const limit = 150 * 1024;
/** Of the module with every rule, which a reader waits for whose race has one that the first is without. */
const allLimit = 215 * 1024;
/** Of the module that tells a step with its numbers, which comes with the first that somebody asks for. */
const stepLimit = 310 * 1024;
/** Of all scripts that page and gallery may load one day: in both languages, with exports, files of one's own and every message and
 *  claim as a sentence (ADR 31). What a reader waits for is much less, and is held to its own limit by tests/e2e/budget.spec.ts (ADR 13). */
const scriptLimit = 255 * 1024;
/** What comes with the first experiment, in both languages (ADR 22). */
const experimentLimit = 100 * 1024;
/** The scripts that bring an experiment, by the names of their sources. */
const experimentScripts = /^(experiments?|gallery-experiment|range-control|budget-control|export|experiment\.(en|zh))-/;

/** What comes with the views of a step and of a network, in both languages (ADR 27, 29). */
const viewLimit = 45 * 1024;
/** The scripts that bring these. */
const viewScripts = /^(step|network|sees)(\.(en|zh))?-/;

/** What comes when a lane or a race is asked for as a program (ADR 36). */
const programLimit = 32 * 1024;
/** The scripts that bring these. */
const programScripts = /^code-/;

/** What comes besides when a network is asked for as a program for a framework (ADR 36). */
const frameworkLimit = 12 * 1024;
const frameworkScripts = /^framework-pieces-/;

/** What comes when a race is shared or exported, or presented to an audience (ADR 38). */
const sharingLimit = 30 * 1024;
/** The scripts that bring these. */
const sharingScripts = /^(share|share-qr|gif|video|present)-/;

/** What writes an MP4 (ADR 6), with the first one. */
const movieLimit = 30 * 1024;
const movieScripts = /^mp4-/;

/** Functions of a disassembly by name: their vector arithmetic and whom they call. */
export function functions(listing) {
  const decode = (name) =>
    name.replace(/^"|"$/g, '').replace(/\\([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const found = new Map();
  let current;
  for (const line of listing.split('\n')) {
    const start = line.match(/^ ?\(func \$("[^"]*"|[^\s()]+)/);
    if (start) {
      current = { f32x4: 0, f64x2: 0, calls: new Set() };
      found.set(decode(start[1]), current);
    } else if (current) {
      const operation = line.match(
        /\((f32x4|f64x2)\.(?:add|sub|mul|div|sqrt|abs|neg|p?min|p?max|gt|lt|ne|relaxed_n?madd)\b/,
      );
      if (operation) current[operation[1]]++;
      const call = line.match(/\(call \$("[^"]*"|[^\s()]+)/);
      if (call) current.calls.add(decode(call[1]));
    }
  }
  return found;
}

/** The vector operations of the functions whose names match, and (unless not to `follow`) of our own functions that they call. */
export function count(all, pattern, kind, follow = true) {
  const open = [...all.keys()].filter((name) => pattern.test(name));
  if (open.length === 0) return undefined;
  const seen = new Set(open);
  let total = 0;
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const { [kind]: operations, calls } = all.get(name);
    total += operations;
    for (const callee of calls) {
      if (!follow || seen.has(callee) || !all.has(callee) || !callee.includes('sidestep::')) continue;
      seen.add(callee);
      open.push(callee);
    }
  }
  return total;
}

/** A module without its custom sections (names, producers): what the browser runs. */
export function code(bytes) {
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    let [size, shift, body] = [0, 0, at + 1];
    for (let more = true; more; shift += 7) {
      more = bytes[body] >= 128;
      size += (bytes[body++] & 127) * 2 ** shift;
    }
    if (bytes[at] !== 0) parts.push(bytes.subarray(at, body + size));
    at = body + size;
  }
  return Buffer.concat(parts);
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const sizeTest = (name, buffers, most = limit) => {
  const size = buffers.reduce((sum, buffer) => sum + gzipSync(buffer, { level: 9 }).length, 0);
  return { name: `${name} is at most ${kilobytes(most)} of gzip`, ok: size <= most, size, detail: kilobytes(size) };
};

export async function checkModule(build, wasmDis) {
  const file = (name) => readFileSync(join(build, name));
  const { optimizers } = JSON.parse(readFileSync(new URL('../web/catalog.json', import.meta.url), 'utf8'));
  const listing = execFileSync(wasmDis, [join(build, 'sidestep-all.names.wasm'), '--all-features', '-o', '-'], {
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  const all = functions(listing);
  const vectorised = (name, pattern, kind, follow) => {
    const operations = count(all, pattern, kind, follow);
    const detail = operations === undefined ? `no function ${pattern.source}` : `${operations} vector operations`;
    return { name: `${name} uses ${kind}`, ok: operations > 0, detail };
  };
  const kinds = { float: 'f32x4', double: 'f64x2' };
  const results = optimizers.flatMap(({ id, type }) =>
    Object.entries(kinds).map(([scalar, kind]) =>
      // Inlined, the loop stands in the virtual function that the lanes call.
      vectorised(
        `the update of ${id} (${type})`,
        new RegExp(
          `\\b(${type}(<double>)?::update<${scalar}>|RuleOf<sidestep::${type}(<double>)?, ${scalar}>::update)\\(`,
        ),
        kind,
      ),
    ),
  );
  // The loops of the networks, wherever the compiler inlined them.
  const kernels = {
    'the matrix product': /\bGemm<float>::run\(/,
    'the product with packed weights': /\bGemm<float>::runPacked\(/,
    'the convolution': /\b(Correlation<float>::run|Conv<float>::forward)\(/,
    "the convolution's backward pass": /\b(CorrelationGradient<float>::add|Conv<float>::backward)\(/,
    'the Fourier transform': /\bFourierGrid<float>::(transform|restore)\(/,
    'the product of transforms': /\bComplexProduct<float>::run\(/,
    'the product with bytes': /\bSparseVector<float[^>]*>::multiplyRows\(/,
    'max pooling': /\bPooling<float, sidestep::Largest>::forward\(/,
    'the cells of the LSTM': /\bLstm<float>::(forward|cell)\(/,
    'the cells of the GRU': /\bGru<float>::(forward|unit)\(/,
    'tanh over an array': /each<float, &\(?sidestep::hyperbolicTangent\(/,
    'the logistic function over an array': /eachLogistic<float>/,
    'the exponential over an array': /each<float, &\(?sidestep::exponential\(/,
    'tanh of version 1 over an array': /each<float, &\(?sidestep::clamped::hyperbolicTangent\(/,
    'batch normalization': /\bBatchnorm<float>::backward\(/,
  };
  for (const [name, pattern] of Object.entries(kernels)) results.push(vectorised(name, pattern, 'f32x4', false));
  results.push({ name: 'the catalog has optimizers', ok: optimizers.length > 0, detail: `${optimizers.length}` });

  const modules = {
    'the module': ['sidestep', limit],
    'the module with every rule': ['sidestep-all', allLimit],
    'the module that tells steps': ['sidestep-step', stepLimit],
  };
  for (const [name, [base, most]] of Object.entries(modules)) {
    const dynamic = file(`${base}.mjs`)
      .toString()
      .match(/\beval\s*\(|\bnew Function\b|\bFunction\s*\(/)?.[0];
    results.push({
      name: `the glue of ${name} evaluates no text`,
      ok: !dynamic,
      detail: dynamic ?? 'no eval, no Function',
    });
    const [checked, shipped] = [file(`${base}.names.wasm`), file(`${base}.wasm`)];
    results.push({
      name: `what ships of ${name} is what was checked`,
      ok: code(checked).equals(code(shipped)),
      detail: 'the same code, less its names',
    });
    results.push(sizeTest(name, [shipped], most));
  }
  return results;
}

/** The module with relaxed SIMD: Node 20 cannot load it, so that only its size can be looked at here. */
export function checkRelaxed(relaxed) {
  return [sizeTest('the module with relaxed SIMD', [readFileSync(join(relaxed, 'sidestep.wasm'))])];
}

/** The scripts that a page of the site may load: those that it names, and those that these name, as far as they are not left out. */
function scriptsOf(folder, page, leftOut = /^$/) {
  const all = readdirSync(folder, { recursive: true }).filter(
    (name) => /\.m?js$/.test(name) && !/^data[\\/]/.test(name),
  );
  const found = new Set(['sidestep-race.js']); // pages write its name into snippets and do not load it
  const read = (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const script of all) {
      if (found.has(script) || leftOut.test(basename(script)) || !text.includes(basename(script))) continue;
      found.add(script);
      if (script !== 'sw.js') read(script); // it lists the whole site, for later visits
    }
  };
  read(page);
  return [...found].filter((name) => name !== 'sidestep-race.js');
}

export function checkSite(folder) {
  const pages = ['index.html', 'gallery.html'];
  const namesOf = (leftOut) => [...new Set(pages.flatMap((page) => scriptsOf(folder, page, leftOut)))];
  const groups = [
    ['the JavaScript of experiments', experimentScripts, experimentLimit],
    ['the JavaScript of a look inside', viewScripts, viewLimit],
    ['the JavaScript of programs', programScripts, programLimit],
    ['the JavaScript of networks for frameworks', frameworkScripts, frameworkLimit],
    ['the JavaScript of sharing', sharingScripts, sharingLimit],
    ['the JavaScript of an MP4', movieScripts, movieLimit],
  ];
  const sizeOf = (name, scripts, most) =>
    sizeTest(
      name,
      scripts.map((script) => readFileSync(join(folder, script))),
      most,
    );
  const scripts = namesOf();
  const first = namesOf(new RegExp(groups.map(([, { source }]) => source).join('|')));
  return [
    sizeOf("all of the page's JavaScript but for what follows", first, scriptLimit),
    ...groups.map(([name, pattern, most]) =>
      sizeOf(
        name,
        scripts.filter((script) => pattern.test(basename(script))),
        most,
      ),
    ),
    { name: 'the page has scripts', ok: scripts.length > 0, detail: `${scripts.length} files` },
  ];
}

/** What failed; where nothing did, how many checks passed, and the sizes. */
export function report(results) {
  const failed = results.filter(({ ok }) => !ok);
  const lines = (failed.length > 0 ? failed : results.filter(({ size }) => size)).map(
    ({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'} ${name}: ${detail}`,
  );
  return [...lines, `${results.length - failed.length} of ${results.length} checks passed`].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const beside = join(dirname(fileURLToPath(import.meta.url)), '../build/wasm');
  const { values } = parseArgs({
    options: { build: { type: 'string' }, 'wasm-dis': { type: 'string' }, site: { type: 'string' } },
  });
  const results = values.site
    ? checkSite(values.site)
    : await checkModule(values.build ?? beside, values['wasm-dis'] ?? 'wasm-dis');
  console.log(report(results));
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
}
