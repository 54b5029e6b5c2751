// npm test [-- SUITE…]: sets up what is missing, runs every test suite (or the named ones) and ends with "N passed, N failed".
import { checkNode } from './setup/node.mjs';

checkNode();
// Loaded only now: an old Node cannot read these.
import('./test-suites.mjs').then(({ test }) => test(process.argv.slice(2)));
