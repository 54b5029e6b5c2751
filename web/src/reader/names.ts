import texts from 'virtual:names';
import { named } from '../core/trouble.ts';
import { loadEach } from '../toolkit/i18n.ts';
import { tell } from './tell.ts';

const names = { en: () => import('virtual:names-en'), zh: () => import('virtual:names-zh') };

// The names in the catalog come with each language, as what the page says does.
void loadEach(async (lang) => tell(texts, lang, (await named('language', names[lang]())).default));
