import { Late, within } from '../core/limit.ts';
import { failureOf, SidestepError } from '../core/module.ts';
import type { HostClient, Preview } from '../worker/protocol.ts';
import { startReader } from './hosts.ts';

/** Seconds after which reading is given up: the largest tables take a few. */
const MOST_SECONDS = 60;

/** What is in files of the user's own; `wanted`: a link's reference. Rejects with what is wrong, and where. */
export const inspectFiles = (
  files: readonly File[],
  column: number | null,
  wanted: string,
  numbers: boolean | null = null,
  start?: () => Promise<HostClient>,
  seconds?: number,
): Promise<Preview> =>
  readFiles(files, (reader) => reader.call('inspect', [...files], column, wanted, numbers), start, seconds);

/** What a host reads of files, in a worker of its own: one that comes to its end there takes no race with it. */
export async function readFiles<T>(
  files: readonly File[],
  read: (reader: HostClient) => Promise<T>,
  start: () => Promise<HostClient> = startReader,
  seconds = MOST_SECONDS,
): Promise<T> {
  const refused = (message: string) =>
    new SidestepError({ code: 'bad-file', at: files.map(({ name }) => name).join(', '), message });
  const reader = await start();
  try {
    return await within(read(reader), 1000 * seconds);
  } catch (error) {
    if (error instanceof Late) throw refused(`was not read within ${seconds} seconds`);
    // What an engine says of a worker's end differs; memory is what it runs out of.
    throw failureOf(error).code === 'crashed' ? refused('needs more memory than is available') : error;
  } finally {
    reader.close();
  }
}
