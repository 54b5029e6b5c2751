import { catalog } from '../core/catalog-data.ts';
import '../../styles/main.css';
import { within } from '../core/limit.ts';
import { Race } from '../engine/race.ts';
import { mayShow } from '../engine/trusted.ts';
import { experiments, meansExperiment } from '../reader/design.ts';
import { readLink, syncLink } from '../reader/link-sync.ts';
import { loadPrefs } from '../reader/prefs.ts';
import { Stage } from '../reader/stage.ts';
import { underWay } from '../reader/under-way.ts';
import { locale } from '../toolkit/i18n.ts';
import { afterPaint, lazyModule } from '../toolkit/lazy-modules.ts';
import { prefersReducedMotion } from '../toolkit/motion.ts';
import { bringNeeded } from '../toolkit/needs.ts';
import { guardSliders } from '../toolkit/sliders.ts';
import { nextTask } from '../toolkit/tasks.ts';
import './app.ts';
import { explain, relieve } from './failure.ts';
import { initialLang, nameDocument, speakFirst } from './language.ts';
import { keepOffline } from './offline.ts';
import { isPresented, presentRace } from './present.ts';
import { firstRace } from './presets.ts';
import { showTheme } from './theme.ts';
import { showType, unknownType } from './type.ts';

async function open(): Promise<void> {
  await nextTask(); // scripts were read in this one
  const prefs = loadPrefs();
  showTheme(prefs.theme);
  mayShow();

  const lang = initialLang(prefs.lang);
  const spoken = speakFirst(lang);
  spoken.catch(() => {}); // heard below
  const one = await readLink(location.hash, catalog, firstRace);
  // A link of an experiment, without what reads it, is that of a race with settings that it refuses.
  const reads = meansExperiment(one) ? await within(experiments()).catch(() => null) : null;
  const {
    config,
    design = null,
    notices,
    checksum,
    view,
  } = reads?.readExperiment(location.hash, catalog, firstRace) ?? one;
  const dataUrl = new URL('data/', document.baseURI);
  const state = { design, notices: [...notices, ...unknownType()], published: checksum, view: view ?? {} };
  const race = Race.create(config, { dataUrl, state });
  const needed = bringNeeded(document.body).then(() => showType(prefs));
  await Promise.all([spoken, needed]); // while the workers start
  locale.on('change', nameDocument);
  nameDocument();
  const stage = new Stage(catalog, race);
  await reads?.Experiments.attach(stage);
  stage.habits = !new URLSearchParams(location.search).has('race');
  guardSliders(document);
  syncLink(stage, firstRace);
  const begin = (): void => stage.begin(!prefersReducedMotion() && !isPresented());
  const again = (): void => void race.reset().then(begin, () => {});
  race.addEventListener('error', () => explain(race.error, again));
  race.addEventListener('change', () => race.error || relieve());
  if (race.error) explain(race.error, again); // while the words came
  if (locale.lang !== lang) void stage.modules.bring(lazyModule('page.language', () => locale.set(lang))); // named, and spoken when it comes

  await afterPaint(); // of what the page is, in one sentence
  const app = document.createElement('sidestep-app') as HTMLElement & { stage: Stage };
  app.stage = stage;
  document.querySelector('#loading')?.remove();
  const failure = document.querySelector('#failure');
  if (failure) failure.after(app);
  else document.body.prepend(app);
  begin();
  if (isPresented()) void presentRace(stage);
  void underWay(stage).then(() => keepOffline(race, catalog)); // not while the first race wants the network
}

open().catch(explain);
