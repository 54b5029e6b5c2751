// What is wrong with a text that a reader sees, as far as a machine can tell. A rule returns what it objects to.

const HAN = '\\p{Script=Han}';
/** What is set with a space beside Han: Latin and Greek letters, digits, and what belongs to a number or a formula. */
const LATIN = '\\p{Script=Latin}\\p{Script=Greek}\\p{N}%√∞∂∇∑−|';
const RAISED = '⁻⁰¹²³⁴-⁹';

const around = (text, { index, 0: match }) => `…${text.slice(Math.max(0, index - 8), index + match.length + 8)}…`;
const every = (pattern, why) => (text) => [...text.matchAll(pattern)].map((match) => `${why}: ${around(text, match)}`);

const spaces = every(
  new RegExp(`(?<=${HAN})(?=[${LATIN}])|(?<=[${LATIN}\\p{M})])(?=${HAN})`, 'gu'),
  'no space between Han and Latin',
);

/** A bracket that holds Han, or follows it closely; those of formulas, f(x) and (1, 2), are half-width. */
const brackets = every(
  new RegExp(`\\([^()]*${HAN}[^()]*\\)|(?<=${HAN})\\(`, 'gu'),
  'a half-width bracket in a Chinese sentence',
);
const signs = every(
  new RegExp(
    `(?<=[${HAN}）”》])[,:;!?"](?!\\w)|(?<=[${HAN}）”》])\\.(?![\\w.])|(?<=\\w)[,:;!?.] ?(?=${HAN})|["](?=${HAN})`,
    'gu',
  ),
  'half-width punctuation in a Chinese sentence',
);
/** A value may be Chinese. */
const beside = every(/(?<=\})[,:;!?](?= |$)|[,:;!?] (?=\{)/g, 'half-width punctuation beside a value');
const wide = every(
  /(?<=[，。：；、？！（）“”《》]) (?=\S)|(?<=\S) (?=[，。：；、？！（）”《》])/gu,
  'a space beside full-width punctuation',
);

const numberRules = [
  [/(?<![\d.,\w#/⁻−-])\d{5,}(?![\w])/g, 'from 10,000 on, digits are grouped with commas'],
  [/(?<![\d.,])[1-9],\d{3}(?![\d,])/g, 'four digits stay together'],
  [/\d[ \u00a0\u2009\u202f]\d{3}(?!\d)/g, 'digits are grouped with commas'],
  [/\d[ \u00a0\u2009\u202f]%/g, 'no space before %'],
  [/\d[eE][+\-−]?\d/g, 'a power of ten is written 6.3×10⁻⁴'],
  [new RegExp(`\\d ?[·*] ?10[${RAISED}]|\\d(?: × ?| ?× )10[${RAISED}]`, 'g'), 'a power of ten is written 6.3×10⁻⁴'],
  [/(?<=^|[\s(（，、=≈<>≤≥])-(?=[\d.η])/g, 'a minus sign is −'],
];
const numbers = (text) => numberRules.flatMap(([pattern, why]) => every(pattern, why)(text));

/** Words that make persons of rules, or that a textbook of today does not write; those with a better word stand in the glossary. */
const odd = every(
  /\b(?:somebody|learnt(?! from)|lively|whilst|amongst|thither|hither|whence|tells? of|fell silent|in vain|by and by)\b/gi,
  'not a word of a textbook',
);

const english = [numbers, odd];
const chinese = [spaces, brackets, signs, beside, wide, numbers];

/** What is not read as prose: addresses, the numbers of standards, what is typed as it stands, if(a, b, c), and brackets of formulas. */
const plain = (text) =>
  text
    .replace(/https?:\S+/g, '')
    .replace(/\bGB 18030\b/g, 'GB')
    .replace(/\w+\([^()]*, [^()]*\)|(?<=[/·×+−√^])\([^()]*\)/g, 'x');

/** Values stand for what is known at run time: `t` puts the spaces beside them. */
const ofValues = (text) => text.replace(/\{\w+\}/g, '{}');

/**
 * Everything wrong with one text of a language. `twins` are the glossary's forbidden words; `terse` leaves the numbers out,
 * which documents for engineers quote as programs write them.
 */
export function faultsOf(text, lang, twins = [], terse = false) {
  const said = ofValues(plain(text));
  const rules = terse ? [odd] : lang === 'zh' ? chinese : english;
  const forbidden = twins.filter((twin) => twin.lang === lang);
  return [...rules.flatMap((rule) => rule(said)), ...twinsIn(said, forbidden)];
}

const values = (text) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();

/** What is wrong between a text and its translation. */
export function pairFaults(en, zh) {
  if (!en?.trim() || !zh?.trim()) return [`a language is missing: ${en || zh}`];
  return [
    ...(values(en) === values(zh) ? [] : [`other values in Chinese: {${values(en)}} and {${values(zh)}}`]),
    ...(en === zh && en !== 'iframe' && /(?:^|[\s(])[a-z]{3,}/.test(ofValues(en)) ? [`not translated: ${en}`] : []),
  ];
}

/** The glossary's forbidden words, from its tables: | English | 中文 | Meaning | Not |. */
export function twinsOf(glossary) {
  const rows = [...glossary.matchAll(/^\|(.*)\|\s*$/gm)]
    .map(([, row]) => row.split('|').map((cell) => cell.replace(/[`*]/g, '').trim()))
    .filter((cells) => cells.length === 4 && cells[0] !== 'English' && !/^:?-+:?$/.test(cells[0]));
  const words = (cell) => cell.split(/\s*[,、/;；]\s*/).filter((word) => word !== '');
  const allowed = rows.flatMap(([en, zh]) => [...words(en), ...words(zh)]);
  return rows.flatMap(([en, zh, , not]) =>
    ['en', 'zh'].flatMap((lang) => {
      const forbidden = words(not).filter((word) => (lang === 'zh') === HAN_LETTER.test(word));
      return forbidden.length === 0
        ? []
        : [{ lang, instead: lang === 'zh' ? zh : en, ...patternsOf(forbidden, allowed, lang) }];
    }),
  );
}

const HAN_LETTER = /\p{Script=Han}/u;
const anyOf = (words) =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');

/** What finds the words, and the terms that hold one of them and are meant. */
function patternsOf(forbidden, allowed, lang) {
  const holders = allowed.filter((term) => forbidden.some((word) => term.includes(word) && term !== word));
  return {
    pattern: new RegExp(lang === 'zh' ? anyOf(forbidden) : `\\b(?:${anyOf(forbidden)})s?\\b`, 'gi'),
    meant: holders.length > 0 ? new RegExp(anyOf(holders), 'gi') : undefined,
  };
}

const twinsIn = (text, twins) =>
  twins.flatMap(({ pattern, meant, instead }) =>
    every(pattern, `the glossary has “${instead}”`)(meant ? text.replace(meant, ' ') : text),
  );

const GREEK = Object.fromEntries(
  'alpha α beta β gamma γ delta δ epsilon ε eta η kappa κ lambda λ mu μ rho ρ sigma σ tau τ varphi φ psi ψ'
    .split(' ')
    .map((word, i, all) => [word, all[i + 1]])
    .filter((_, i) => i % 2 === 0),
);
const INDEX = '₀₁₂₃₄₅₆₇₈₉';

/** A symbol as text: \beta_1 is β₁. */
export const symbolText = (tex) =>
  tex.replace(/\\([a-z]+)/g, (whole, name) => GREEK[name] ?? whole).replace(/_(\d)/g, (_, digit) => INDEX[digit]);

/** Of a field that is shown with its symbol: whether its name has the symbol again. */
export function repeats(name, tex) {
  const symbol = symbolText(tex);
  return (
    symbol !== '' &&
    name.split(/[\s（）(),，：:]+/).some((part) => part === symbol || part === symbol.replace('ε', 'ϵ'))
  );
}
