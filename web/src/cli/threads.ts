import { parentPort, Worker } from 'node:worker_threads';
import { type Failure, failureOf, SidestepError } from '../core/module.ts';
import { type Runner, runnerOf } from '../run/run.ts';
import { callHost } from '../worker/call-host.ts';
import { Host, hasTrapped } from '../worker/host.ts';
import type { Arguments, CallName, Request } from '../worker/protocol.ts';
import type { Fetch } from '../worker/source.ts';

type Reply = { id: number } & ({ value: unknown } | { failure: Failure; trapped: boolean });

/** Hosts that somebody has to end. */
export interface Threads {
  runners: readonly Runner[];
  close(): Promise<unknown>;
}

/** In a thread: a host that does what it is asked. */
export function serve(read: Fetch): void {
  const host = new Host(undefined, read);
  parentPort!.on('message', async ({ id, name, args }: Request) => {
    const reply = await callHost(host, name, args as Arguments<CallName>).then(
      (value) => ({ id, value }),
      (error: unknown) => ({ id, failure: failureOf(error), trapped: hasTrapped(error) }),
    );
    parentPort!.postMessage(reply);
  });
}

/** A failure as it was thrown there. */
const thrown = (failure: Failure, trapped: boolean): Error =>
  trapped ? new WebAssembly.RuntimeError(failure.message) : new SidestepError(failure);

function runnerIn(worker: Worker): Runner {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 0;
  worker.on('message', (reply: Reply) => {
    const { resolve, reject } = waiting.get(reply.id)!;
    waiting.delete(reply.id);
    if ('value' in reply) resolve(reply.value);
    else reject(thrown(reply.failure, reply.trapped));
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error as Error);
  });
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        waiting.set(next, { resolve: resolve as (value: unknown) => void, reject });
        worker.postMessage({ id: next++, name, args });
      }),
  };
}

/** So many hosts that are no threads of their own. */
export async function inThisThread(read: Fetch, count = 1): Promise<Threads> {
  const hosts = Array.from({ length: count }, () => new Host(undefined, read));
  for (const host of hosts) await host.init(null);
  return { runners: hosts.map(runnerOf), close: async () => {} };
}

/** So many threads that run a program which serves there, each with an instance of the module. */
export async function startThreads(program: URL, count: number): Promise<Threads> {
  const workers = Array.from({ length: count }, () => new Worker(program));
  const threads = { runners: workers.map(runnerIn), close: () => Promise.all(workers.map((it) => it.terminate())) };
  try {
    await Promise.all(threads.runners.map((runner) => runner.call('init', null)));
  } catch (error) {
    await threads.close();
    throw error;
  }
  return threads;
}
