import type { Host } from './host.ts';
import type { Answer, Arguments, CallName, Calls } from './protocol.ts';

/** A call of a host by its name; rejects with what it throws. */
export async function callHost<N extends CallName>(host: Host, name: N, args: Arguments<N>): Promise<Answer<N>> {
  return (host[name] as unknown as (...args: Arguments<N>) => Promise<ReturnType<Calls[N]>>)(...args);
}
