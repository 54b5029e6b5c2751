import { fileURLToPath } from 'node:url';
import site from './vite.package.config.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// The package's interface for browsers. It asks for the same module as the element, and has the whole catalog, names and notes included.
const output = { ...site.build.rolldownOptions.output };
delete output.codeSplitting;
export default {
  ...site,
  plugins: site.plugins.filter(({ name }: { name: string }) => !/lean-catalog|names|formulas|third-party/.test(name)),
  build: {
    ...site.build,
    rolldownOptions: { ...site.build.rolldownOptions, input: { index: path('src/api/index.ts') }, output },
  },
};
