import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { joined } from '../core/bytes.ts';
import { SidestepError } from '../core/module.ts';
import { LIMITS, mistake } from '../worker/own/mistake.ts';

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};

/** A file of the user's own, or what a pipe brings: never more of it than is read anyway. */
export async function ownFile(path: string, most = LIMITS.bytes): Promise<File> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of createReadStream(path)) {
      parts.push(part as Uint8Array);
      length += (part as Uint8Array).length;
      if (length > most) throw mistake(basename(path), `has more than ${most} bytes`);
    }
  } catch (error) {
    if (error instanceof SidestepError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new SidestepError({ code: 'no-file', at: '--file', message: `${path}: ${REASONS[code] ?? message}` });
  }
  return new File([joined(parts)], basename(path));
}
