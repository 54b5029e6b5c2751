/** What people write for no, in an attribute or an address, though HTML would take any value for yes. */
const OFF = /^\s*(false|0|no|off)\s*$/i;
const ON = /^\s*(true|1|yes|on)?\s*$/i;

/** Whether a switch is on: it is there, and does not say no. */
export const isOn = (value: string | null | undefined): boolean => value != null && !OFF.test(value);

/** A list in which a yes stands for what is usual, and a no for nothing. */
export const listed = (value: string | null, usual: string): string =>
  value === null || ON.test(value) ? usual : OFF.test(value) ? 'none' : value;
