import { count, num } from './format.ts';

/** More digits than a reader needs, and as many as a number has that was written by somebody. */
const DIGITS = 15;

/** A number as programs write it, standing by itself: not in a word, a file's name or an address. `GB 18030` is an encoding. */
const NUMBER = /(?<![\w.,:/+-]|GB )-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![.,:/-]?\w)/g;

const figure = (text: string): string => {
  const x = Number(text);
  if (/^-?\d{1,15}$/.test(text)) return count(x);
  return /^\d{2,}e|^\d{16}$/.test(text) ? text : num(x, DIGITS); // a hash may be all digits, but for an e
};

/** What a program says, with its numbers as the page writes them: −1, 1,000,000, 10⁻⁷. What is quoted stays as it was written. */
export const withFigures = (message: string): string =>
  message
    .split(/('[^']*')/)
    .map((part, i) => (i % 2 ? part : part.replace(NUMBER, figure)))
    .join('');
