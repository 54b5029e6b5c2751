import { type Notices, quoted } from './notices.ts';

export const isType = (asked: string): boolean => asked === 'large' || asked === 'normal';

/** Notes where an author or an address asks for letters of a size that there is not. */
export function checkType(asked: string | null, notices: Notices): void {
  if (asked && !isType(asked)) notices.add('unknown-id', 'type', `there is no type ${quoted(asked)}`);
}
