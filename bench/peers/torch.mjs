// PyTorch on one thread, in a process of its own: a request a line, an answer a line, all in JSON.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('torch_peer.py', import.meta.url));
const environment = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/** A Python with PyTorch, or null. Debian's own comes first, as python3-torch is installed for it. */
export async function torch() {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const started = await start(python);
    if (started) return started;
  }
  return null;
}

async function start(python) {
  const child = spawn(python, [script], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const ask = async (request) => {
    if (request) child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('the process ended');
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  const { version, blas } = await ask(null).catch(() => ({}));
  if (!version) return null;
  const folder = mkdtempSync(join(tmpdir(), 'sidestep-peers-'));
  const put = (name, array) => {
    writeFileSync(join(folder, name), new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return join(folder, name);
  };
  return {
    name: 'PyTorch',
    version: `${version}, one thread, ${blas}`,
    make: async ({ layers, shape, batch, optimizer, lr, numbers, labels }, params) => {
      const files = { x: put('x', numbers), y: put('y', labels), params: put('params', params) };
      await ask({ make: { layers, shape, batch, optimizer, lr, ...files } });
      return { run: (steps) => ask({ run: steps }), dispose: () => {} };
    },
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
