export default {
  title: 'Five races',
  url: 'https://example.org',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  presets: [['classic', { docs: false, blog: false }]],
  themeConfig: { navbar: { title: 'Five races' } },
};
