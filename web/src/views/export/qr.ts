import { correction, generate } from 'lean-qr';

/** Modules around a code, as its standard asks for. */
const QUIET = 4;

/** A QR code: how many modules wide it is with what surrounds it, and the path of the dark ones. */
export interface Qr {
  side: number;
  path: string;
}

/** A text as a QR code; null where it is longer than a code can be. */
export function qrOf(text: string): Qr | null {
  try {
    const code = generate(text, { minCorrectionLevel: correction.L });
    let path = '';
    for (let y = 0; y < code.size; y++)
      for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
    return { side: code.size + 2 * QUIET, path };
  } catch {
    return null;
  }
}

/** The same as an SVG document, dark on light whatever the page is. */
export const qrSvg = ({ side, path }: Qr): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>\n`;
