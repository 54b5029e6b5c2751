// The picture of a race for chats and social networks: the gallery's own, with the names of its lanes, as a PNG.
import { readFileSync } from 'node:fs';

export const [WIDTH, HEIGHT] = [1200, 630]; // what Open Graph and Twitter cards ask for
/** The gallery's picture is 320 × 200. */
const PICTURE = { left: 24, top: 40, scale: 2.75 };
const NAMES = { left: 932, right: 24, top: 72, size: 26, line: 34, gap: 14 };

/** The paths of a picture (thumbs/canvas.mjs), each with its style. */
function pathsOf(svg) {
  const [, styles] = /<style>(.*?)<\/style>/s.exec(svg);
  const rules = new Map(
    [...styles.matchAll(/\.(\w+)\{([^}]*)\}/g)].map(([, name, body]) => [
      name,
      Object.fromEntries(body.split(';').map((one) => one.split(/:(.*)/s))),
    ]),
  );
  return [...svg.matchAll(/<path class="(\w+)" d="([^"]*)"/g)].map(([, name, d]) => ({ d, style: rules.get(name) }));
}

/** What draws one, (svg, names) to the bytes of a PNG; null where the library is not there. `load`: the page's modules. */
export async function pictureOf(load) {
  const library = await import('@napi-rs/canvas').catch(() => null);
  if (!library) return null;
  const { createCanvas, Path2D } = library;
  const palette = (await load('cli/paper.ts')).paper();
  const { measureWith, onCanvas, wrapped } = await load('views/export/text.ts');
  const { colourOf } = await load('views/export/colour.ts');
  const { dashOf } = await load('toolkit/palette.ts');
  measureWith(onCanvas(createCanvas(1, 1).getContext('2d')));
  const named = (css) =>
    css.replace(/var\(--(?:lane-(\d)|(\w+))\)/g, (_, lane, name) => (lane ? palette.lanes[lane] : palette[name]));
  const rgba = (css) => {
    const { rgb, opacity } = colourOf(named(css));
    return `${rgb}${Math.round(opacity * 255)
      .toString(16)
      .padStart(2, '0')}`;
  };

  function paint(ctx, { d, style }) {
    const path = new Path2D(d);
    if (style.fill !== 'none') {
      ctx.fillStyle = rgba(style.fill);
      ctx.fill(path, style['fill-rule'] ?? 'nonzero');
    }
    if (!style.stroke) return;
    ctx.strokeStyle = rgba(style.stroke);
    ctx.lineWidth = Number(style['stroke-width']);
    ctx.lineJoin = style['stroke-linejoin'] ?? 'miter';
    ctx.lineCap = style['stroke-linecap'] ?? 'butt';
    ctx.setLineDash((style['stroke-dasharray'] ?? '').split(' ').filter(Boolean).map(Number));
    ctx.stroke(path);
  }

  function legend(ctx, names) {
    const { left, right, top, size, line, gap } = NAMES;
    const font = `${size}px ${palette.font}`;
    let y = top;
    for (const [i, name] of names.entries()) {
      const lines = wrapped(name, WIDTH - left - right, font);
      if (y + line * (lines.length + 1) > HEIGHT - 80) return; // the rest is on the page
      ctx.strokeStyle = palette.lanes[i % palette.lanes.length];
      ctx.lineWidth = 5;
      ctx.setLineDash(dashOf(i).map((part) => 2.5 * part));
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(left + 72, y);
      ctx.stroke();
      [ctx.font, ctx.fillStyle] = [font, palette.ink];
      for (const said of lines) {
        y += line;
        ctx.fillText(said, left, y);
      }
      y += line + gap;
    }
  }

  const draw = async (svg, names) => {
    const canvas = createCanvas(WIDTH, HEIGHT);
    const ctx = canvas.getContext('2d');
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, WIDTH, HEIGHT);
    const { left, top, scale } = PICTURE;
    ctx.save();
    ctx.translate(left, top);
    ctx.scale(scale, scale);
    ctx.beginPath();
    ctx.rect(0, 0, 320, 200);
    ctx.clip();
    for (const path of pathsOf(svg)) paint(ctx, path);
    ctx.restore();
    legend(ctx, names);
    [ctx.font, ctx.fillStyle] = [`600 28px ${palette.font}`, palette.muted];
    ctx.fillText('Sidestep', NAMES.left, HEIGHT - 40);
    return canvas.encode('png');
  };
  return Object.assign(draw, { version: readFileSync(new URL(import.meta.url)) });
}
