import type { Value } from '../core/catalog.ts';
import { sameValue } from '../core/value.ts';
import type { Parsed, Refusal } from './check.ts';

/**
 * The text of one input. What is typed stays as it was typed while it says the value; and what is no value stays, with the reason, until
 * it is corrected or the value changes elsewhere, wherever the focus goes. Anything else would show what is not so, or lose a text.
 */
export class Entry<T extends Value> {
  #typed: { text: string; parsed: Parsed<T>; taken: boolean; beside: T } | undefined;

  constructor(
    /** The value that holds. */
    private readonly value: () => T,
    private readonly read: (text: string) => Parsed<T>,
    /** The value as a text: in full, or as much of it as there is room for. */
    private readonly write: (value: T, full: boolean) => string,
  ) {}

  /** What was typed, unless the value has become another since. */
  get #kept() {
    if (this.#typed && !sameValue(this.#typed.beside, this.value())) this.drop();
    return this.#typed;
  }

  /** Keeps a text. It is a draft unless it is taken: then the value that it says is the one that will hold. */
  type(text: string, take = true): Parsed<T> {
    const parsed = this.read(text);
    const taken = take && 'value' in parsed;
    this.#typed = { text, parsed, taken, beside: taken ? parsed.value : this.value() };
    return parsed;
  }

  text(full: boolean): string {
    return this.#kept?.text ?? this.write(this.value(), full);
  }

  /** The text does not say the value that holds. */
  get isDraft(): boolean {
    return this.#kept?.taken === false;
  }

  /** Why what was typed is no value. */
  get refusal(): Refusal | undefined {
    const parsed = this.#kept?.parsed;
    return parsed && 'reason' in parsed ? parsed : undefined;
  }

  /** The focus goes elsewhere: a value is written as all values are. */
  leave(): void {
    if (!this.isDraft) this.drop();
  }

  drop(): void {
    this.#typed = undefined;
  }
}

/** An entry of any value. */
export type AnyEntry = Pick<Entry<Value>, 'isDraft' | 'refusal' | 'leave' | 'drop'>;
