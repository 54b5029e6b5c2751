// `new URL("./FILE", import.meta.url)`, in the letters that every bundler knows as the address of a file that it is to take along.
const written = /new URL\(([`'"])((?:[\w-]+\/)*[\w-]+\.\w+)\1, ?import\.meta\.url\)/g;

/** Code with such addresses. */
export const withPlainAddresses = (code) => code.replace(written, 'new URL("./$2",import.meta.url)');

/** The plugin. */
export const plainAddresses = () => ({
  name: 'sidestep:plain-addresses',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = withPlainAddresses(chunk.code);
  },
});
