/** Which colour and dash each lane has: it keeps them when lanes before it come and go, until the race is loaded anew. */

const firstFree = (swatches: readonly number[]): number => {
  let swatch = 0;
  while (swatches.includes(swatch)) swatch++;
  return swatch;
};

export const swatchesWith = (swatches: readonly number[], at: number): number[] => [
  ...swatches.slice(0, at),
  firstFree(swatches),
  ...swatches.slice(at),
];

export const swatchesWithout = (swatches: readonly number[], index: number): number[] =>
  swatches.filter((_, i) => i !== index);
