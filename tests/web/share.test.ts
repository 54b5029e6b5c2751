// What the share dialog gives besides links: Markdown, QR codes, GIF, MP4.
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import { expect, it } from 'vitest';
import { Gif } from '../../web/src/views/export/gif.ts';
import { figureMarkdown } from '../../web/src/views/export/markdown.ts';
import { mp4 } from '../../web/src/views/export/mp4.ts';
import { qrOf, qrSvg } from '../../web/src/views/export/qr.ts';
import { picturesOf } from './support/gif.ts';

it('a figure as Markdown leads to its race, whatever its caption and link hold', () => {
  const figure = {
    caption: 'f [x] *leads*',
    file: 'a.svg',
    link: 'https://e.org/#p=f(x)',
    checksum: 'Checksum `00ff`',
  };
  expect(figureMarkdown(figure)).toBe(
    '[![f \\[x\\] \\*leads\\*](a.svg)](<https://e.org/#p=f(x)>)\n\nf \\[x\\] \\*leads\\* Checksum `00ff`',
  );
  expect(figureMarkdown({ ...figure, checksum: '' })).toMatch(/leads\\\*$/);
});

it('a QR code has its finders and its quiet zone, and none is made of what is too long', () => {
  const code = qrOf('https://example.org/sidestep/#v=2&p=ravine&o=sgd')!;
  expect((code.side - 8 - 17) % 4).toBe(0);
  const dark = new Set([...code.path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => `${x} ${y}`));
  for (const [x, y] of [
    [4, 4],
    [code.side - 11, 4],
    [4, code.side - 11],
  ] as const)
    for (let i = 0; i < 7; i++) expect(dark, `${x} ${y}`).toContain(`${x + i} ${y}`);
  expect([...dark].some((at) => /^[0-3] | [0-3]$/.test(at))).toBe(false);
  expect(qrSvg(code)).toContain(`viewBox="0 0 ${code.side} ${code.side}"`);
  expect(qrOf('x'.repeat(3000))).toBeNull();
});

/** Pixels that differ by more than an eye sees: a GIF has colours of five or six bits where it has many. */
function differing(seen: Uint32Array, meant: Uint32Array): number {
  const apart = (a: number, b: number): number =>
    Math.max(...[0, 8, 16].map((bit) => Math.abs(((a >> bit) & 255) - ((b >> bit) & 255))));
  return seen.reduce((sum, colour, i) => sum + (apart(colour, meant[i]!) > 10 ? 1 : 0), 0);
}

it('a GIF has a picture for each change, which stays until the next, and little more than what changed', async () => {
  const [width, height] = [200, 100];
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  const context = { canvas: { width, height }, getImageData: () => ({ data: data.slice() }) };
  const gif = new Gif(context as unknown as CanvasRenderingContext2D);
  gif.add(0);
  gif.add(100); // nothing has changed
  const shown = [new Uint32Array(data.slice().buffer)];
  for (let i = 1; i <= 3; i++) {
    for (let k = 0; k < 40; k++) data.set([200, 60, 5 * k, 255], 4 * (i * width + i + k));
    gif.add(100 + 100 * i);
    shown.push(new Uint32Array(data.slice().buffer));
  }
  const bytes = new Uint8Array(await (await gif.end(1000)).arrayBuffer());
  expect(new TextDecoder().decode(bytes.slice(0, 6))).toBe('GIF89a');
  const pictures = picturesOf(bytes);
  expect(pictures.map(({ delay }) => delay)).toEqual([20, 10, 10, 60]);
  for (const [i, { pixels }] of pictures.entries()) expect(differing(pixels, shown[i]!), `${i}`).toBe(0);
  expect(bytes.length).toBeLessThan(4000);
});

it('an MP4 has its pictures at their times, each for as long as it is seen', async () => {
  const frame = (sign: number): Uint8Array => new Uint8Array([0, 0, 0, 2, sign, 7]);
  const chunks = [
    { bytes: frame(0x65), time: 0, key: true },
    { bytes: frame(0x41), time: 40, key: false },
    { bytes: frame(0x65), time: 500, key: true },
  ];
  const description = new Uint8Array([1, 66, 0, 31, 255, 225, 0, 4, 103, 66, 0, 31, 1, 0, 2, 104, 206]);
  const config = { codec: 'avc1.42001f', codedWidth: 64, codedHeight: 48, description };
  const film = await (await mp4(chunks, config, 2000)).arrayBuffer();
  const track = (await new Input({ source: new BufferSource(film), formats: [MP4] }).getPrimaryVideoTrack())!;
  const seen = [];
  for await (const { timestamp, duration, type, data } of new EncodedPacketSink(track).packets())
    seen.push([Math.round(timestamp * 1000), Math.round(duration * 1000), type, data[4]]);
  expect(seen).toEqual([
    [0, 40, 'key', 0x65],
    [40, 460, 'delta', 0x41],
    [500, 1500, 'key', 0x65],
  ]);
});
