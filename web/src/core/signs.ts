/** A number in the signs of a keyboard for Chinese, in those of a computer. */
export const halfWidth = (text: string): string =>
  text.replace(/[\uff0b-\uff0e\uff10-\uff19\uff25\uff45]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** How many more brackets a text closes than it opens. */
export const excess = (text: string): number => text.split(')').length - text.split('(').length;
