export class ClaimError extends Error {
  constructor(
    message: string,
    /** The character at which it stops making sense, from 0. */
    readonly at: number,
    readonly claim: string,
  ) {
    super(`${message} at character ${at + 1}\n  ${claim}\n  ${' '.repeat(at)}^`);
    this.name = 'ClaimError';
  }
}

const TOKEN = /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z_]\w*)|(<=|>=|!=|[<>=±+\-*/^%(),.]))/iy;

interface Token {
  text: string;
  at: number;
  end: number;
  number: boolean;
}

/** A claim's text in its smallest parts. Throws a ClaimError where one is none. */
export function tokensOf(claim: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; claim.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(claim);
    const start = at + claim.slice(at).search(/\S/);
    if (!found) throw new ClaimError(`'${claim[start]}' means nothing here`, start, claim);
    tokens.push({
      text: claim.slice(start, TOKEN.lastIndex),
      at: start,
      end: TOKEN.lastIndex,
      number: !!found[1],
    });
  }
  return tokens;
}

/** A claim's text as tokens, taken one after another. */
export class ClaimText {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(protected readonly claim: string) {
    this.#tokens = tokensOf(claim);
  }

  protected peek = (): string => this.#tokens[this.#next]?.text ?? '';
  protected at = (): number => this.#tokens[this.#next]?.at ?? this.claim.length;
  protected take = (...texts: string[]): string =>
    texts.includes(this.peek()) ? this.#tokens[this.#next++]!.text : '';

  protected fail(message: string, at = this.at()): never {
    throw new ClaimError(message, at, this.claim);
  }

  protected expect(text: string): void {
    if (!this.take(text)) this.fail(`'${text}' is missing`);
  }

  /** A number, if one is next. */
  protected number(): number | undefined {
    return this.#tokens[this.#next]?.number ? Number(this.#tokens[this.#next++]!.text) : undefined;
  }

  /** A name or a number, as it stands there. */
  protected word(what: string): string {
    if (!/^[a-z_0-9]/i.test(this.peek())) return this.fail(`${what} is missing`);
    return this.#tokens[this.#next++]!.text;
  }

  /** The text from a character to the last token that was taken. */
  protected since(at: number): string {
    return this.claim.slice(at, this.#tokens[this.#next - 1]!.end);
  }
}
