// npm start [-- --port N] [--host]: sets up what is missing, builds the site and serves it.
//   --dev    serves the sources instead, reloading what changes
//   --build  builds the site into dist/ and ends
import { checkNode } from './setup/node.mjs';

checkNode();
// Loaded only now: an old Node cannot read these.
import('./start-site.mjs').then(({ start }) => start(process.argv.slice(2)));
