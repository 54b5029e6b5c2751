import '../../styles/embed.css';
import { EMBED_KEYS, readEmbed } from '../core/embed.ts';
import { readTheme } from '../core/theme.ts';
import { isType } from '../core/type.ts';
import '../element/index.ts';
import { obey } from '../element/commands.ts';
import { langAt, preferredLang, speaking, t } from '../toolkit/i18n.ts';

/**
 * Light, dark, or `auto`: as the reader's system has it. In a frame the system says nothing about the page around, and most are
 * light; of one from the same site its own `color-scheme` is known.
 */
function showTheme(asked: unknown): void {
  const theme = readTheme(asked);
  const { dataset, style } = document.documentElement;
  const framed = window.parent !== window;
  dataset.theme = theme ?? (framed ? '' : 'auto');
  style.colorScheme = !theme && window.frameElement ? getComputedStyle(window.frameElement).colorScheme : '';
}

const race = document.createElement('sidestep-race');
const home = document.createElement('a');
let ignored = 0;
/** What the whole frame takes, and the race with it; the race says of anything else that it is unknown. */
const pages: Readonly<Record<string, (said: string) => boolean>> = {
  theme: (said) => readTheme(said) !== undefined,
  type: isType,
};

function read(): void {
  const { link, options } = readEmbed(location.search, location.hash);
  for (const key of EMBED_KEYS) {
    const value = options[key];
    if (value === undefined || pages[key]?.(value)) race.removeAttribute(key);
    else race.setAttribute(key, value);
  }
  document.documentElement.lang = options.lang ?? preferredLang(navigator.languages);
  showTheme(options.theme);
  document.documentElement.dataset.type = options.type;
  race.setAttribute('config', link);
  home.href = `./${link}`;
}

/** The link opens the race as it is now: a script or a reader may have changed it. */
function nameHome(): void {
  if (race.link) home.href = `./${race.link}`;
}

/** Only the page around this one is heard, and only where it makes sense; the rest is counted. */
function hear({ source, data }: MessageEvent<unknown>): void {
  if (source !== window.parent || source === window) ignore();
  else obey(data, race, showTheme).catch(ignore); // no command, or a step that is no number
}

function ignore(): void {
  document.documentElement.dataset.ignored = String(++ignored);
}

/** The page around learns how high the race is. It is no secret, so any origin may know. */
function tellSize(): void {
  if (window.parent === window) return;
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  window.parent.postMessage({ type: 'sidestep:size', height }, '*');
}

home.target = '_blank';
home.rel = 'noopener';
home.className = 'home';
home.textContent = 'Sidestep';
read();
const poster = document.querySelector('#poster')!;
poster.slot = 'poster';
document.querySelector('#late')!.remove();
race.append(poster, home);
for (const event of ['sidestep-ready', 'sidestep-step']) race.addEventListener(event, nameHome);
for (const event of ['pointerenter', 'focus']) home.addEventListener(event, nameHome);
race.addEventListener('sidestep-ready', () => {
  home.textContent = speaking(langAt(race.shadowRoot!.querySelector('[lang]') ?? home), () => t('embed.open'));
});
document.querySelector('main')!.append(race);
window.addEventListener('hashchange', read);
window.addEventListener('message', hear);
new ResizeObserver(tellSize).observe(document.documentElement);
