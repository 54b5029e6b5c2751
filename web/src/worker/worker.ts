// A worker: one host, driven by messages. See protocol.ts.
import { type Failure, failureOf } from '../core/module.ts';
import { printable } from '../core/notices.ts';
import { callHost } from './call-host.ts';
import { checked } from './checks.ts';
import { Host, hasTrapped } from './host.ts';
import type { Arguments, CallName, Reply, Request } from './protocol.ts';

interface Scope {
  postMessage(message: Reply, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
}
const scope = self as unknown as Scope;

const host = new Host((done, total) => scope.postMessage({ type: 'bytes', done, total }));

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

scope.onmessage = async ({ data }) => {
  const { id } = (data ?? {}) as Request;
  try {
    const { name, args } = checked(data);
    const value = await callHost(host, name, args as Arguments<CallName>);
    scope.postMessage({ type: 'answer', id, value }, buffers(value));
  } catch (error) {
    scope.postMessage(
      hasTrapped(error)
        ? { type: 'crashed', failure: { code: 'crashed', at: '', message: failureOf(error).message } }
        : { type: 'failure', id, failure: shown(failureOf(error)) },
    );
  }
};

scope.postMessage({ type: 'hello' });
