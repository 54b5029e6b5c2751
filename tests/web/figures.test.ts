import { expect, it } from 'vitest';
import { withFigures } from '../../web/src/toolkit/figures.ts';

it.each([
  ['-1 is outside 0 to 1000000', '−1 is outside 0 to 1,000,000'],
  ['1e-7 is outside 0.0001 to 1e+99', '10⁻⁷ is outside 10⁻⁴ to 10⁹⁹'],
  ['0.019801980198019802 and 2.5', '0.0198019801980198 and 2.5'],
  ['has 20000, not 2000', 'has 20,000, not 2000'],
  ["'20000' is not a number", "'20000' is not a number"], // as it was written
  ['(hash 1234567812345678, in column 12000)', '(hash 1234567812345678, in column 12,000)'],
  ['(hash 12345678123456e8)', '(hash 12345678123456e8)'],
  ['GB 18030, CIFAR-10, UTF-16', 'GB 18030, CIFAR-10, UTF-16'],
  ['train-00001.bin, 20000.csv, http://host:10000/x', 'train-00001.bin, 20000.csv, http://host:10000/x'],
])('%s', (message, says) => expect(withFigures(message)).toBe(says));
