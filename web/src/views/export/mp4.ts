import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import type { Chunk } from './webm.ts';

/** MP4 with one video track of H.264, its index at the beginning, so that it plays while it comes. */
export async function mp4(
  chunks: readonly Chunk[],
  decoderConfig: VideoDecoderConfig | undefined,
  millis: number,
): Promise<Blob> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const track = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(track);
  await output.start();
  for (const [i, { bytes, time, key }] of chunks.entries()) {
    const until = chunks[i + 1]?.time ?? millis;
    const packet = new EncodedPacket(bytes, key ? 'key' : 'delta', time / 1000, (until - time) / 1000);
    await track.add(packet, i === 0 && decoderConfig ? { decoderConfig } : undefined);
  }
  await output.finalize();
  return new Blob([target.buffer!], { type: 'video/mp4' });
}
