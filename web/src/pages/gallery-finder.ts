import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Text } from '../core/catalog.ts';
import { catalog } from '../core/catalog-data.ts';
import { type Preset, SECTIONS } from '../core/preset.ts';
import { optimizerName } from '../reader/lane-names.ts';
import { showAddress } from '../toolkit/address.ts';
import { said } from '../toolkit/i18n.ts';
import { filled } from './filled.ts';
import { raceOf } from './gallery-card.ts';
import {
  PARTS,
  type Part,
  passes,
  type Query,
  readQuery,
  says,
  traitsOf,
  type Wording,
  withQuery,
  wordingOf,
} from './gallery-search.ts';

const words = {
  search: { en: 'Search', zh: '搜索' },
  hint: { en: 'Search lessons', zh: '搜索示例' },
  rule: { en: 'Optimizer', zh: '优化器' },
  problem: { en: 'Problem', zh: '问题' },
  theme: { en: 'Theme', zh: '主题' },
  any: { en: 'any', zh: '不限' },
  option: { en: '{name} ({n})', zh: '{name}（{n}）' },
  all: { en: '{n} lessons', zh: '共 {n} 个示例' },
  some: { en: '{n} of {all} lessons', zh: '{all} 个示例中的 {n} 个' },
  none: { en: 'None of the {all} lessons matches all of this.', zh: '{all} 个示例中没有同时符合这些条件的。' },
  without: { en: 'Without “{what}”: {n}', zh: '去掉“{what}”：{n} 个' },
  clear: { en: 'Show all {all}', zh: '显示全部 {all} 个' },
} satisfies Record<string, Text>;

const FILTERS = ['rule', 'problem', 'theme'] as const;
const NOTHING: Query = { q: '', rule: '', problem: '', theme: '' };
/** Milliseconds without typing after which the address has what was typed: browsers limit how often it changes. */
const PAUSE = 200;

const choices: Record<(typeof FILTERS)[number], () => { id: string; name: string }[]> = {
  rule: () => catalog.optimizers.map((rule) => ({ id: rule.id, name: optimizerName(rule) })),
  problem: () => catalog.problems.map(({ id, name }) => ({ id, name: said(name) })),
  theme: () => SECTIONS.map(({ id, name }) => ({ id, name: said(name) })),
};

/** The search and the filters of the gallery. What they ask for stands in the address. */
export class Finder {
  query = readQuery(location.search);
  /** All lessons that there are to be found. */
  presets: readonly Preset[] = [];
  readonly #wordings = new Map<Preset, Wording>();
  #timer = 0;

  constructor(private readonly changed: () => void) {}

  get asks(): boolean {
    return PARTS.some((part) => this.query[part]);
  }

  /** Names are in another language. */
  forget(): void {
    this.#wordings.clear();
  }

  /** Whether a lesson is what is looked for. */
  finds(preset: Preset, query = this.query): boolean {
    const { config } = raceOf(preset);
    if (!passes(traitsOf(preset, config), query)) return false;
    if (!query.q) return true;
    let wording = this.#wordings.get(preset);
    if (!wording) {
      wording = wordingOf(preset, config, catalog);
      this.#wordings.set(preset, wording);
    }
    return says(wording, query.q);
  }

  count(query = this.query): number {
    return this.presets.filter((preset) => this.finds(preset, query)).length;
  }

  /** `whole`: all lessons have come, and can be counted. */
  bar(whole: boolean): TemplateResult {
    const { query } = this;
    const [all, n] = [this.presets.length, whole && this.asks ? this.count() : 0];
    return html`<form class="finder" role="search" @submit=${this.#enter}>
      <label class="find"><span class="finder-label">${said(words.search)}</span><input type="search" name="q" autocomplete="off"
        spellcheck="false" enterkeyhint="search" aria-keyshortcuts="/" placeholder=${said(words.hint)}
        .value=${live(query.q)} @input=${this.#type} @keydown=${this.#leave}></label>
      ${FILTERS.map((part) => this.#filter(part, whole))}
    </form>
    <p class="found" role="status">${
      !whole || !this.asks
        ? filled(words.all, { n: `${all}` })
        : n > 0
          ? html`${filled(words.some, { n: `${n}`, all: `${all}` })} ${this.#clear()}`
          : filled(words.none, { all: `${all}` })
    }</p>
    ${whole && this.asks && n === 0 ? this.#waysOut() : nothing}`;
  }

  /** Puts the caret into the search. */
  focus(): void {
    const input = document.querySelector<HTMLInputElement>('.find input');
    input?.focus();
    input?.select();
  }

  #filter(part: (typeof FILTERS)[number], whole: boolean): TemplateResult {
    const { query } = this;
    const others = { ...query, [part]: '' };
    const left = whole ? this.presets.filter((preset) => this.finds(preset, others)) : [];
    const options = choices[part]().flatMap(({ id, name }) => {
      const n = left.filter((preset) =>
        passes(traitsOf(preset, raceOf(preset).config), { ...NOTHING, [part]: id }),
      ).length;
      return n > 0 || id === query[part]
        ? [{ id, text: whole ? filled(words.option, { name, n: `${n}` }) : name }]
        : [];
    });
    return html`<label><span class="finder-label">${said(words[part])}</span><select name=${part} @change=${(
      event: Event,
    ) => this.ask({ [part]: (event.target as HTMLSelectElement).value })}>
        <option value="" ?selected=${!query[part]}>${said(words.any)}</option>
        ${options.map(({ id, text }) => html`<option value=${id} .selected=${id === query[part]}>${text}</option>`)}
      </select></label>`;
  }

  #clear(): TemplateResult {
    const text = filled(words.clear, { all: `${this.presets.length}` });
    return html`<button type="button" class="text-button" @click=${() => this.ask(NOTHING)}>${text}</button>`;
  }

  /** Nothing is found: what would be, with one condition less. */
  #waysOut(): TemplateResult {
    const { query } = this;
    const ways = PARTS.flatMap((part) => {
      const n = query[part] ? this.count({ ...query, [part]: '' }) : 0;
      if (n === 0 || n === this.presets.length) return [];
      const what = part === 'q' ? query.q : (choices[part]().find(({ id }) => id === query[part])?.name ?? query[part]);
      return [{ part, text: filled(words.without, { what, n: `${n}` }) }];
    });
    return html`<p class="ways-out">${ways.map(
      ({ part, text }) =>
        html`<button type="button" class="text-button" @click=${() => this.ask({ [part]: '' })}>${text}</button>`,
    )}${this.#clear()}</p>`;
  }

  /** Another search. Whoever pressed a button that is gone goes on in the field. */
  ask(change: Partial<Record<Part, string>>): void {
    const pressed = document.activeElement instanceof HTMLButtonElement;
    this.query = { ...this.query, ...change };
    this.changed();
    if (pressed && document.activeElement === document.body) this.focus();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => showAddress(withQuery(location.href, this.query)), PAUSE);
  }

  readonly #type = (event: Event): void => this.ask({ q: (event.target as HTMLInputElement).value });

  readonly #leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.query.q) return;
    event.preventDefault();
    this.ask({ q: '' });
  };

  /** To the first lesson that is found. */
  readonly #enter = (event: Event): void => {
    event.preventDefault();
    document.querySelector<HTMLElement>('.cards li:not([hidden]) a')?.focus();
  };
}
