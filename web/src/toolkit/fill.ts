const HAN = '\\p{Script=Han}';
const LATIN = '\\p{Script=Latin}\\p{Script=Greek}\\p{N}√∞∂∇−|';
/** Around a value, while it is put in. */
const EDGE = '\uE000';
const edge = `[ ${EDGE}]*${EDGE}[ ${EDGE}]*`;

const hasHan = new RegExp(HAN, 'u');
const within = new RegExp(`(?<=${HAN})${edge}(?=${HAN})`, 'gu');
const beside = new RegExp(`(?<=${HAN})${edge}(?=[${LATIN}])|(?<=[${LATIN}\\p{M}%)])${edge}(?=${HAN})`, 'gu');

/**
 * A text with values in the places of their {names}. In Chinese there is a space between Han and Latin letters or digits and none
 * within Han; which of them a value begins and ends with is known only here.
 */
export function fill(text: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const put = (around: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => `${around}${values[name] ?? whole}${around}`);
  if (!hasHan.test(text)) return put('');
  return put(EDGE).replace(within, '').replace(beside, ' ').replaceAll(EDGE, '');
}
