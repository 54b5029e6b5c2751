// Trusted Types: under `require-trusted-types-for 'script'` a browser takes HTML and addresses of scripts from a policy alone.
import { Trouble } from '../core/trouble.ts';

interface Policy {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}

interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;

/** The only policy: for Lit's templates (tools/vite/trusted.mjs) and our own scripts. Undefined where a site does not allow it, or browsers know none. */
export const policy = ((): Policy | undefined => {
  const same = (text: string): string => text;
  try {
    return factory?.createPolicy('sidestep', { createHTML: same, createScriptURL: same });
  } catch {
    return undefined;
  }
})();

/** The address of a script of ours, as a Worker or a service worker takes it. */
export const scriptUrl = ({ href }: URL): string => policy?.createScriptURL(href) ?? href;

/** Throws where nothing can be shown: a policy that we may not have is required. */
export function mayShow(): void {
  if (policy || !factory) return;
  try {
    document.createElement('template').innerHTML = '<br>'; // as strings, unless they are refused
  } catch {
    throw new Trouble('policy', 'trusted-types sidestep');
  }
}
