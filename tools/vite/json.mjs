// Data that a page fetches when it needs them: a virtual module with the address of a JSON file.

/** The plugin for `virtual:NAME`; `make()` gives the value, `watched()` the files that it is made of. */
export const json = (name, make, watched) => {
  const id = `virtual:${name}`;
  const served = `/@${name}.json`;
  let building = false;
  return {
    name: `sidestep:${name}`,
    configResolved: ({ command }) => {
      building = command === 'build';
    },
    configureServer: ({ middlewares }) => {
      middlewares.use(served, (_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(make()));
      });
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(resolved) {
      if (resolved !== `\0${id}`) return;
      if (!building) return `export default ${JSON.stringify(served)};`;
      for (const file of watched()) this.addWatchFile(file);
      const file = this.emitFile({ type: 'asset', name: `${name}.json`, source: JSON.stringify(make()) });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
};
