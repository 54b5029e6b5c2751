// The built program, as `npx sidestep` runs it.
import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../support/files.ts';

const program = fileURLToPath(new URL('build/cli/sidestep.mjs', root));
const link = '#v=1&p=rosenbrock&o=adam,lr=.05&steps=3';

it('prints rows on standard output', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, 'run', link], { cwd: '/' });
  expect(stdout.trimEnd().split('\n').length).toBe(5);
  expect(stderr).toBe('');
});

it('finds the digits of the site', async () => {
  const digits = '#v=1&p=network,train=100,test=50&o=adam&steps=1';
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'run', digits], { cwd: '/' });
  expect(stdout).toContain('"accuracy":');
});

it('ends with status 2 and one line on standard error for bad input', async () => {
  const failure = await promisify(execFile)(process.execPath, [program, 'run', '#v=1&p=nowhere']).catch(
    (error) => error,
  );
  expect(failure).toMatchObject({
    code: 2,
    stdout: '',
    stderr: "unknown-id problem.id there is no problem 'nowhere'\n",
  });
});

it('reads standard input', async () => {
  const child = spawn(process.execPath, [program, 'run', '-', '--csv']);
  let out = '';
  child.stdout.on('data', (text) => (out += text));
  child.stdin.end(link);
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect([status, out.split('\n').length]).toEqual([0, 6]);
});

it('ends quietly when its reader has seen enough', async () => {
  const child = spawn(process.execPath, [program, 'run', link, '--steps', '200000']);
  let err = '';
  child.stderr.on('data', (text) => (err += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect([status, err]).toEqual([0, '']);
});
