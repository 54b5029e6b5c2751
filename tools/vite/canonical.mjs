// Where the site is published, if the build knows (SIDESTEP_SITE): pages say so to whoever finds a copy, and the share dialog of a
// local copy offers it.
export const canonical = (site = process.env.SIDESTEP_SITE) => ({
  name: 'sidestep:canonical',
  transformIndexHtml(_, { path }) {
    if (!site || path.endsWith('/embed.html')) return [];
    const href = new URL(path.replace(/^\/|index\.html$/g, ''), site.endsWith('/') ? site : `${site}/`).href;
    return [{ tag: 'link', attrs: { rel: 'canonical', href }, injectTo: 'head' }];
  },
});
