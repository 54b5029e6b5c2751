// Places that lack much of a browser: servers, and what authors test their pages in.
import { afterEach, expect, it, vi } from 'vitest';

class BareElement extends EventTarget {
  readonly #attributes = new Map<string, string>();
  shadowRoot: BareElement | null = null;
  isConnected = false;
  className = '';
  get ownerDocument() {
    return globalThis.document;
  }
  attachShadow(): BareElement {
    this.shadowRoot = new BareElement();
    return this.shadowRoot;
  }
  getAttribute = (name: string): string | null => this.#attributes.get(name) ?? null;
  setAttribute(name: string, value: string): void {
    const old = this.getAttribute(name);
    this.#attributes.set(name, value);
    (this as unknown as { attributeChangedCallback?: (...args: unknown[]) => void }).attributeChangedCallback?.(
      name,
      old,
      value,
    );
  }
  append(): void {}
  replaceChildren(): void {}
  querySelector = (): null => null;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('a server may import the element', async () => {
  expect('HTMLElement' in globalThis).toBe(false);
  const { SidestepRace } = await import('../../../web/src/element/index.ts');
  expect(typeof SidestepRace).toBe('function');
});

it.each([
  ['without style sheets that can be made', { CSSStyleSheet: class {} }],
  [
    'with sheets that no root adopts',
    {
      CSSStyleSheet: class {
        replaceSync(): void {}
      },
    },
  ],
  ['without anything', {}],
])('a document %s broke the page that the element stood in', async (_, view) => {
  vi.stubGlobal('HTMLElement', BareElement);
  vi.stubGlobal('window', view);
  vi.stubGlobal('customElements', { get: () => undefined, define: () => {} });
  vi.stubGlobal('document', { defaultView: view, createElement: () => new BareElement() });
  const { SidestepRace } = await import('../../../web/src/element/index.ts');
  const race = new SidestepRace();
  race.setAttribute('config', '#v=1&p=beale');
  race.setAttribute('loading', 'eager');
  race.connectedCallback();
  race.setAttribute('view', 'loss');
  (race as { config: unknown }).config = { problem: { id: 'beale' } };
  expect([race.config, race.link]).toEqual([null, null]);
  race.disconnectedCallback();
  race.connectedCallback();
});
