// The tools, how each builds its site, and where the site is then.

export interface Tool {
  name: string;
  /** As its makers write it. */
  title: string;
  /** The package that has its version. One without is no package of npm's. */
  npm?: string;
  /** The system's command, where it is one. */
  command?: string;
  /** Its pages load the package from a CDN. */
  cdn?: boolean;
  /** The folder with package.json and its lock, where it is another's too. */
  lock?: string;
  /** The folders whose files it is made of, one laid over the other; its own where it has no others. */
  files?: string[];
  /** Builds it; none where there is nothing to build. */
  build?: string;
  /** Where the built site is. */
  out?: string;
  /** Checks its types. */
  types?: string;
  /** Serves it while it is written; {port} is where. */
  dev?: string;
  /** Its races stand on slides, one at a time. */
  slides?: boolean;
  /** The button that changes between light and dark. */
  theme?: string;
}

export const tools: readonly Tool[] = [
  {
    name: 'vite',
    title: 'Vite',
    npm: 'vite',
    lock: 'light',
    files: ['plain'],
    build: 'npx vite build',
    dev: 'npx vite --port {port} --strictPort',
  },
  {
    name: 'webpack',
    title: 'webpack',
    npm: 'webpack',
    lock: 'light',
    files: ['plain', 'webpack'],
    build: 'npx webpack && cp index.html dist/',
  },
  {
    name: 'esbuild',
    title: 'esbuild',
    npm: 'esbuild',
    lock: 'light',
    files: ['plain', 'esbuild'],
    build: 'sh build.sh',
  },
  {
    name: 'rollup',
    title: 'Rollup',
    npm: 'rollup',
    lock: 'light',
    files: ['plain', 'esbuild', 'rollup'],
    build: 'sh build.sh',
  },
  {
    name: 'parcel',
    title: 'Parcel',
    npm: 'parcel',
    lock: 'light',
    files: ['plain'],
    build: 'npx parcel build index.html --dist-dir dist --no-cache',
  },
  {
    name: 'react',
    title: 'React',
    npm: 'react',
    lock: 'light',
    build: 'npx vite build',
    types: 'npx tsc',
    dev: 'npx vite --port {port} --strictPort',
  },
  { name: 'vue', title: 'Vue', npm: 'vue', lock: 'light', build: 'npx vite build', types: 'npx vue-tsc' },
  {
    name: 'svelte',
    title: 'Svelte',
    npm: 'svelte',
    lock: 'light',
    build: 'npx vite build',
    types: 'npx svelte-check --fail-on-warnings',
  },
  { name: 'reveal', title: 'reveal.js', npm: 'reveal.js', lock: 'light', build: 'npx vite build', slides: true },
  {
    name: 'next',
    title: 'Next',
    npm: 'next',
    build: 'npx next build',
    out: 'out',
    types: 'npx tsc',
    dev: 'npx next dev --port {port}',
  },
  {
    name: 'docusaurus',
    title: 'Docusaurus',
    npm: '@docusaurus/core',
    build: 'npx docusaurus build --out-dir dist',
    theme: 'button[class*=toggleButton]',
  },
  { name: 'astro', title: 'Astro', npm: 'astro', build: 'npx astro build', types: 'npx astro check' },
  {
    name: 'vitepress',
    title: 'VitePress',
    npm: 'vitepress',
    build: 'npx vitepress build --outDir dist',
    theme: '.VPSwitchAppearance',
  },
  {
    name: 'vuepress',
    title: 'VuePress',
    npm: 'vuepress',
    build: 'npx vuepress build . --dest dist',
    theme: '.vp-toggle-color-mode-button',
  },
  { name: 'hexo', title: 'Hexo', npm: 'hexo', build: 'npx hexo generate', cdn: true },
  { name: 'hugo', title: 'Hugo', command: 'hugo', build: 'hugo --destination dist', cdn: true },
  { name: 'jekyll', title: 'Jekyll', command: 'jekyll', build: 'jekyll build --destination dist', cdn: true },
  { name: 'cdn', title: 'a CDN', out: '.', cdn: true },
];
