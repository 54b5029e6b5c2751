/** Lane colours: Okabe & Ito's set, tuned for contrast on both grounds (tokens.css). Dashes repeat that without colour. */
export const COLOURS = 8;
const CLASSES = 3;
const dashes: readonly (readonly number[])[] = [[], [8, 3], [2.5, 2.5], [9, 3, 2, 3]];

/** The dash pattern of a lane's swatch: two swatches of the same colour never share one. */
export const dashOf = (swatch: number): readonly number[] =>
  dashes[(swatch + 2 * Math.floor(swatch / COLOURS)) % dashes.length]!;

export interface Palette {
  lanes: string[];
  /** Of classes, none like a lane's. */
  classes: string[];
  ink: string;
  muted: string;
  rule: string;
  paper: string;
  ground: string;
  font: string;
  unit: number;
  /** How much thicker lines are, for readers who ask for more contrast. */
  bold: number;
  /** Level sets are lines alone: the colours are the reader's, and a shade of them says nothing. */
  plain: boolean;
}

/** CSS pixels for each of those that a picture is drawn in: it is as large as the text around it, which is 14 pixels by default. */
export const unitOf = ({ fontSize }: Pick<CSSStyleDeclaration, 'fontSize'>): number =>
  Number.parseFloat(fontSize) / 14 || 1;

/** The colours that canvases need, resolved from the custom properties where `element` stands. */
export function readPalette(element: HTMLElement): Palette {
  const names = [
    ...Array.from({ length: COLOURS }, (_, i) => `lane-${i}`),
    ...Array.from({ length: CLASSES }, (_, i) => `class-${i}`),
    ...(['ink', 'muted', 'rule', 'paper', 'ground'] as const),
  ];
  const probes = names.map((name) => {
    const probe = document.createElement('i');
    probe.hidden = true;
    probe.style.color = `var(--${name})`;
    return probe;
  });
  element.append(...probes); // all before the first is asked: the browser resolves styles once
  const colours = probes.map((probe) => getComputedStyle(probe).color);
  for (const probe of probes) probe.remove();
  const [ink, muted, rule, paper, ground] = colours.splice(COLOURS + CLASSES) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const classes = colours.splice(COLOURS);
  const style = getComputedStyle(element);
  const number = (name: string): number => Number(style.getPropertyValue(name));
  return {
    ...{ lanes: colours, classes, ink, muted, rule, paper, ground, font: style.fontFamily, unit: unitOf(style) },
    bold: number('--bold') || 1,
    plain: number('--plain') > 0,
  };
}

export const laneColour = (palette: Palette, swatch: number): string => palette.lanes[swatch % COLOURS]!;

/** A colour with another opacity. */
export const faded = (colour: string, alpha: number): string =>
  `color-mix(in srgb, ${colour} ${alpha * 100}%, transparent)`;

/** A colour on the way from one to another. */
export const mixed = (from: string, to: string, share: number): string =>
  `color-mix(in srgb, ${to} ${(share * 100).toFixed(2)}%, ${from})`;
