import { defineClientConfig } from 'vuepress/client';
import 'sidestep-race/element';

export default defineClientConfig({});
