// A worker: one host, driven by messages, which are lists of requests and of replies. See protocol.ts.
import { type Failure, failureOf } from '../core/module.ts';
import { printable } from '../core/notices.ts';
import { callNow } from './call-host.ts';
import { checked } from './checks.ts';
import { Host, hasTrapped } from './host.ts';
import type { Arguments, CallName, Reply, Request } from './protocol.ts';

interface Scope {
  postMessage(message: Reply[], transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Request[]>) => void) | null;
}
const scope = self as unknown as Scope;

const host = new Host((done, total) => say({ type: 'bytes', done, total }));

/** The buffers of an answer, which are handed over instead of copied. */
const buffers = (value: unknown): Transferable[] =>
  ArrayBuffer.isView(value)
    ? [value.buffer as ArrayBuffer]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap((member) => (ArrayBuffer.isView(member) ? [member.buffer as ArrayBuffer] : []))
      : [];

/** The core quotes what it was given, whatever that is. */
const shown = ({ at, message, ...rest }: Failure): Failure => ({
  ...rest,
  at: printable(at),
  message: printable(message),
});

/** Milliseconds after which answers are posted, though more are to come. */
const LONG = 8;
const answers: Reply[] = [];
const handedOver: Transferable[] = [];

function post(): void {
  if (answers.length > 0) scope.postMessage(answers.splice(0), handedOver.splice(0));
}

/** What is said in one task is one message: a page with many lanes would spend a good part of its frames on hearing each. */
function say(reply: Reply, ...given: Transferable[]): void {
  if (answers.length === 0) queueMicrotask(post);
  answers.push(reply);
  handedOver.push(...given);
}

function serve(request: Request): void {
  const { id } = (request ?? {}) as Request;
  const answer = (value: unknown): void => say({ type: 'answer', id, value }, ...buffers(value));
  const fail = (error: unknown): void =>
    say(
      hasTrapped(error)
        ? { type: 'crashed', failure: { code: 'crashed', at: '', message: failureOf(error).message } }
        : { type: 'failure', id, failure: shown(failureOf(error)) },
    );
  try {
    const { name, args } = checked(request);
    const value: unknown = callNow(host, name, args as Arguments<CallName>);
    if (value instanceof Promise) value.then(answer, fail);
    else answer(value);
  } catch (error) {
    fail(error);
  }
}

scope.onmessage = ({ data }) => {
  let began = performance.now();
  for (const request of Array.isArray(data) ? data : [data]) {
    serve(request);
    if (performance.now() - began < LONG) continue;
    post();
    began = performance.now();
  }
};

say({ type: 'hello' });
