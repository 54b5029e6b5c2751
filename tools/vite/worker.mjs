// `virtual:worker`: the address of the worker's script.
const id = 'virtual:worker';

/**
 * The plugin, for this script. It is built together with the page, so that both have one copy of the host's code; or `alone`, with all
 * that it needs in one file, as bundlers of others copy what `new URL(…, import.meta.url)` names, and not what that imports.
 */
export const worker = (script, { alone = false } = {}) => {
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
      if (alone) return `export { default } from ${JSON.stringify(`${script}?worker&url`)};`;
      const file = this.emitFile({ type: 'chunk', id: script, name: 'worker' });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
};
