/**
 * The races of Sidestep as a library, for browsers and Node.
 *
 * ```js
 * import { race } from 'sidestep-race';
 * const { checksum, lanes } = await race('#v=1&p=rosenbrock&o=adam,lr=.05&steps=200');
 * console.log(lanes[0].trace.loss.at(-1), checksum);
 * ```
 *
 * @packageDocumentation
 */

import { folderAt } from '../core/folder.ts';
import { compile, everyRule, stepTeller } from '../run/compiled.ts';
import { fetchBytes } from '../worker/source.ts';
import { racesOn } from './races.ts';
import type { Races } from './types.ts';

export * from './public.ts';

export const { race, verify }: Races = /* @__PURE__ */ racesOn({
  start: async (host) => host.init(await compile(), false, everyRule(), stepTeller()),
  read: fetchBytes,
  folder: (path) => folderAt(path, globalThis.document?.baseURI ?? globalThis.location?.href),
});
