/// <reference types="vite/client" />

/** Every symbol of the catalog, rendered to MathML at build time (tools/vite/formula.mjs). */
declare module 'virtual:formulas' {
  const formulas: ReadonlyMap<string, string>;
  export default formulas;
}

/** Every line of web/formulas.json as MathML, in the order of its texts (tools/vite/formula.mjs). */
declare module 'virtual:formula-lines' {
  const lines: string[];
  export default lines;
}

/** The address of what explains the catalog, with its formulas as MathML; with a language's name, of its words (tools/vite/notes.mjs). */
declare module 'virtual:notes*' {
  const url: string;
  export default url;
}

/** The texts of the catalog that do not only explain, and what they are in one language (tools/vite/notes.mjs). */
declare module 'virtual:names' {
  const texts: Partial<import('./core/catalog.ts').Text>[];
  export default texts;
}
declare module 'virtual:names-*' {
  const names: string[];
  export default names;
}

/** The address of all presets of the gallery in one JSON file (tools/vite/presets.mjs). */
declare module 'virtual:presets' {
  const url: string;
  export default url;
}

/** The address of their races in one JSON file. */
declare module 'virtual:preset-races' {
  const url: string;
  export default url;
}

/** The address of the worker's script (tools/vite/worker.mjs). */
declare module 'virtual:worker' {
  const url: string;
  export default url;
}

/** The address of web/path.json. */
declare module 'virtual:path' {
  const url: string;
  export default url;
}

declare module 'gifenc' {
  export function quantize(rgba: Uint8Array, colours: number): number[][];
  export function applyPalette(rgba: Uint8Array, palette: number[][]): Uint8Array;
  export function GIFEncoder(): {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      how: { palette: number[][]; transparent: boolean; transparentIndex: number; delay: number; dispose: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  };
}
