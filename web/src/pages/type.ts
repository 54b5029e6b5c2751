import { type Notice, Notices } from '../core/notices.ts';
import { checkType } from '../core/type.ts';
import type { Prefs } from '../reader/prefs.ts';
import { showAddress } from '../toolkit/address.ts';

const asked = (): string | null => new URLSearchParams(location.search).get('type');

/** Whether letters are large, for rooms: the address's word, else the reader's choice. */
export const isLarge = ({ type }: Prefs): boolean => (asked() ?? type) === 'large';

/** What the address asks for, where there is no such type. */
export function unknownType(): Notice[] {
  const notices = new Notices();
  checkType(asked(), notices);
  return notices.all();
}

export async function showType(prefs: Prefs): Promise<void> {
  const { dataset } = document.documentElement;
  const large = isLarge(prefs);
  if (large === (dataset.type === 'large')) return;
  dataset.type = large ? 'large' : '';
  await import('./large-type.ts').then(
    ({ enlarge }) => enlarge(large),
    () => {},
  ); // else only the layout is another
}

/** The reader's next choice; the address no longer says otherwise. */
export function nextType(prefs: Prefs): Prefs['type'] {
  const type = isLarge(prefs) ? 'normal' : 'large';
  const url = new URL(location.href);
  url.searchParams.delete('type');
  if (asked()) showAddress(url);
  return type;
}
