import wasmUrl from '#wasm/sidestep.wasm?url';
import everyRuleUrl from '#wasm/sidestep-all.wasm?url';
import stepUrl from '#wasm/sidestep-step.wasm?url';
import fusedWasmUrl from '#wasm-relaxed/sidestep.wasm?url';
import { assetsFolder, assetUrl } from '../core/assets.ts';
import { download, notLoaded } from '../core/download.ts';
import { named } from '../core/trouble.ts';

// The modules of a browser, as whoever has a page asks for them: hosts are given what is compiled.

/** The module with fused multiply-adds. */
export const fusedUrl = (): URL => assetUrl('sidestep-fused.wasm', fusedWasmUrl);

/** The module with every rule, which a host loads when a lane needs it. */
export const everyRule = (): string => assetUrl('sidestep-all.wasm', everyRuleUrl).href;

declare global {
  /** The modules of this page by their addresses: elements and the library are scripts of their own, and have them in common. */
  var sidestepModules: Map<string, WebAssembly.Module> | undefined;
}

/** The module that tells a step with its numbers, which a host loads when somebody asks. */
export const stepTeller = (): string => assetUrl('sidestep-step.wasm', stepUrl).href;

/** Compiled once, and posted to every host. Rejects when the module cannot be had or made. */
export async function compile(url: URL | string = assetUrl('sidestep.wasm', wasmUrl)): Promise<WebAssembly.Module> {
  globalThis.sidestepModules ??= new Map();
  const [made, address] = [globalThis.sidestepModules, String(url)];
  const module = made.get(address) ?? (await named('module', compileFrom(address)));
  made.set(address, module);
  return module;
}

async function compileFrom(url: URL | string): Promise<WebAssembly.Module> {
  let streamed = Promise.reject<WebAssembly.Module>();
  const stream = async (response: Response) => WebAssembly.compileStreaming(response);
  const seen = (response: Response): void => {
    streamed = stream(response.clone());
    streamed.catch(() => {});
  };
  streamed.catch(() => {});
  const bytes = await download(url, { seen }).catch((error) => {
    const folder = assetsFolder();
    throw new Error(notLoaded(url, error) + (folder ? ` (in ${folder}, which setAssetsPath names)` : ''));
  });
  // Else a server that does not say application/wasm, or a browser that cannot stream.
  return streamed.catch(() => WebAssembly.compile(bytes));
}

/** The same module at every call. After a failure the next call tries again. */
export function compiledOnce(url?: URL): () => Promise<WebAssembly.Module> {
  let module: Promise<WebAssembly.Module> | null = null;
  return () => {
    module ??= compile(url).catch((error) => {
      module = null;
      throw error;
    });
    return module;
  };
}
