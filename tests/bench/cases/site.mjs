// A built site as hosts serve it: HTTP/2, gzip, files with a hash in their name for ever.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { slowLine } from './slow-line.mjs';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A key and a certificate that nobody else signed: the browser has to be told to take it. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'sidestep-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', cert],
    { stdio: 'ignore' },
  );
  try {
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
let signed;

/** Serves a folder over a line (slow-line.mjs), or as fast as this machine does. */
export async function serveSite(folder, line) {
  signed ??= certificate();
  const packed = new Map();
  const read = (path) => {
    if (!packed.has(path)) {
      const bytes = readFileSync(path);
      const type = types[extname(path)];
      packed.set(path, { type: type ?? 'application/octet-stream', body: type ? gzipSync(bytes) : bytes, zip: !!type });
    }
    return packed.get(path);
  };
  const site = createSecureServer({ ...signed, allowHTTP1: true }, (request, response) => {
    const asked = normalize(decodeURIComponent(new URL(request.url, 'https://localhost').pathname));
    const path = join(folder, asked.endsWith('/') ? `${asked}index.html` : asked);
    if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const { type, body, zip } = read(path);
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      'cache-control': asked.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'max-age=600',
      ...(zip && { 'content-encoding': 'gzip' }),
    });
    response.end(body);
  });
  site.on('sessionError', () => {}); // a tab that is closed breaks off what it loads
  site.on('tlsClientError', () => {});
  const through = line ? slowLine(line) : (socket) => socket;
  const sockets = new Set();
  const port = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    site.emit('connection', through(socket));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => port.once('listening', resolve));
  return {
    url: `https://127.0.0.1:${port.address().port}/`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      port.close();
    },
  };
}
