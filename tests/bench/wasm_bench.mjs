// The training steps of network_bench.cpp in WebAssembly under Node.
import factory from '#wasm/sidestep-all.mjs';
import { LOADS, measure, report } from './cases/steps.mjs';

const loads = [];
for (let load = 0; load < LOADS; load++) loads.push(await measure(factory));
report(`Node ${process.version}`, loads);
