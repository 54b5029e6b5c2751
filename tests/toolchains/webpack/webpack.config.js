export default {
  mode: 'production',
  entry: './main.js',
  performance: { hints: false }, // WebAssembly is larger than what webpack warns of
  output: { filename: 'main.js', path: `${import.meta.dirname}/dist`, publicPath: 'auto', clean: true },
};
