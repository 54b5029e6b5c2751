import type { Preset } from '../core/preset.ts';
import { said } from '../toolkit/i18n.ts';

/** The first sentence of a text, in either language. */
const firstSentence = (text: string): string => /^.*?(?:[.!?](?=\s|$)|[。！？])/su.exec(text)?.[0] ?? text;

/** What a card says of its lesson, in a sentence. */
export const blurb = ({ summary, lesson }: Preset): string => (summary ? said(summary) : firstSentence(said(lesson)));
