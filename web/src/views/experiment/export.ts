import { inOrder, writeLine } from '../../experiment/line.ts';
import type { Study } from '../../reader/study.ts';
import { readPalette } from '../../toolkit/palette.ts';
import { escaped } from '../export/escaped.ts';
import type { Origin } from '../export/traces.ts';

/** The runs of an experiment for other programs: a row for each, trials first. */
export function runsCsv({ results }: Study, { link, checksum }: Origin): string {
  const lines = [...results.all()].sort(inOrder);
  const paths = [...new Set(lines.flatMap(({ set }) => Object.keys(set)))];
  const columns = [
    'cell',
    'lane',
    'optimizer',
    'trial',
    'seed',
    ...paths,
    'status',
    'step',
    'loss',
    'accuracy',
    'testLoss',
    'checksum',
    'link',
  ];
  const cell = (value: unknown): string => {
    const text = value === undefined || value === null ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = lines.map(({ set, final, ...line }) =>
    columns
      .map((name) => cell(name in set ? set[name] : name in final ? final[name as 'loss'] : line[name as 'cell']))
      .join(','),
  );
  return [`# ${link}`, `# checksum ${checksum ?? ''}`, columns.join(','), ...rows, ''].join('\n');
}

/** The same as JSON; each run as a line of the command line's files has it. */
export const runsJson = ({ results, experiment }: Study, { link, checksum }: Origin): string =>
  JSON.stringify({
    link,
    checksum,
    seeds: results.seeds,
    lanes: experiment.config.lanes.map(({ optimizer }) => optimizer),
    runs: [...results.all()].sort(inOrder).map((run) => JSON.parse(writeLine(run)) as unknown),
  });

const MARGIN = 20;
/** What a drawn shape has of the page's styles. */
const PAINT = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'paint-order',
];
/** Controls are no part of a figure, nor is what only screen readers hear, or what only a reader of the page can use (`data-aside`). */
const LEFT_OUT = 'button, input, select, .choices, .visually-hidden, [hidden], sidestep-experiment-bar, [data-aside]';

/** An SVG of the page with the styles that it has there, each where it is not its parent's. */
function painted(svg: SVGElement): SVGElement {
  const copy = svg.cloneNode(true) as SVGElement;
  const [from, to] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  const values = new Map<Element, string[]>();
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    const target = to[i] as SVGElement;
    const own = PAINT.map((name) => style.getPropertyValue(name));
    values.set(element, own);
    const inherited = values.get(element.parentElement!);
    PAINT.forEach((name, k) => {
      target.removeAttribute(name);
      if (own[k] && (name === 'opacity' ? own[k] !== '1' : own[k] !== inherited?.[k]))
        target.setAttribute(name, own[k]!);
    });
    if (style.display === 'none') target.setAttribute('display', 'none');
    for (const name of ['class', 'style', 'tabindex', 'role']) target.removeAttribute(name);
  });
  for (const aside of copy.querySelectorAll('[data-aside]')) aside.remove();
  const comments = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const all: Node[] = [];
  while (comments.nextNode()) all.push(comments.currentNode);
  for (const comment of all) (comment as Comment).remove();
  return copy;
}

/** The lines of a text as they are broken on the page, each with its place. */
function* linesOf(text: Text): Generator<{ text: string; box: DOMRect }> {
  const range = document.createRange();
  let line: { text: string; box: DOMRect } | undefined;
  for (const match of text.data.matchAll(/\S+\s*/g)) {
    range.setStart(text, match.index);
    range.setEnd(text, match.index + match[0].trimEnd().length);
    const [box] = range.getClientRects();
    if (!box || box.width === 0) continue;
    if (line && Math.abs(line.box.top - box.top) < 3) {
      line.text += match[0];
      line.box = new DOMRect(line.box.left, line.box.top, box.right - line.box.left, line.box.height);
    } else {
      if (line) yield line;
      line = { text: match[0], box };
    }
  }
  if (line) yield line;
}

/** Lays a page out for a moment as its picture is to be. Nothing of that is painted. */
function laidOut<T>(view: HTMLElement, read: () => T): T {
  view.classList.add('as-figure');
  try {
    return read();
  } finally {
    view.classList.remove('as-figure');
  }
}

const text = (content: string, x: number, y: number, style: CSSStyleDeclaration, size = style.fontSize): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${escaped(style.color)}" font-family="${escaped(style.fontFamily)}" font-size="${size}" font-weight="${style.fontWeight}">${escaped(content)}</text>`;

/** All drawings and texts of an element at their places in it. */
function partsOf(view: HTMLElement): { parts: string[]; right: number; bottom: number } {
  const frame = view.getBoundingClientRect();
  const parts: string[] = [];
  let [right, bottom] = [frame.width, 0];
  const place = (box: DOMRect): { x: number; y: number } => {
    right = Math.max(right, box.right - frame.left); // what scrolls on the page is whole here
    bottom = Math.max(bottom, box.bottom - frame.top);
    return { x: box.left - frame.left, y: box.top - frame.top };
  };
  const walker = document.createTreeWalker(view, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Element && node.matches(LEFT_OUT)) return NodeFilter.FILTER_REJECT;
    return node.parentElement?.closest('svg') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof SVGSVGElement) {
      const box = node.getBoundingClientRect();
      if (box.width === 0) continue;
      const copy = painted(node);
      for (const [name, value] of Object.entries({ ...place(box), width: box.width, height: box.height }))
        copy.setAttribute(name, String(value));
      parts.push(new XMLSerializer().serializeToString(copy));
    } else if (node instanceof Text && node.data.trim()) {
      const style = getComputedStyle(node.parentElement!);
      for (const line of linesOf(node)) {
        const { x, y } = place(line.box);
        parts.push(text(line.text.trimEnd(), x, y + line.box.height * BASELINE, style));
      }
    }
  }
  return { parts, right, bottom };
}

/** Where letters stand in the box of a line, from its top. */
const BASELINE = 0.78;
const [HEAD, FOOT, FOOT_SIZE] = [30, 14, 10];

/** A long text in pieces of so many characters: links have no spaces. */
const pieces = (long: string, most: number): string[] => long.match(new RegExp(`.{1,${most}}`, 'g')) ?? [];

/** Everything that is drawn and said of an experiment as one picture, as it is laid out on the page, under a title and with its link. */
export function experimentSvg(root: ParentNode, title: string, { link, checksum }: Origin): string {
  const view = root.querySelector<HTMLElement>('.experiment')!;
  const style = getComputedStyle(view);
  const { paper } = readPalette(view);
  const { parts, right: across, bottom } = laidOut(view, () => partsOf(view));
  const foot = [
    ...pieces(link, Math.floor(across / (0.62 * FOOT_SIZE))),
    ...(checksum ? [`checksum ${checksum}`] : []),
  ];
  const [width, height] = [across + 2 * MARGIN, HEAD + bottom + FOOT * (foot.length + 1) + 2 * MARGIN];
  const said = [
    text(title, 0, -HEAD / 2, style, '16px'),
    ...foot.map((line, i) => text(line, 0, bottom + FOOT * (i + 1.5), style, `${FOOT_SIZE}px`)),
  ];
  const box = `x="${-MARGIN}" y="${-MARGIN - HEAD}" width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN - HEAD} ${width} ${height}"><title>${escaped(title)}</title><desc>${escaped(link)}</desc><rect ${box} fill="${escaped(paper)}"/>${parts.join('')}${said.join('')}</svg>`;
}

const SHARP = 2;

/** The same as a bitmap. Rejects where the browser cannot draw it. */
export async function experimentPng(root: ParentNode, title: string, origin: Origin): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(experimentSvg(root, title, origin))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width * SHARP, image.height * SHARP];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no picture'))), 'image/png'),
  );
}
