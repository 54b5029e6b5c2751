import type { Host } from './host.ts';
import type { Answer, Arguments, CallName, Calls } from './protocol.ts';

/** A call of a host by its name, and what it gives: where that need not be waited for, the answer itself. */
export function callNow<N extends CallName>(
  host: Host,
  name: N,
  args: Arguments<N>,
): ReturnType<Calls[N]> | Promise<Answer<N>> {
  return (host[name] as unknown as (...args: Arguments<N>) => ReturnType<Calls[N]> | Promise<Answer<N>>)(...args);
}

/** The same, waited for; rejects with what it throws. */
export async function callHost<N extends CallName>(host: Host, name: N, args: Arguments<N>): Promise<Answer<N>> {
  return callNow(host, name, args) as Promise<Answer<N>>;
}
