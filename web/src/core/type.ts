import { type Notices, quoted } from './notices.ts';

/** Notes where an author or an address asks for letters of a size that there is not. */
export function checkType(asked: string | null, notices: Notices): void {
  if (asked && asked !== 'large' && asked !== 'normal')
    notices.add('unknown-id', 'type', `there is no type ${quoted(asked)}`);
}
