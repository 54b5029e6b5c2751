/** Standard output cannot be written. */
export class Unwritten extends Error {}

/** A reader of a pipe that has seen enough (`| head`): there is nothing wrong with that. */
export const isGone = ({ cause }: Unwritten): boolean =>
  /^(EPIPE|ECONNRESET)$/.test((cause as NodeJS.ErrnoException).code ?? '');
