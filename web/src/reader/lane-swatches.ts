/** Which colour and dash each lane has: it keeps them when lanes before it come and go, until the race is loaded anew. */

export const firstFree = (slots: readonly number[]): number => {
  let slot = 0;
  while (slots.includes(slot)) slot++;
  return slot;
};

export const freshSlots = (lanes: number): number[] => Array.from({ length: lanes }, (_, i) => i);

export const slotsWith = (slots: readonly number[], at: number): number[] => [
  ...slots.slice(0, at),
  firstFree(slots),
  ...slots.slice(at),
];

export const slotsWithout = (slots: readonly number[], index: number): number[] => slots.filter((_, i) => i !== index);
