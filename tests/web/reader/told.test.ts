// Notices are in words once these can be had, also where the first try to load them failed.
import { afterEach, expect, it, vi } from 'vitest';
import { told } from '../../../web/src/reader/told.ts';
import { catalog } from '../support/module.ts';

afterEach(() => vi.useRealTimers());

let offline = true;
vi.mock('../../../web/src/reader/place-words.ts', () => ({
  get inWords() {
    if (offline) throw new Error('offline');
    return () => 'in words';
  },
}));
vi.mock('../../../web/src/toolkit/i18n.ts', async (original) => ({
  ...(await original<typeof import('../../../web/src/toolkit/i18n.ts')>()),
  loadWords: async () => {
    if (offline) throw new Error('offline');
  },
}));

it('says codes and paths while the words cannot be had, and the words after another try', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const notice = { code: 'unknown-id', at: 'lanes.0', message: 'there is no optimizer' };
  const subject = { config: {} as never, catalog };
  const come = vi.fn();
  expect(told(notice, subject, come)).toBe('');
  await vi.waitFor(() => expect(come).toHaveBeenCalledTimes(1));
  expect(told(notice, subject, come)).toBe('lanes.0: there is no optimizer');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(come).toHaveBeenCalledTimes(1); // a failure that is known renders nothing
  offline = false;
  vi.advanceTimersByTime(20_000);
  told(notice, subject, come);
  await vi.waitFor(() => expect(told(notice, subject, come)).toBe('in words'));
  expect(come).toHaveBeenCalled();
});
