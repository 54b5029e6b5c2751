import { excess } from './signs.ts';

/**
 * Links pass through mail programs, chats and pages that quote them, and come back with their signs encoded once more, broken
 * over lines or with the next sentence's comma. What no link of ours can hold is undone here; a link as it was written stays as it is.
 */

/** Signs without a width. */
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Without the breaks of lines, and what indents them or quotes them. */
const joined = (text: string): string =>
  text
    .split(/[\r\n]/)
    .map((line, i) => (i > 0 ? line.replace(/^[\s>]+/, '') : line).trimEnd())
    .join('');

/** A text without the signs of `from` at its end. (A pattern would try each of a long run of them as the first.) */
export function cutEnd(text: string, from: string): string {
  let end = text.length;
  while (end > 0 && from.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

const entity = (whole: string, decimal?: string, hexadecimal?: string): string => {
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '26', 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : whole;
};

const NAMED: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' };

/** HTML's way to write a sign, once or several times: &amp;amp; */
const withoutEntities = (text: string): string =>
  text
    .replace(/&(?:amp;)+/gi, '&')
    .replace(/&#(?:(\d{1,4})|x([0-9a-f]{1,4}));/gi, entity)
    .replace(/&(quot|apos|lt|gt|nbsp);/gi, (_, name: string) => NAMED[name.toLowerCase()]!);

/** What a keyboard for Chinese writes between settings, and what browsers and sites put behind an address. */
const withOwnSigns = (hash: string): string =>
  hash
    .replace(/\uff0c(?=[a-z]\w*[=\uff1d])/gi, ',')
    .replace(/\uff06(?=[a-z]\w*[=\uff1d])/gi, '&')
    .replace(/\uff1b(?=\d+,[a-z]\w*[=\uff1d])/gi, ';')
    .replace(/((?:^|[&,])[a-z]\w*)\uff1d/gi, '$1=')
    .replace(/:~:.*$/s, '')
    .replace(/\?(?=[\w.-]+=(?!=))/g, '&');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether the signs between the parts are encoded: before the first =, or within a number. */
const isEncoded = (hash: string): boolean =>
  /^[^=]*%(25)*3D/i.test(hash) || /(^|&)(v|seed|steps|batch|checksum)=[^&]*%(25)*26/i.test(hash);

/** What follows the # of an address, also of one that carries another in it; '' where there is none. */
function hashOf(text: string): string {
  const mark = text.indexOf('#');
  if (mark >= 0) return text.slice(mark + 1);
  const encoded = /%(?:25)*23((?:v|p|o)(?:=|%(?:25)*3D)[^&\s]*)/i.exec(text);
  if (encoded) return encoded[1]!;
  return /^\s*[a-z]+:\/\//i.test(text) ? '' : text;
}

/** A part whose commas are encoded: `p=beale%2Cstart=1~2`. Commas of its texts are then no longer told apart but by what follows. */
export function withCommas(part: string): string {
  if (!/^[po]=[^,]*%(25)*(2C|3D)/i.test(part) || /^[po]=\w*,/.test(part)) return part;
  if (/%25/i.test(part)) return withCommas(decoded(part));
  const plain = part.replace(/%2C/gi, ',').replace(/%3D/gi, '=').replace(/%7E/gi, '~');
  return plain.replace(/,(?![a-z][a-z0-9]*=(?!=))/gi, '%2C');
}

/** What no value of a link ends in, as it stands in a sentence. */
const AROUND =
  ' \t,;:?"\'<>]}\u00bb\u2018\u2019\u201c\u201d\u2026\u3001\u3002\u300b\u300d\u3011\uff01\uff09\uff0c\uff1b\uff1f';
const DASHES = '\u2013\u2014';
/** The same after what is no text. */
export const AFTER_VALUE = `${AROUND}${DASHES}.!)*_`;

/** A lane's name may end as a sentence does; formulas, networks and numbers do not. */
function withoutEnd(part: string): string {
  const isName = /,name=[^,]*$/.test(part);
  let left = excess(part);
  for (let [whole, cut] = ['', part]; ; whole = cut) {
    cut = cutEnd(cut, isName ? AROUND : `${AROUND}${DASHES}!*_`);
    if (isName ? left > 0 : /^\D?\.$/.test(cut.slice(-2))) cut = cutEnd(cut, '.!');
    for (; left > 0 && cut.endsWith(')'); left--) cut = cut.slice(0, -1);
    if (cut === whole) return cut;
  }
}

/** Without the end of the sentence or the bracket that the link stood in. */
function withoutTail(hash: string): string {
  const begin = hash.lastIndexOf('&') + 1;
  const last = hash.slice(begin);
  return /^[po]=/.test(last) ? hash.slice(0, begin) + withoutEnd(last) : cutEnd(hash, AFTER_VALUE);
}

/** Mail's quoted-printable: = is written =3D, and a line that is broken ends in =. */
const withoutQuotedPrintable = (text: string): string =>
  /(^|[#&])[vpo]=3D/i.test(text)
    ? text
        .replace(/=\r?\n/g, '')
        .replace(/=([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

const tidy = (text: string): string => withoutEntities(joined(withoutQuotedPrintable(text.replace(UNSEEN, '')))).trim();

/** Whether somebody shortened it, as chats and lists of results do; browsers encode the sign. A name may end so by itself. */
export function isShortened(link: string): boolean {
  const end = link.slice(-120);
  return /(\u2026|%E2%80%A6|\.\.\.)(\W|%[0-9a-f]{2})*$/i.test(end) && !/,name=[^,&]*$/.test(end);
}

/** One layer of what happened to it on the way. */
function unwrapped(hash: string): string {
  const plain = (isEncoded(hash) ? tidy(decoded(hash)) : tidy(hash)).replace(/^#+/, '');
  return withoutTail(withOwnSigns(plain)).split('&').map(withCommas).join('&');
}

/** Programs between writer and reader that each change a link; there are hardly more. */
const MOST_LAYERS = 8;

/** What follows the # of a link, as it was before it travelled. */
export function repaired(link: string): string {
  let hash = hashOf(tidy(link));
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const inner = unwrapped(hash);
    if (inner === hash) break;
    hash = inner;
  }
  return hash;
}
