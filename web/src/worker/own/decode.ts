import { utf16Of } from '../../core/bytes.ts';
import type { SidestepError } from '../../core/module.ts';
import { mistake } from './mistake.ts';

export interface Decoded {
  text: string;
  /** As encodings are known to readers. */
  encoding: string;
  /** Whether the first readings decode it so too. */
  asBefore: boolean;
}

const NAMES = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', gb18030: 'GB 18030' } as const;

function attempt(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null; // another encoding may do
  }
}

const isLetter = (byte = 0): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;

/**
 * Whether bytes that may be read as GB 18030 are Chinese, and not Western text whose accents happen to make pairs with what follows
 * them: then half of the signs are common ones, or none touches a Latin letter.
 */
function looksChinese(bytes: Uint8Array): boolean {
  let [common, others, touching] = [0, 0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const [lead, trail = 0] = [bytes[i]!, bytes[i + 1]];
    if (lead < 0x80) continue;
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa9))) common++;
    else others++;
    if (trail < 0xa1 || isLetter(bytes[i - 1]) || isLetter(bytes[i + 2])) touching++;
    i++;
  }
  return common >= others || touching === 0;
}

/** Text that is not in UTF-8: what Chinese spreadsheets write, or Western ones. */
function legacy(bytes: Uint8Array, reading: number): Decoded | null {
  const chinese = attempt(bytes, 'gb18030');
  if (chinese !== null && (reading < 3 || looksChinese(bytes)))
    return { text: chinese, encoding: NAMES.gb18030, asBefore: true };
  if (reading < 3) return null;
  const western = attempt(bytes, 'windows-1252');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text has
  if (western === null || /[\0-\x08\x0e-\x1f\x7f-\x9f]/.test(western)) return null;
  return { text: western, encoding: 'Windows-1252', asBefore: false };
}

const SIGNS: [number[], string][] = [
  [[0x1f, 0x8b], 'is packed twice: unpack it once'],
  [[0x50, 0x4b, 3, 4], 'is a zip archive or an Excel workbook: save the table in it as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is an Excel workbook: save the table in it as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF: save the table in it as CSV'],
  ...[
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x47, 0x49, 0x46, 0x38],
    [0x52, 0x49, 0x46, 0x46],
  ].map((sign): [number[], string] => [sign, 'is a picture: images are read as IDX files or batches of CIFAR-10']),
];

const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32);

/** Of bytes that are no text here: in which encoding they may be, or what they are. */
function strangerOf(bytes: Uint8Array): SidestepError {
  const reason = strangeness(bytes);
  if (reason) return mistake('', reason);
  const first = bytes.findIndex(isControl);
  if (first >= 0 && bytes.subarray(0, 4096).filter(isControl).length < 4)
    return mistake(`byte ${first}`, `is ${bytes[first]}, which does not occur in text`);
  return mistake('', 'is neither text in UTF-8, GB 18030 or Windows-1252, nor an IDX file, nor a CIFAR-10 batch');
}

function strangeness(bytes: Uint8Array): string | undefined {
  const known = SIGNS.find(([sign]) => sign.every((byte, i) => bytes[i] === byte));
  if (known) return known[1];
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0, 0, 0];
  for (const [i, byte] of start.entries()) if (byte === 0) zeros[i % 4]!++;
  const always = (i: number) => zeros[i]! > 0.9 * (start.length / 4);
  if ((always(0) && always(1) && !always(3)) || (always(2) && always(3) && !always(0)))
    return 'is text in UTF-32: save it as UTF-8';
  const [even, odd] = [zeros[0]! + zeros[2]!, zeros[1]! + zeros[3]!];
  if (Math.max(even, odd) > Math.max(1, start.length / 10) && Math.min(even, odd) < start.length / 100)
    return 'is text in UTF-16 without its byte-order mark: save it as UTF-8';
  return undefined;
}

/** The text of a table: in UTF-8, in the UTF-16 of a spreadsheet's "Unicode text", which a mark begins, or in an older encoding. */
export function decoded(bytes: Uint8Array, reading: number): Decoded {
  const marked = utf16Of(bytes);
  const wide = marked && !(marked === 'utf-16le' && bytes[2] === 0 && bytes[3] === 0) ? marked : undefined; // else UTF-32
  const encoding = wide ?? 'utf-8';
  const text = attempt(bytes, encoding);
  if (text !== null) return { text, encoding: NAMES[encoding], asBefore: true };
  const other = wide ? null : legacy(bytes, reading);
  if (!other) throw strangerOf(bytes);
  return other;
}
