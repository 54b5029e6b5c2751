// The same for Node (index.ts): the module lies beside its glue, or where setAssetsPath says.
import { assetsFolder } from '../core/assets.ts';
import { Trouble } from '../core/trouble.ts';
import { folderUrl, readAny } from '../run/local.ts';
import { racesOn } from './races.ts';
import type { Races } from './types.ts';

export * from './public.ts';

/** A program that was bundled has left the module behind. */
const notThere = (error: Error): never => {
  throw new Trouble('module', `${error.message}; setAssetsPath says where sidestep-race/element/assets is`);
};

export const { race, verify }: Races = /* @__PURE__ */ racesOn({
  async start(host) {
    const assets = assetsFolder();
    const [module, everyRule, steps] = ['sidestep.wasm', 'sidestep-all.wasm', 'sidestep-step.wasm'].map(
      (name) => new URL(name, folderUrl(assets)).href,
    );
    if (!assets) await Promise.resolve(host.init(null)).catch(notThere);
    else await host.init(await readAny(module!).then(WebAssembly.compile, notThere), false, everyRule, steps);
  },
  read: readAny,
  folder: folderUrl,
});
