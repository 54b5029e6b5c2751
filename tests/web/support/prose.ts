// The numbers of a text that people read, and whether something vouches for them.

export interface Said {
  /** As it stands in the text. */
  text: string;
  value: number;
  /** How far the true number may be from it: half of its last digit, more where it is a word. */
  room: number;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = (text: string): number =>
  Number(text.replace('⁻', '-').replace(/[⁰¹²³⁴-⁹]/g, (digit) => `${RAISED.indexOf(digit)}`));

/** Years of citations, names with numbers in them (L2, x0, 784-32-10, [1.98, 0.99] as coordinates stay). */
const NAMES =
  /(?:et al\.?|等人?|&|Adam|Torch|TensorFlow|Keras) ?\(?\d{1,4}(?:\.\d+)?\)?|\d+(?:-\d+){2,}|[A-Za-z_]\d+|CIFAR-10|\d+ ?× ?(?!10[⁻⁰¹²³⁴-⁹])\d+/g;
/** Of formulas: 1−β, x², 2/κ, ½x², 1/√t. */
const FORMULA = /\d+ ?[−+/] ?[(√αβγκηρλ]|\d+ ?[/−] ?[A-Za-z]\b|½[a-z]|[A-Za-z)½][²³]|√\(?\d/g;

const NUMBER =
  /(?<![×\d])10([⁻⁰¹²³⁴-⁹]+)|([−-]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:×10([⁻⁰¹²³⁴-⁹]+))?(?:\/(\d+))?( ?%)?/g;

const UNITS: Record<string, number> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const SCALES: Record<string, number> = { hundred: 100, thousand: 1000, million: 1e6 };
const WORDS = new RegExp(
  `\\b(?:(${Object.keys(UNITS).join('|')}|a|an|one|half a)[ -])?((?:hundred|thousand|million)(?: thousand)?)\\b|\\b(ten|eleven|twelve|thirteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:fold)?\\b`,
  'gi',
);

function digits(match: RegExpMatchArray): Said {
  const [text, ten, sign, plain, power, under, percent] = match;
  if (ten) return { text, value: Number(`1e${raised(ten)}`), room: 0.5 * 10 ** raised(ten) };
  const bare = plain!.replaceAll(',', '');
  const decimals = bare.split('.')[1]?.length ?? 0;
  // Zeros at the end of a large whole number may be rounding: 13,000.
  const zeros = decimals > 0 || bare.length < 5 ? 0 : /0*$/.exec(bare)![0].length;
  const scale = power ? 10 ** raised(power) : 1;
  const whole = (percent ? 100 : 1) * (under ? Number(under) : 1);
  const value = (Number(bare) * scale * (sign ? -1 : 1)) / whole;
  return { text, value, room: (0.5 * 10 ** (zeros - decimals) * scale) / whole };
}

function words(match: RegExpMatchArray): Said {
  const [text, unit, scale, alone] = match;
  if (alone) return { text, value: UNITS[alone.toLowerCase()]!, room: 0.15 * UNITS[alone.toLowerCase()]! };
  const times = scale!.split(' ').reduce((product, word) => product * SCALES[word.toLowerCase()]!, 1);
  const value = (unit === 'half a' ? 0.5 : (UNITS[unit?.toLowerCase() ?? ''] ?? 1)) * times;
  return { text, value, room: 0.15 * value };
}

/** Every number of an English or Chinese text, but for 0, 1, 2 and 0/0, of which formulas are full. */
export function numbersIn(text: string): Said[] {
  const plain = text.replace(NAMES, ' ').replace(FORMULA, ' ');
  const found = [...plain.matchAll(NUMBER)].map(digits);
  return [...found, ...[...plain.matchAll(WORDS)].map(words)].filter(
    ({ value }) => !Number.isNaN(value) && ![0, 1, 2].includes(Math.abs(value)),
  );
}

/** Those that none of the known numbers explains: the number itself, its negative, its share of 1, its inverse, or it in percent. */
export const unfounded = (text: string, known: readonly number[]): string[] =>
  numbersIn(text)
    .filter(({ value, room }) =>
      known.every((x) =>
        [x, -x, 1 - x, 1 / x, x / 100, 100 * x].every(
          (y) => !(Math.abs(y - value) <= room * 1.0001 + 1e-12 * Math.abs(value)),
        ),
      ),
    )
    .map((said) => said.text.trim());

/** All numbers of a value made of objects, lists and texts. */
export function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string')
    return [...value.matchAll(/\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+/g)].map(([x]) => Number(x));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}
