// What every set-up step is made of: a name, a line of progress with its seconds, a log file, and a failure that says how to mend it.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const build = join(root, 'build');
/** Shared by all clones of this user: the toolchain and the packed data. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sidestep');
export const logs = join(build, 'log');

/** A failure with a cause that a person can act on: `fix` is a command or a sentence. */
export class Failure extends Error {
  constructor(message, fix = '', cause = '') {
    super(message);
    this.fix = fix;
    this.cause = cause;
  }

  toString() {
    return [this.cause, `${this.message}${this.fix && `\n  ${this.fix.replaceAll('\n', '\n  ')}`}`]
      .filter(Boolean)
      .join('\n\n');
  }
}

/** Where progress goes; when `quiet`, a step is named only once it takes a while. */
export const progress = { stream: process.stdout, quiet: false };

const patience = 1000; // milliseconds
const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
const seen = new Set(); // steps said to be ready, for they may be needed twice

/**
 * Runs `work(say)` as the step `name`. `fresh()` answers cheaply whether there is nothing to do. `say` names what is being done,
 * once it is known that something is.
 */
export async function step(name, { fresh, work }) {
  const { stream, quiet } = progress;
  if (await fresh?.()) {
    if (!quiet && !seen.has(name)) stream.write(`  ${name.padEnd(18)} ready\n`);
    seen.add(name);
    return;
  }
  const start = performance.now();
  let line = `  ${name.padEnd(18)} `;
  const flush = (end = '') => {
    stream.write(line + end);
    line = '';
  };
  const timer = quiet && setTimeout(flush, patience);
  if (!quiet) flush();
  try {
    await work((what) => {
      line += `${what}, `;
      clearTimeout(timer);
      flush();
    });
  } catch (error) {
    flush(`failed after ${seconds(start)}\n`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  if (!quiet || line === '') flush(`${seconds(start)}\n`);
}

// How logs name what went wrong, the surest kind first: a line of a later kind counts only where there is none of an earlier.
const kinds = [
  /^FAIL\b/, // wasm/check.mjs
  /: Failure$|AddressSanitizer:|runtime error:/, // GoogleTest, sanitizers
  /(?:^|[\s:)])(?:fatal )?error(?: TS\d+)?:|\bundefined (?:symbol|reference)\b|CMake Error/, // compilers, linkers, Biome
  /\berror during build\b|^\s*(?:\w+: )?\w*Error: |^E: /, // Vite, Node, apt
  /\berror\b|FAILED/i,
];
/** Progress, what went well, commands that are only repeated, stacks. */
const noise =
  /^\[\d+\/\d+\] |^ok\b|^ninja: |^FAILED: |^\s*$|^\s+at \S|^\S*\/(?:ccache|cmake|python3|c\+\+|g\+\+|clang\+\+|em\+\+) |^: && /;
const longest = 400;

/** The lines of a log that say what went wrong, the first cause first; where none does, its last. */
export function cause(text, count = 25) {
  const lines = text.trimEnd().split('\n');
  const useful = lines.filter((line) => !noise.test(line));
  const kind = kinds.find((kind) => useful.some((line) => kind.test(line)));
  const shown = kind ? useful.slice(useful.findIndex((line) => kind.test(line))) : lines.slice(-count);
  // Of a list of checks, those that failed.
  const listed = kind === kinds[0] ? shown.filter((line) => kind.test(line)) : shown;
  return listed
    .slice(0, count)
    .map((line) => (line.length > longest ? `${line.slice(0, longest)} …` : line))
    .join('\n');
}

/** Runs a command into build/log/<log>.txt and returns what it printed; a bad exit status is a Failure unless `check` is false. */
export function run(command, args, { log, env, cwd = root, check = true, fix } = {}) {
  mkdirSync(logs, { recursive: true });
  const path = log && join(logs, `${log}.txt`);
  const file = path && createWriteStream(path);
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        file?.write(text);
      });
    }
    child.on('error', (error) => reject(new Failure(`${command} cannot be run: ${error.message}`, fix)));
    child.on('close', (code, signal) => {
      file?.end();
      if (code === 0 || !check) return resolve({ code, signal, output });
      const where = path ? `The whole log: ${path.slice(root.length + 1)}` : '';
      const what = `${command.split('/').pop()} ${args.slice(0, 3).join(' ')} failed (${signal ?? `exit status ${code}`})`;
      reject(new Failure(what, [fix, where].filter(Boolean).join('\n'), cause(output)));
    });
  });
}

/** The file's text, or undefined when it cannot be read. */
export function text(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs a program's main function: a Failure prints as its message alone, anything unforeseen with its stack. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error}` : error);
    process.exitCode = 1;
  }
}
