// Where the site is published, if the build knows (SIDESTEP_SITE): pages say so to whoever finds a copy, and the share dialog of a
// local copy offers it.
/** The folder that the site is published in, with a slash at its end. */
export const folderOf = (site) => (site.endsWith('/') ? site : `${site}/`);

export const canonical = (site = process.env.SIDESTEP_SITE) => ({
  name: 'sidestep:canonical',
  transformIndexHtml(_, { path }) {
    if (!site || path.endsWith('/embed.html')) return [];
    const href = new URL(path.replace(/^\/|index\.html$/g, ''), folderOf(site)).href;
    return [{ tag: 'link', attrs: { rel: 'canonical', href }, injectTo: 'head' }];
  },
});
