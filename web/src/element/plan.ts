/** What is more is a mistake, or hostile. */
const MOST = 9;

const list = (element: Element, name: string, usual: string): string[] =>
  (element.getAttribute(name) || usual).split(/[\s,]+/, MOST).filter(Boolean);

export function box(name: string, inner: Element[] = []): HTMLElement {
  const made = document.createElement('div');
  made.className = name;
  made.append(...inner);
  return made;
}

/** A box for everything that the attributes tell of a race: its place is as high as the race will be, and nothing moves when it comes. */
export function planOf(element: Element): Element[] {
  const controls = list(element, 'controls', 'play');
  const fields = controls.filter((name) => !/^(none|play|problem|lanes|settings|fair)$/.test(name));
  const lanes: unknown[] = element.getAttribute('config')?.match(/[#&]o=|"optimizer"/g) ?? [0, 0];
  return [
    box(
      'pictures',
      list(element, 'view', 'trajectory,loss').map((name) => box(name)),
    ),
    box(controls.includes('play') ? 'play' : 'none'),
    box(
      'lanes',
      lanes.slice(0, fields[0] ? MOST : 1).map(() =>
        box(
          'lane',
          fields.map(() => box('field')),
        ),
      ),
    ),
  ];
}
