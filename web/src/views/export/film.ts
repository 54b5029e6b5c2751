import { type Chunk, webm } from './webm.ts';

const KEY_EVERY = 2000; // milliseconds between pictures that one can jump to
const BITS = 4_000_000; // a second
const WAITING = 3; // pictures that the encoder may be behind

export type VideoKind = 'webm' | 'mp4';
/** What each kind of file holds, the most widely played first. */
const CODECS: Readonly<Record<VideoKind, readonly string[]>> = {
  webm: ['vp8'],
  mp4: ['avc1.4d0028', 'avc1.640028', 'avc1.42e028'], // H.264: main, high and baseline profile, of level 4
};

/** How this browser encodes such pictures for that kind of file; undefined: not at all. Only pages that came safely may. */
async function encodingOf(kind: VideoKind, width: number, height: number): Promise<VideoEncoderConfig | undefined> {
  if (typeof VideoEncoder !== 'function') return undefined;
  for (const codec of CODECS[kind]) {
    const config: VideoEncoderConfig = { codec, width, height, bitrate: BITS, latencyMode: 'realtime' };
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (supported) return config;
  }
}

/** Whether this browser can make such files, of pictures as large as figures are. */
export const canFilm = async (kind: VideoKind): Promise<boolean> => (await encodingOf(kind, 1000, 1000)) !== undefined;

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

/** A film of a canvas, picture by picture: how fast they come makes no difference to how long it is. */
export class Film implements Recorder {
  readonly #chunks: Chunk[] = [];
  readonly #encoder: VideoEncoder;
  #decoder: VideoDecoderConfig | undefined;
  #failed: unknown;
  #nextKey = 0;

  /** Rejects where the browser cannot. */
  static async of(canvas: HTMLCanvasElement, kind: VideoKind): Promise<Film> {
    const config = await encodingOf(kind, canvas.width, canvas.height);
    if (!config) throw new Error('this browser cannot encode video of this kind');
    return new Film(canvas, kind, config);
  }

  private constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly kind: VideoKind,
    config: VideoEncoderConfig,
  ) {
    this.#encoder = new VideoEncoder({
      output: (chunk, told) => {
        this.#decoder ??= told?.decoderConfig;
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
    if (this.kind === 'webm') return webm(this.#chunks, this.canvas.width, this.canvas.height, millis);
    const { mp4 } = await import('./mp4.ts');
    return mp4(this.#chunks, this.#decoder, millis);
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }
}
