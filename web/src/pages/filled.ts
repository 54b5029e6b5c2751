import type { Text } from '../core/catalog.ts';
import { fill } from '../toolkit/fill.ts';
import { said } from '../toolkit/i18n.ts';

/** A text in the language that is spoken, with values in their places. */
export const filled = (text: Text, values: Readonly<Record<string, string>>): string => fill(said(text), values);
