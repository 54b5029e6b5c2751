import url from 'virtual:path';
import { html, nothing, type TemplateResult } from 'lit';
import type { Text } from '../core/catalog.ts';
import { once } from '../core/once.ts';
import type { Preset } from '../core/preset.ts';
import { named } from '../core/trouble.ts';
import { said } from '../toolkit/i18n.ts';
import { words } from './gallery-presets.ts';
import { pageLink, TUTORIAL } from './language.ts';

/** A lesson of a path: what of a tutorial it is about, one of the path's kinds, and what is said there, where the preset itself does not tell. */
export interface Step {
  id: string;
  kind: string;
  says?: Text;
}

/** A part of what is read, with the lessons that belong to it. */
export interface Stop {
  id: string;
  name: Text;
  text: Text;
  /** What is printed there, in plain signs. */
  formula?: string;
  lessons: Step[];
}

/** Lessons in the order of what is read beside them: web/path.json. */
export interface Path {
  name: Text;
  intro: Text;
  kinds: Record<string, Text>;
  stops: Stop[];
}

const load = once<Path>('path.txt', url);
export const loadPath = (): Promise<Path> => named('presets', load());

export const pathLink = (): string => pageLink('gallery.html', '', TUTORIAL);

export const stopText = ({ formula, text }: Stop): TemplateResult =>
  html`<p class="stop-text">${formula ? html`<span class="stop-formula">${formula}</span>` : nothing}${said(text)}</p>`;

export function printedAt({ kind, says }: Step, { printed }: Preset, kinds: Path['kinds']): TemplateResult {
  const text = says ?? printed;
  return html`<p class="card-printed"><b>${said(kinds[kind]!)}</b> ${text ? said(text) : nothing}</p>`;
}

/** At the theme of tutorials: the way to the path, and the letters. */
export const tutorialText = (): TemplateResult =>
  html`<p class="stop-text"><a href=${pathLink()}>${said(words.path)}</a> ${said(words.letters)}</p>`;
