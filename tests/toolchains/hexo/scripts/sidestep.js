const script = 'https://cdn.jsdelivr.net/npm/sidestep-race@0.1.0/element/sidestep-race.js';
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

hexo.extend.tag.register('sidestep', (attributes) => {
  const written = attributes.map((it) => it.replace(/=(.*)/s, (_, value) => `="${escaped(value)}"`));
  return `<script type="module" src="${script}"></script>\n<sidestep-race ${written.join(' ')}></sidestep-race>`;
});
