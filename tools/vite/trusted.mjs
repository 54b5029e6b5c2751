// Lit makes a Trusted Types policy of its own, called lit-html. A site that allows policies by name would have to allow two, and an article
// that uses Lit itself would have it already: then making another fails. In its place comes ours (web/src/engine/trusted.ts).
const made = /\w+\?\w+\.createPolicy\("lit-html",\{createHTML:(\w+)=>\1\}\):void 0/;

/** Lit's source with the policy of this module. Throws where it has changed. */
export function withPolicy(code, module) {
  const given = code.replace(made, '__policy');
  if (given === code) throw new Error('lit-html makes its policy in another way');
  return `import { policy as __policy } from ${JSON.stringify(module)};\n${given}`;
}

/** The plugin, for this module. */
export const trusted = (module) => ({
  name: 'sidestep:trusted',
  apply: 'build',
  transform: (code, id) =>
    /\/lit-html\/lit-html\.js$/.test(id) ? { code: withPolicy(code, module), map: null } : undefined,
});
