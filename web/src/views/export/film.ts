import { type Chunk, webm } from './webm.ts';

const KEY_EVERY = 2000; // milliseconds between pictures that one can jump to
const BITS = 4_000_000; // a second
const WAITING = 3; // pictures that the encoder may be behind

/** Whether this browser can encode video; only pages that came safely may. */
export const canFilm = (): boolean => typeof VideoEncoder === 'function';

/** What makes a film of a canvas, picture by picture. */
export interface Recorder {
  /** Whether it has as much to do as it can hold. */
  readonly busy: boolean;
  /** Adds what the canvas shows at that time, in milliseconds. */
  add(millis: number): void;
  /** The film, of that length. */
  end(millis: number): Promise<Blob>;
  close(): void;
}

/** A film of a canvas as WebM, picture by picture: how fast they come makes no difference to how long it is. */
export class Film implements Recorder {
  readonly #chunks: Chunk[] = [];
  readonly #encoder: VideoEncoder;
  #failed: unknown;
  #nextKey = 0;

  /** Rejects where the browser cannot. */
  static async of(canvas: HTMLCanvasElement): Promise<Film> {
    const { width, height } = canvas;
    const config: VideoEncoderConfig = { codec: 'vp8', width, height, bitrate: BITS, latencyMode: 'realtime' };
    const { supported } = await VideoEncoder.isConfigSupported(config);
    if (!supported) throw new Error('this browser cannot encode VP8 video');
    return new Film(canvas, config);
  }

  private constructor(
    private readonly canvas: HTMLCanvasElement,
    config: VideoEncoderConfig,
  ) {
    this.#encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        this.#chunks.push({ bytes, time: Math.round(chunk.timestamp / 1000), key: chunk.type === 'key' });
      },
      error: (error) => {
        this.#failed = error;
      },
    });
    this.#encoder.configure(config);
  }

  get busy(): boolean {
    return this.#encoder.encodeQueueSize > WAITING;
  }

  add(millis: number): void {
    if (this.#failed) throw this.#failed;
    const frame = new VideoFrame(this.canvas, { timestamp: Math.round(millis * 1000) });
    const keyFrame = millis >= this.#nextKey;
    if (keyFrame) this.#nextKey = millis + KEY_EVERY;
    this.#encoder.encode(frame, { keyFrame });
    frame.close();
  }

  async end(millis: number): Promise<Blob> {
    await this.#encoder.flush();
    this.close();
    if (this.#failed) throw this.#failed;
    return webm(this.#chunks, this.canvas.width, this.canvas.height, millis);
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }
}
