/** What was wrong with a config, and was replaced by the default. */
export interface Notice {
  code: string;
  /** The path in the config: `lanes.0.beta1`. */
  at: string;
  message: string;
  /** Of a change of a lane: the step from which it was to hold. */
  step?: number;
}

/** What was read all the same, and how: no mistake that anybody must mend before the race can be run. */
const READ_ALL_THE_SAME: ReadonlySet<string> = new Set(['repeated-field', 'unknown-version', 'read-as', 'ignored']);
export const isHarmless = ({ code }: Notice): boolean => READ_ALL_THE_SAME.has(code);

/** Notices beyond these are counted, not kept: a hostile config may hold any number of mistakes. */
const MAX_NOTICES = 20;

/** Somebody's text on one line: control characters and half surrogates could upset a terminal or a page. */
export const printable = (text: string): string => text.replace(/\p{C}/gu, '?');

/** A list of notices of bounded length. */
export class Notices {
  readonly #list: Notice[] = [];
  #dropped = 0;
  /** The step of the change that is being read. */
  step: number | undefined;

  get count(): number {
    return this.#list.length + this.#dropped;
  }

  add(code: string, at: string, message: string, step = this.step): void {
    const its = step === undefined ? {} : { step };
    if (this.#list.length === MAX_NOTICES) this.#dropped++;
    else this.#list.push({ code, at: printable(at.slice(0, 80)), message: printable(message.slice(0, 300)), ...its });
  }

  all(): Notice[] {
    const more = { code: 'more', at: '', message: `and ${this.#dropped} more mistakes` };
    return this.#dropped > 0 ? [...this.#list, more] : this.#list;
  }
}

/** Somebody's text, short enough to be shown. */
export const quoted = (text: string): string => `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`;
