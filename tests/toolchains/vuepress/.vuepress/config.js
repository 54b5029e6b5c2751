import { viteBundler } from '@vuepress/bundler-vite';
import { defaultTheme } from '@vuepress/theme-default';
import { defineUserConfig } from 'vuepress';

const isCustomElement = (tag) => tag === 'sidestep-race';

export default defineUserConfig({
  title: 'Five races',
  theme: defaultTheme(),
  bundler: viteBundler({ vuePluginOptions: { template: { compilerOptions: { isCustomElement } } } }),
});
