import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { Recorder } from './film.ts';

/** Colours of a picture; one more entry says that a pixel is as it was. */
const COLOURS = 255;

/** A film as GIF: each picture holds what has changed since the last one, in colours of its own, so that it is small and its colours are right. */
export class Gif implements Recorder {
  readonly busy = false;
  readonly #gif = GIFEncoder();
  /** As on the last picture. */
  #last: Uint32Array | undefined;
  /** What is to be shown from that time on: how long is known when the next picture comes. */
  #waiting: { index: Uint8Array; palette: number[][]; since: number } | undefined;

  constructor(private readonly ctx: CanvasRenderingContext2D) {}

  add(millis: number): void {
    const { width, height } = this.ctx.canvas;
    const { data } = this.ctx.getImageData(0, 0, width, height);
    const pixels = new Uint32Array(data.buffer);
    const changed: number[] = [];
    for (let at = 0; at < pixels.length; at++) if (pixels[at] !== this.#last?.[at]) changed.push(at);
    if (changed.length === 0) return;
    this.#write(millis);
    const colours = new Uint8Array(Uint32Array.from(changed, (at) => pixels[at]!).buffer);
    const palette = quantize(colours, COLOURS);
    const indices = applyPalette(colours, palette);
    const index = new Uint8Array(pixels.length).fill(palette.length);
    for (const [i, at] of changed.entries()) index[at] = indices[i]!;
    this.#waiting = { index, palette: [...palette, [0, 0, 0]], since: millis };
    this.#last = pixels;
  }

  #write(until: number): void {
    if (!this.#waiting) return;
    const { index, palette, since } = this.#waiting;
    const { width, height } = this.ctx.canvas;
    const [transparentIndex, delay] = [palette.length - 1, until - since];
    this.#gif.writeFrame(index, width, height, { palette, transparent: true, transparentIndex, delay, dispose: 1 });
  }

  async end(millis: number): Promise<Blob> {
    this.#write(millis);
    this.#gif.finish();
    return new Blob([this.#gif.bytes() as BlobPart], { type: 'image/gif' });
  }

  close(): void {}
}
