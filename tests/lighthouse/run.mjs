// npm run lighthouse [-- --still PAGE…]: Lighthouse on the built site, each page three times with the median told; ends with 1 where a
// category of a page has less than 95. --still leaves out performance, which a busy machine cannot tell, and looks once. CHROME_PATH says which browser, else the system's Chromium.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '../../tools/setup/system.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const LEAST = 95;
const asked = process.argv.slice(2).filter((it) => it !== '--still');
const still = process.argv.includes('--still');
const RUNS = still ? 1 : 3;
const categories = ['accessibility', 'best-practices', 'seo', ...(still ? [] : ['performance'])];
const TOY = '#v=1&p=rosenbrock&o=sgd,lr=.001,momentum=.9&o=adam,lr=.05&steps=120';
const all = [
  'index.html',
  'gallery.html',
  `embed.html?autoplay=1${TOY}`,
  'examples/ravine.en.html',
  'examples/ravine.zh.html',
  'course/3-rmsprop.en.html',
  'course/3-rmsprop.zh.html',
  'race/ravine-100.html',
];

if (!existsSync(`${here}node_modules`)) spawnSync('npm', ['install', '--no-save'], { cwd: here, stdio: 'inherit' });
const { default: lighthouse } = await import('lighthouse');
const { launch } = await import('chrome-launcher');

process.env.CHROME_PATH ??= chromium();
const types = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  json: 'application/json',
};
/** As static hosts do: compressed, and what has a hash in its name for ever. */
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://here').pathname).replace(/\/$/, '/index.html');
  const file = join(root, 'dist', normalize(path));
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {
    'content-type': types[extname(file).slice(1)] ?? 'application/octet-stream',
    'content-encoding': 'gzip',
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(gzipSync(readFileSync(file)));
});
await new Promise((resolve) => server.listen(0, 'localhost', resolve));
const site = `http://localhost:${server.address().port}/`;

const chrome = await launch({ chromeFlags: ['--no-sandbox', '--headless=new', '--disable-gpu'] });
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
try {
  for (const page of asked.length > 0 ? asked : all) {
    const scores = {};
    const wanting = new Set();
    for (let run = 0; run < RUNS; run++) {
      const { lhr } = await lighthouse(`${site}${page}`, {
        port: chrome.port,
        logLevel: 'error',
        onlyCategories: categories,
        skipAudits: ['bf-cache'], // has no weight, and does not always come back
      });
      if (run === 0 && page === all[0])
        console.log(`Lighthouse ${lhr.lighthouseVersion}, ${lhr.environment.hostUserAgent}`);
      for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
        scores[id] = [...(scores[id] ?? []), Math.round(score * 100)];
        for (const { id: audit, weight } of auditRefs) {
          const { score: its, displayValue = '' } = lhr.audits[audit];
          if (weight > 0 && its !== null && its < 0.9) wanting.add(`${audit} ${displayValue}`);
        }
      }
    }
    const figures = Object.entries(scores).map(([id, list]) => `${id} ${median(list)}`);
    console.log(`${page.split('#')[0]}: ${figures.join(', ')}${[...wanting].map((it) => `\n  ${it}`).join('')}`);
    if (Object.values(scores).some((list) => median(list) < LEAST)) process.exitCode = 1;
  }
} finally {
  chrome.kill();
  server.close();
  server.closeAllConnections();
}
