import type { Text } from '../core/catalog.ts';
import type { Lang } from '../toolkit/i18n.ts';

/** Adds to texts what each of them is in a language. */
export function tell(texts: Partial<Text>[], lang: Lang, said: readonly string[]): void {
  for (const [i, text] of said.entries()) {
    texts[i] ??= {};
    texts[i][lang] = text;
  }
}
