// The built program, as `npx sidestep` runs it.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** The program in a shell: its exit status, and what it printed. */
function shell(command: string): Promise<{ status: number; out: string; err: string }> {
  const script = command.replaceAll('sidestep', `"${process.execPath}" "${program}"`);
  return new Promise((resolve) => {
    execFile('/bin/bash', ['-c', script], (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
}

it('ends quietly when its reader has seen enough', async () => {
  const child = spawn(process.execPath, [program, 'run', link, '--steps', '200000']);
  let err = '';
  child.stderr.on('data', (text) => (err += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect([status, err]).toEqual([0, '']);
  const { out } = await shell(`sidestep run '${link}' --steps 200000 | head -1; echo \${PIPESTATUS[0]}`);
  expect(out).toMatch(/^\{"lane":0.*\}\n0\n$/);
});

it('says so when what it prints cannot be written', async () => {
  for (const what of [`run '${link}'`, 'catalog', 'help'])
    expect(await shell(`sidestep ${what} > /dev/full`)).toMatchObject({
      status: 1,
      err: 'no-output stdout cannot be written: no space is left\n',
    });
  // With nobody to tell, the status still says it.
  expect((await shell('sidestep run "#o=magic" 2> /dev/full')).status).toBe(2);
});

it('reads pipes, and names folders and what never ends', async () => {
  expect((await shell(`sidestep run <(echo '${link}')`)).status).toBe(0);
  const folder = await mkdtemp(join(tmpdir(), 'race-'));
  try {
    expect(
      (await shell(`mkfifo '${folder}/pipe'; echo '${link}' > '${folder}/pipe' & sidestep run '${folder}/pipe'`))
        .status,
    ).toBe(0);
    expect(await shell(`sidestep run '${folder}'`)).toMatchObject({
      status: 2,
      err: 'no-file file is a folder, not a file\n',
    });
    expect(await shell(`sidestep run - < '${folder}'`)).toMatchObject({
      status: 2,
      err: 'no-file stdin is a folder, not a file\n',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  expect((await shell('yes | sidestep run -')).err).toBe('bad-length stdin has more than 4000000 bytes\n');
  expect((await shell('sidestep verify /dev/zero')).err).toBe('bad-length file has more than 4000000 bytes\n');
});

it('ends at once when it is interrupted, by the signal and without a word', async () => {
  const child = spawn(process.execPath, [program, 'run', link, '--steps', '10000000', '--every', '1000000']);
  let err = '';
  child.stderr.on('data', (text) => (err += text));
  child.stdout.once('data', () => child.kill('SIGINT'));
  const signal = await new Promise((resolve) => child.on('close', (_status, name) => resolve(name)));
  expect([signal, err]).toEqual(['SIGINT', '']);
});
