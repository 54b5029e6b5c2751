import '../../styles/main.css';
import '../../styles/gallery.css';
import { html, nothing, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type Preset, SECTIONS } from '../core/preset.ts';
import { mayShow } from '../engine/trusted.ts';
import { loadPrefs, savePrefs } from '../reader/prefs.ts';
import { isLang, languages, locale, said, t, tag } from '../toolkit/i18n.ts';
import * as icons from '../toolkit/icons.ts';
import { afterPaint } from '../toolkit/lazy-modules.ts';
import { bringNeeded } from '../toolkit/needs.ts';
import { whyIn } from '../toolkit/reasons.ts';
import { slices } from '../toolkit/tasks.ts';
import { untranslated, watch } from '../toolkit/translated.ts';
import { explain } from './failure.ts';
import { bringKit, card } from './gallery-card.ts';
import { Finder } from './gallery-finder.ts';
import { loadPath, type Path, pathLink, printedAt, stopText, tutorialText } from './gallery-path.ts';
import { keepPlace, placeToReturn } from './gallery-place.ts';
import { loadPresets, words } from './gallery-presets.ts';
import { chooseLang, courseLink, initialLang, onPath, pageLink, racePage, speakFirst } from './language.ts';
import { keepOffline } from './offline.ts';
import { nextTheme, showTheme } from './theme.ts';
import { isLarge, nextType, showType } from './type.ts';

const themeIcons = { auto: icons.auto, light: icons.sun, dark: icons.moon };

let prefs = loadPrefs();
let presets: readonly Preset[] = [];
/** Those that have come onto the page. */
const shown = new Set<Preset>();
let path: Path | undefined;
let failure: unknown;
const finder = new Finder(() => show());

const repeatThumbs = (): void => {
  for (const thumb of document.querySelectorAll<HTMLElement & { again(): void }>('sidestep-thumb')) thumb.again();
};

function changeTheme(): void {
  prefs = { ...prefs, theme: nextTheme(prefs.theme) };
  savePrefs(prefs);
  showTheme(prefs.theme);
  repeatThumbs();
  show();
}

function changeType(): void {
  prefs = { ...prefs, type: nextType(prefs) };
  savePrefs(prefs);
  void showType(prefs);
  show();
}

function changeLang(event: Event): void {
  const select = event.target as HTMLSelectElement;
  const { value } = select;
  if (!isLang(value)) return;
  chooseLang(value, (lang) => {
    prefs = { ...prefs, lang };
    savePrefs(prefs);
  }).catch((error: unknown) => {
    failure = error;
    show();
    select.value = locale.lang; // what the page still speaks
  });
}

const header = (): TemplateResult => html`<header class="page-head">
  <a class="wordmark" href=${pageLink('')}><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M2 5h7v7h7v7h6" /><circle cx="22" cy="19" r="2" /></svg>Sidestep</a>
  <p class="tagline">${t('page.tagline')}</p>
  <nav aria-label=${t('page.settings')}>
    <a class="text-button" href=${pageLink('')}>${said(words.playground)}</a>
    <label class="language"><span class="visually-hidden">${t('page.language')}</span>
      <select class="quiet-select" @change=${changeLang}>${languages.map(
        ({ id, label, ...it }) =>
          html`<option value=${id} lang=${it.tag} ?selected=${id === locale.lang}>${label}</option>`,
      )}</select></label>
    <button type="button" class="quiet type" aria-label=${t('page.type')} title=${t('page.type')} aria-pressed=${String(isLarge(prefs))}
      @click=${changeType}>${icons.type}</button>
    <button type="button" class="quiet theme" aria-label=${t('page.theme', { theme: t(`theme.${prefs.theme}`) })}
      title=${t('page.theme', { theme: t(`theme.${prefs.theme}`) })} @click=${changeTheme}>${themeIcons[prefs.theme]}</button>
  </nav>
</header>`;

/** Lessons that stand together: a theme, or a stop of a path. */
interface Group {
  anchor: string;
  name: string;
  text: TemplateResult | typeof nothing;
  lessons: { preset: Preset; printed: TemplateResult | typeof nothing }[];
}

function groups(): Group[] {
  if (!path)
    return SECTIONS.map(({ id, name }) => ({
      anchor: `section-${id}`,
      name: said(name),
      text: id === 'tutorial' ? tutorialText() : nothing,
      lessons: presets.flatMap((preset) => (preset.section === id ? [{ preset, printed: nothing }] : [])),
    }));
  const { kinds, stops } = path;
  return stops.map((stop, i) => ({
    anchor: `stop-${stop.id}`,
    name: `${i + 1} ${said(stop.name)}`,
    text: stopText(stop),
    lessons: stop.lessons.flatMap((step) => {
      const preset = presets.find(({ id }) => id === step.id);
      return preset ? [{ preset, printed: printedAt(step, preset, kinds) }] : [];
    }),
  }));
}

const found = ({ lessons }: Group): number =>
  finder.asks ? lessons.filter(({ preset }) => finder.finds(preset)).length : lessons.length;

const contents = (all: readonly Group[]): TemplateResult =>
  html`<nav class="contents" aria-label=${said(words.contents)}><ul>${all.map((group) => {
    const n = found(group);
    return html`<li ?hidden=${n === 0}><a href="#${group.anchor}">${group.name}</a> <span class="contents-count">${n}</span></li>`;
  })}</ul></nav>`;

const section = (group: Group): TemplateResult | typeof nothing => {
  const here = group.lessons.filter(({ preset }) => shown.has(preset));
  if (here.length === 0) return nothing;
  const { anchor, name, text } = group;
  return html`<section aria-labelledby=${anchor} ?hidden=${here.every(({ preset }) => !finder.finds(preset))}>
    <h2 id=${anchor}>${name}</h2>${text}
    <ul class="cards">${repeat(
      here,
      ({ preset }) => preset.id,
      ({ preset, printed }) => card(preset, !finder.finds(preset), printed),
    )}</ul></section>`;
};

function show(): void {
  document.documentElement.lang = tag();
  document.title = said(words.document);
  const all = groups();
  const whole = presets.length > 0 && shown.size === finder.presets.length;
  const body = html`${header()}
    <main class="gallery ${path ? 'path' : ''}">
      <h1>${said(path?.name ?? words.title)}</h1>
      <p class="gallery-intro">${said(path?.intro ?? words.intro)}</p>
      <p class="gallery-ways">${
        path
          ? html`<a href=${pageLink('gallery.html')}>${said(words.themes)}</a>`
          : html`<a href=${pathLink()}>${said(words.path)}</a>`
      } <a href=${courseLink()}>${t('page.course')}</a> <a href=${racePage('index')}>${said(words.pages)}</a></p>
      ${presets.length > 0 ? html`${finder.bar(whole)}${contents(all)}` : nothing}
      ${
        failure
          ? html`<div class="notice failure" role="alert"><p>${whyIn(failure, locale.lang)}</p>
        <p><button type="button" class="text-button" @click=${begin}>${t('notice.retry')}</button></p></div>`
          : nothing
      }
      ${all.map(section)}
    </main>
    ${!whole ? nothing : html`<footer class="page-foot"><p>${t('page.footer')}</p></footer>`}`;
  watch(document);
  untranslated(document.body, () => render(body, document.body));
}

/** All of them, from the first on, a few in each task of the browser. */
async function unfold(): Promise<void> {
  finder.presets = groups().flatMap(({ lessons }) => lessons.map(({ preset }) => preset));
  await afterPaint(); // of what the page is
  document.querySelector('#loading')?.remove();
  show();
  await afterPaint(); // of its head
  const rest = slices();
  const place = placeToReturn();
  do {
    for (const preset of finder.presets.slice(shown.size, shown.size + 3)) shown.add(preset);
    show();
    place.come();
    if (!place.awaited) await rest();
  } while (shown.size < finder.presets.length);
  place.come();
  if (presets.length > 0) keepPlace();
}

/** The search has a key of its own, for whoever wants such keys. */
function pressed(event: KeyboardEvent): void {
  const { target } = event;
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !prefs.shortcuts) return;
  if (target instanceof HTMLElement && target.matches('input, select, textarea')) return;
  event.preventDefault();
  finder.focus();
}

let off = (): void => {};

/** Brings what is shown, and shows it; again for who asks again. Rejects without the texts. */
async function begin(): Promise<void> {
  mayShow();
  off();
  failure = undefined;
  const coming = Promise.all([loadPresets(), onPath() ? loadPath() : undefined]).catch((error: unknown) => {
    failure = error;
    return [[], undefined] as const;
  });
  await Promise.all([speakFirst(initialLang(prefs.lang)), dressed]);
  [presets, path] = await coming;
  await bringKit(presets);
  off = locale.on('change', () => {
    finder.forget();
    show();
  });
  await unfold();
}

showTheme(prefs.theme);
const dressed = bringNeeded(document.body).then(() => showType(prefs));
addEventListener('keydown', pressed);
begin().catch(explain);
keepOffline();
