import { type Failure, SidestepError } from '../core/module.ts';
import type { Answer, Arguments, CallName, HostClient, Reply, Request } from '../worker/protocol.ts';

/** Seconds without a word from a worker that was asked for something; twice as many for the next one, as the machine may be slow. */
let patience = 15;
const MOST = 120;
/** Of them, how many are enough for a reader who asks for a new beginning. */
const HURRY = 2;

export const crash = (message: string): Failure => ({ code: 'crashed', at: '', message });

/** The question whether it is there. */
const PING = -2;

/** A host in a worker of its own. */
export class WorkerClient implements HostClient {
  onBytes = (_done: number, _total: number): void => {};
  onCrash = (_failure: Failure): void => {};
  /** Resolves when the worker has said hello; rejects when it cannot start, or not in time. */
  readonly ready: Promise<void>;
  #worker: Worker;
  /** What it has not been asked yet, in order. */
  readonly #asks: Request[] = [];
  #next = 0;
  #waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  #dead: Failure | null = null;
  /** Seconds of this page's life, so that a machine asleep or a page in the background does not count, since its last word. */
  #silent = 0;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(
    worker: Worker,
    timeLimit: number,
    /** Whether its silence ends it; who asks for one long answer has a limit of their own. */
    private readonly watched = true,
  ) {
    this.#worker = worker;
    this.ready = new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#die(crash('the worker did not start in time')), timeLimit);
      this.#waiting.set(-1, {
        resolve: () => {
          clearTimeout(late);
          resolve();
        },
        reject: (error) => {
          clearTimeout(late);
          reject(error);
        },
      });
    });
    worker.onmessage = (event: MessageEvent<Reply[]>) => {
      for (const reply of event.data) this.#hear(reply);
    };
    worker.onmessageerror = () => this.#die(crash('the worker sent an unreadable message'));
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#die(crash(event.message || 'the worker stopped unexpectedly'));
    };
  }

  call<N extends CallName>(name: N, ...args: Arguments<N>): Promise<Answer<N>> {
    if (this.#dead) return Promise.reject(new SidestepError(this.#dead));
    const id = this.#next++;
    return new Promise<Answer<N>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as Answer<N>), reject });
      if (name === 'run') {
        // What all lanes are to do in a frame is one message.
        if (this.#asks.length === 0) queueMicrotask(() => this.#post());
        this.#asks.push({ id, name, args });
      } else {
        this.#post();
        this.#worker.postMessage([{ id, name, args }] satisfies Request[]);
      }
      if (this.watched) this.#clock ??= setInterval(() => this.#tick(), 1000);
    });
  }

  #post(): void {
    if (!this.#dead && this.#asks.length > 0) this.#worker.postMessage(this.#asks.splice(0));
  }

  hurry(): void {
    if (this.#silent >= HURRY) this.#stall();
  }

  close(): void {
    this.onCrash = () => {};
    this.#die({ code: 'closed', at: '', message: 'the race has ended' });
  }

  /** A worker may end without a word, or never come back from what it does. One that only waits for the network answers. */
  #tick(): void {
    if (++this.#silent > patience) this.#stall();
    else this.#worker.postMessage([{ id: PING, name: 'ping', args: [] }] satisfies Request[]);
  }

  #stall(): void {
    const message = `a worker has not responded for ${this.#silent} seconds`;
    patience = Math.min(2 * patience, MOST);
    this.#die({ code: 'stalled', at: '', message });
  }

  #rest(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  #hear(reply: Reply): void {
    this.#silent = 0;
    if (reply.type === 'bytes') this.onBytes(reply.done, reply.total);
    if (reply.type === 'crashed') this.#die(reply.failure);
    if (reply.type === 'bytes' || reply.type === 'crashed') return;
    const id = reply.type === 'hello' ? -1 : reply.id;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#rest();
    if (reply.type === 'failure') waiting?.reject(new SidestepError(reply.failure));
    else waiting?.resolve(reply.type === 'answer' ? reply.value : undefined);
  }

  #die(failure: Failure): void {
    if (this.#dead) return;
    this.#dead = failure;
    this.#rest();
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new SidestepError(failure));
    this.#waiting.clear();
    this.onCrash(failure);
  }
}
