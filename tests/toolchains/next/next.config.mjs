// A folder of static files, to be served as it is. `root`: this site stands inside of another project.
export default { output: 'export', turbopack: { root: import.meta.dirname } };
