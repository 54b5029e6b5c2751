// Stands in for the `tsc` that Emscripten runs for --emit-tsd: 3.1.69 passes --outFile, an error since TypeScript 6. It only has to
// describe the runtime exports; the Embind types are written by Emscripten itself.
const fs = require('node:fs');

const args = process.argv.slice(2);
const source = args[args.length - 1];
const option = args.indexOf('--outFile');
const target = option < 0 ? source.replace(/\.js$/, '.d.ts') : args[option + 1];

const types = {
  HEAP8: 'Int8Array',
  HEAPU8: 'Uint8Array',
  HEAP16: 'Int16Array',
  HEAPU16: 'Uint16Array',
  HEAP32: 'Int32Array',
  HEAPU32: 'Uint32Array',
  HEAPF32: 'Float32Array',
  HEAPF64: 'Float64Array',
};
const names = [...fs.readFileSync(source, 'utf8').matchAll(/RuntimeExports\['([^']+)'\]/g)].map((match) => match[1]);
const lines = [...new Set(names)].map((name) => `    let ${name}: ${types[name] ?? 'any'};\n`);
fs.writeFileSync(target, `declare namespace RuntimeExports {\n${lines.join('')}}\n`);
