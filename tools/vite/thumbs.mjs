// thumbs/ID.svg: the gallery's pictures as they are before a race runs (tools/thumbs.mjs).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pictures in a folder; the empty ones are of races whose data was not there. */
const picturesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.svg'))
        .map((file) => ({ file, source: readFileSync(join(folder, file), 'utf8') }))
        .filter(({ source }) => source)
    : [];

export const pictures = (folder) => ({
  name: 'sidestep:pictures',
  configureServer: ({ middlewares }) => {
    middlewares.use('/thumbs', (request, response, next) => {
      const found = picturesIn(folder).find(({ file }) => request.url === `/${file}`);
      if (!found) return next();
      response.setHeader('content-type', 'image/svg+xml');
      response.end(found.source);
    });
  },
  generateBundle() {
    if (this.environment?.config.build.ssr) return;
    for (const { file, source } of picturesIn(folder))
      this.emitFile({ type: 'asset', fileName: `thumbs/${file}`, source });
  },
});
