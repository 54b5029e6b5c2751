// The page's own modules (web/src) in Node, for tools that race.
import { join } from 'node:path';
import { root } from '../setup/step.mjs';

/** A server of modules: `load('core/config.ts')`, then `close()`. `name` is that of its cache. */
export async function moduleServer(name) {
  const { createServer } = await import('vite');
  const { NODE_ENV } = process.env;
  const server = await createServer({
    configFile: join(root, 'web/vite.config.ts'),
    cacheDir: join(root, `build/vite-${name}`),
    logLevel: 'error',
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  // A server makes this process one of development, and with it the builds that it starts.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  return {
    load: (file) => server.ssrLoadModule(join(root, 'web/src', file)),
    close: () => server.close(),
  };
}
