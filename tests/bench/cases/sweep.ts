// What sweep_bench.mjs measures, as one bundle for Node.

export { startThreads } from '../../../web/src/cli/threads.ts';
export { catalog } from '../../../web/src/core/catalog-data.ts';
export { laneSpec } from '../../../web/src/core/module.ts';
export { runConfig } from '../../../web/src/experiment/cells.ts';
export { reportedJobs, WHOLE } from '../../../web/src/experiment/jobs.ts';
export { writeLine } from '../../../web/src/experiment/line.ts';
export { parseExperiment } from '../../../web/src/experiment/link.ts';
export { sweep } from '../../../web/src/experiment/sweep.ts';
export { readAny } from '../../../web/src/run/local.ts';
export { runnerOf } from '../../../web/src/run/run.ts';
export { Host } from '../../../web/src/worker/host.ts';
export { sourceOf } from '../../../web/src/worker/source.ts';
export { held } from '../../web/support/heap.ts';
