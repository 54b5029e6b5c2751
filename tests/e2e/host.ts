import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Somebody's web server: the built site under some path, and pages of their own around it. */
export interface HostOptions {
  /** Folders by the path under which they are served; by default the built site at the top. */
  folders?: Record<string, string>;
  /** Pages by path. */
  pages?: Record<string, string>;
  /** Headers of every answer, or of each by its path. */
  headers?: Record<string, string> | ((path: string) => Record<string, string>);
  /** Names of pages have no .html: who asks for that is sent on. */
  clean?: boolean;
  /** Answers this path instead of a file: a status, a page of the site (as hosts of single-page sites do), nothing at all ('never'), or null to go on. */
  refuse?: (path: string) => number | 'index.html' | 'never' | null;
}

export const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

export interface Site {
  origin: string;
  asked: string[];
  /** When each was asked for, in milliseconds since 1970. */
  times: number[];
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function host({
  folders = { '/': dist },
  pages = {},
  headers: given = {},
  clean,
  refuse,
}: HostOptions): Promise<Site> {
  const asked: string[] = [];
  const times: number[] = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://here').pathname);
    const headers = typeof given === 'function' ? given(path) : given;
    asked.push(path);
    times.push(Date.now());
    const instead = refuse?.(path);
    if (instead === 'never') return;
    if (typeof instead === 'number') return response.writeHead(instead, headers).end();
    if (instead) {
      const body = await readFile(join(dist, instead));
      return response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end(body);
    }
    if (clean && path.endsWith('.html')) {
      const location = path.replace(/(\/index)?\.html$/, (_, index?: string) => (index ? '/' : ''));
      return response.writeHead(301, { ...headers, location }).end();
    }
    const page = pages[path];
    if (page !== undefined) {
      const type = types[extname(path)] ?? types['.html'];
      return response.writeHead(200, { ...headers, 'content-type': type }).end(page);
    }
    const under = Object.keys(folders)
      .sort((a, b) => b.length - a.length)
      .find((prefix) => path.startsWith(prefix));
    if (under === undefined || normalize(path).includes('..')) return response.writeHead(404, headers).end();
    const name = path.slice(under.length) || 'index.html';
    const whole = name.endsWith('/') ? `${name}index.html` : clean && !types[extname(name)] ? `${name}.html` : name;
    const file = join(folders[under]!, whole);
    try {
      const body = await readFile(file);
      const type = types[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'content-type': type }).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    times,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const cors = { 'access-control-allow-origin': '*' };
