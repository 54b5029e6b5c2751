import type { Text } from '../core/catalog.ts';
import { said } from '../toolkit/i18n.ts';

/** A text in the language that is spoken, with values in their places. */
export const filled = (text: Text, values: Readonly<Record<string, string>>): string =>
  said(text).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
