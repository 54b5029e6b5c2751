import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { Surroundings } from '../../../web/src/cli/command.ts';
import { bytesOf } from '../../../web/src/cli/files.ts';
import { main } from '../../../web/src/cli/program.ts';
import { inThisThread } from '../../../web/src/cli/threads.ts';
import { readLocal, siteData } from './files.ts';

/** The command line in this thread: its status, and what it said. `more`: what is otherwise around it. */
export async function callIn(
  args: string[],
  more: Partial<Surroundings> = {},
): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const status = await main(args, {
    out: async (text) => {
      out += text;
    },
    error: (text) => {
      err += text;
    },
    file: bytesOf,
    standardInput: () => bytesOf('/dev/null'),
    dataUrl: (path) => (path ? pathToFileURL(`${path}/`) : siteData),
    read: readLocal,
    threads: (count) => inThisThread(readLocal, count),
    ...more,
  });
  return { status, out, err };
}

export const call = (...args: string[]) => callIn(args);

/** What it prints where nothing is wrong. */
export async function good(...args: string[]): Promise<string> {
  const { status, out, err } = await call(...args);
  expect([status, err]).toEqual([0, '']);
  return out;
}

// biome-ignore lint/suspicious/noExplicitAny: lines of JSON of several kinds
export const parsed = (text: string): any[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
