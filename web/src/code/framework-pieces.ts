// Networks in programs for frameworks: what is loaded when one is asked for. The pieces that they are put together from are in web/code/LIBRARY.
export { frameworkNet, networkOf } from './framework-net.ts';
export { javascriptNet } from './javascript-net.ts';
export { unknownLayer } from './layer-texts.ts';

export const pieces = import.meta.glob<string>('../../code/{pytorch,keras,optax,tfjs}/**/*.{py,js}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

interface Form {
  /** The order or the rank of the input: `flat`, `rows` (of a sequence), channels `first` or `last`; absent: any. */
  needs?: 'flat' | 'rows' | 'first' | 'last';
  /** What makes it; one that begins with ?name: is there only where that value is on. */
  make: string[];
  /** Its parameters in the layout of the race, where the library has another. */
  views?: string[];
}

export interface LibraryLayers {
  /** What brings an input into the order or the rank that a layer needs. */
  to: Partial<Record<NonNullable<Form['needs']>, string>>;
  /** The activations that recurrent layers may have. */
  activations: Record<string, string>;
  layers: Record<string, Form>;
}

export const layers = import.meta.glob<LibraryLayers>('../../code/*/layers.json', { import: 'default', eager: true });
