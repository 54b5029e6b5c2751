import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { canonical } from '../tools/vite/canonical.mjs';
import { course } from '../tools/vite/course.mjs';
import { examples } from '../tools/vite/examples.mjs';
import { formulas } from '../tools/vite/formula.mjs';
import { guide } from '../tools/vite/guide.mjs';
import { json } from '../tools/vite/json.mjs';
import { light } from '../tools/vite/light.mjs';
import { notesOf } from '../tools/vite/notes.mjs';
import { offline } from '../tools/vite/offline.mjs';
import { lateStyles } from '../tools/vite/plain-imports.mjs';
import { preload } from '../tools/vite/preload.mjs';
import { presets } from '../tools/vite/presets.mjs';
import { races } from '../tools/vite/races.mjs';
import { thirdParty } from '../tools/vite/third-party.mjs';
import { pictures } from '../tools/vite/thumbs.mjs';
import { trusted } from '../tools/vite/trusted.mjs';
import { worker } from '../tools/vite/worker.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('.'),
  appType: 'mpa', // what is not there is 404, not the first page
  base: './', // the site works from any folder of any static host
  plugins: [
    formulas(path('catalog.json'), path('formulas.json')),
    ...notesOf(path('catalog.json')),
    worker(path('src/worker/worker.ts')),
    ...presets(path('presets')),
    json(
      'path',
      () => JSON.parse(readFileSync(path('path.json'), 'utf8')),
      () => [path('path.json')],
    ),
    pictures(path('../build/thumbs')),
    races(path('../build/race-pages'), path('../build/thumbs'), path('styles/tokens.css')),
    light(),
    lateStyles(),
    trusted(path('src/engine/trusted.ts')),
    canonical(),
    preload({
      'index.html': [path('src/worker/worker.ts')],
      'embed.html': [path('src/element/body.ts'), path('src/worker/worker.ts')],
    }),
    thirdParty(),
    offline(path('offline/sw.ts')),
    examples(path('../docs/examples')),
    guide(path('../docs')),
    course(path('../docs/course'), path('../build/course-figures')),
  ],
  resolve: {
    alias: {
      '#catalog': path('catalog.json'),
      '#wasm': path('../build/wasm'),
      '#wasm-relaxed': path('../build/wasm-relaxed'),
    },
  },
  server: { fs: { allow: [path('..')] } }, // the module is in build/
  build: {
    target: 'es2022',
    // light-dark() as it is: an element is light or dark as its article is, which only the browser knows.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: path('../dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // an inlined module or font would need looser content-security rules
    // Scripts of lazy parts are few and small, and what a worker loads must not ask for a document.
    modulePreload: {
      polyfill: false, // these browsers know it
      resolveDependencies: (_, dependencies, { hostType }) => (hostType === 'html' ? dependencies : []),
    },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension', // the element's class
      input: {
        ...Object.fromEntries(
          readdirSync(path('.'))
            .filter((file) => file.endsWith('.html'))
            .map((file) => [file.replace('.html', ''), path(file)]),
        ),
        'sidestep-race': path('src/element/index.ts'),
      },
      // Articles name this one for years to come.
      output: {
        // What pages and elements have in common, in one file, as many small ones pack less well; but not what an element loads
        // before it comes near the viewport.
        codeSplitting: {
          groups: [
            {
              name: 'preload',
              test: /preload-helper|rolldown\/runtime|virtual:preset-races|web\/src\/core\/(limit|assets|folder)|build\/wasm\/sidestep\.wasm/,
              priority: 3,
            },
            // All that is said in a language until the first step.
            ...['en', 'zh'].map((lang) => ({
              name: lang,
              test: new RegExp(`locales/${lang}\\.json|virtual:names-${lang}`),
            })),
            // Workers load this one too: nothing in it may need a document.
            {
              name: 'core',
              test: /web\/src\/(core\/(?!catalog-data|claim|link(?!-writer)|preset|random|embed|once|csv|similar|formula|step-text|mathml|tex\.)|worker\/(?!own|worker|checks|data|gunzip|past|snapshots|changing|trail-rows))|build\/wasm\/sidestep\./,
              priority: 2,
            },
            { name: 'link-reader', test: /web\/src\/core\/(link(?!-writer)|embed)/, priority: 2 },
            { name: 'controls', test: /web\/src\/panels\/(fair|problem-head|settings|lane-list|lane-card)\.ts/ },
            {
              name: 'base',
              test: /node_modules\/(@lit|lit)|web\/src\/engine\/(clients|hosts|race)\.ts|web\/src\/run\/compiled\.ts|virtual:(formulas|catalog)|web\/src\/(reader\/(design|edits|explain|names|lane-status|lane-names|own|stage|stage-element)|toolkit\/(i18n|icons|math|needs|sliders)|panels\/(loading|notices|transport))\.ts|web\/src\/views\/(?!export|experiment\/|step\/|network\/|regions|quantity-curves|unknown|leader|summary|plane\/(?:function-graph|curve-ground|pair|gestures|pointing|readout|hint)|chart\/(?!chosen|curves|quantities|rates\.))/,
              priority: 1, // what few elements have does not take what all need
            },
          ],
        },
        entryFileNames: ({ name }) => (name === 'sidestep-race' ? '[name].js' : 'assets/[name]-[hash].js'),
        // Its own name: what nobody asked for is not kept for offline use (tools/vite/offline.mjs).
        assetFileNames: ({ originalFileNames }) =>
          `assets/[name]${originalFileNames.some((file) => file.includes('wasm-relaxed')) ? '-fused' : ''}-[hash][extname]`,
      },
    },
  },
});
