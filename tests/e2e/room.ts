import type { Page } from '@playwright/test';

/** The widths of phones, tablets and laptops. */
export const WIDTHS = [320, 375, 480, 768, 1024, 1280];

/**
 * Every text of the page that a reader cannot read to its end: cut off by what surrounds it, wider than its input, beyond the
 * page's edges. What scrolls is read, if it can be seen that it scrolls; a title tells a name, but no number or status.
 */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const said = (element: Element): string => {
      const names = element.classList.length > 0 ? `.${[...element.classList].join('.')}` : '';
      return element.tagName.toLowerCase() + names;
    };
    const above = (element: Element): Element | null =>
      element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null;
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
    const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
    /** A bar, a fade, or shades at its ends. */
    const shows = (box: Element, style: CSSStyleDeclaration): boolean =>
      (box as HTMLElement).offsetHeight - box.clientHeight > 4 ||
      style.maskImage !== 'none' ||
      style.backgroundAttachment.includes('local');

    interface Box {
      element: Element;
      style: CSSStyleDeclaration;
      edge: { left: number; right: number; top: number; bottom: number };
      hidden: boolean;
      paint: boolean;
    }
    const boxes = new Map<Element, Box | null>();
    function boxOf(element: Element): Box | null {
      const style = getComputedStyle(element);
      const svg = element instanceof SVGElement;
      if (style.display === 'contents' || style.display === 'inline' || (svg && element.tagName !== 'svg')) return null;
      const root = element === document.documentElement;
      const paint = /paint|strict|content/.test(style.contain);
      const hidden = style.clipPath !== 'none';
      if (
        !root &&
        !paint &&
        !hidden &&
        style.overflowX === 'visible' &&
        style.overflowY === 'visible' &&
        style.position !== 'fixed'
      )
        return null;
      const outer = element.getBoundingClientRect();
      const [left, top] = [outer.left + element.clientLeft, outer.top + element.clientTop];
      const edge = svg ? outer : { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
      return { element, style, edge, paint, hidden: hidden || outer.width < 3 || outer.height < 3 };
    }

    function check(text: string, rect: DOMRect, parent: Element): void {
      let [left, right, top, bottom] = [rect.left, rect.right, rect.top, rect.bottom];
      const ink = 0.3 * rect.height; // above and below the letters
      for (let element: Element | null = parent; element; element = above(element)) {
        if (!boxes.has(element)) boxes.set(element, boxOf(element));
        const box = boxes.get(element);
        if (!box) continue;
        if (box.hidden) return; // for screen readers
        const { style, edge, paint } = box;
        const wide = left < edge.left - 1 || right > edge.right + 1;
        const tall = top < edge.top - ink || bottom > edge.bottom + ink;
        if (wide && element === document.documentElement)
          found.push(`the page is too narrow for “${text}” of ${said(parent)}`);
        if (wide && scrolls(style.overflowX)) {
          if (!shows(element, style)) found.push(`${said(element)} does not show that it scrolls`);
          [left, right] = [edge.left, edge.right];
        } else if (wide && (paint || clips(style.overflowX))) {
          const title = (element.closest('[title]') ?? parent.closest('[title]'))?.getAttribute('title') ?? '';
          const told =
            title.includes(text) && !/^[\d\s.,×⁻⁰-⁹%−–]+$/.test(text) && !/status|loss|value/.test(element.className);
          if (!told) found.push(`${said(element)} cuts off “${text}” of ${said(parent)}`);
          return;
        }
        if (tall && scrolls(style.overflowY)) [top, bottom] = [edge.top, edge.bottom];
        else if (tall && (paint || clips(style.overflowY))) {
          found.push(`${said(element)} cuts off “${text}” of ${said(parent)} in height`);
          return;
        }
        if (style.position === 'fixed') return;
      }
    }

    const canvas = document.createElement('canvas').getContext('2d')!;
    function ofControl(element: Element): void {
      const style = getComputedStyle(element);
      if (element instanceof HTMLInputElement && /^(?:text|number|search)$/.test(element.type)) {
        if (element.scrollWidth > element.clientWidth + 1)
          found.push(`${said(element)} has no room for “${element.value}”`);
      } else if (element instanceof HTMLSelectElement && style.opacity !== '0') {
        canvas.font = style.font;
        const text = element.selectedOptions[0]?.text.trim() ?? '';
        const arrow = style.appearance === 'none' ? 0 : 16;
        const room =
          element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight) - arrow;
        if (canvas.measureText(text).width > room + 2 && element.title !== text)
          found.push(`${said(element)} has no room for “${text}”`);
      }
    }

    const range = document.createRange();
    function walk(node: Node): void {
      if (node instanceof Text) {
        const text = node.data.replace(/\s+/g, ' ').trim();
        if (!text || !node.parentElement) return;
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) if (rect.width > 0) check(text, rect, node.parentElement);
        return;
      }
      if (node instanceof Element) {
        if (/^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|OPTION|title|desc)$/.test(node.tagName)) return;
        if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
          if (getComputedStyle(node).display !== 'contents') return;
        }
        ofControl(node);
        if (node.shadowRoot) walk(node.shadowRoot);
      }
      if (node instanceof HTMLSelectElement) return;
      for (const child of node.childNodes) walk(child);
    }
    walk(document.body);
    return [...new Set(found)];
  });

/** The same at every width. */
export async function cutOffAnywhere(page: Page, widths = WIDTHS): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    found.push(...(await cutOff(page)).map((fault) => `${width} px: ${fault}`));
  }
  return found;
}
