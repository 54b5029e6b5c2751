import { afterEach, expect, it, vi } from 'vitest';
import { retried } from '../../../web/src/core/retried.ts';

afterEach(() => vi.useRealTimers());

it('loads once, and after a failure again, but not with every rendering', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const load = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('words');
  const words = retried<string>(load);
  await expect(words()).rejects.toThrow('offline');
  await expect(words()).rejects.toThrow('offline');
  expect(load).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(20_000);
  expect(await words()).toBe('words');
  vi.advanceTimersByTime(20_000);
  expect(await words()).toBe('words');
  expect(load).toHaveBeenCalledTimes(2);
});
