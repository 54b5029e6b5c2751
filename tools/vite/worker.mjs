// `virtual:worker`: the address of the worker's script. It is built together with the page, so that both have one copy of the
// host's code; Vite's own workers are bundles of their own.
const id = 'virtual:worker';

/** The plugin, for this script. */
export const worker = (script) => {
  let building = false;
  return {
    name: 'sidestep:worker',
    configResolved: ({ command }) => {
      building = command === 'build';
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(resolved) {
      if (resolved !== `\0${id}`) return;
      if (!building) return `export default ${JSON.stringify('/src/worker/worker.ts?worker_file&type=module')};`;
      const file = this.emitFile({ type: 'chunk', id: script, name: 'worker' });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
};
