import { expect, it } from 'vitest';
import { formatLink } from '../../../web/src/core/link.ts';
import { runConfig } from '../../../web/src/experiment/cells.ts';
import { reportedJobs, trialJobs, WHOLE } from '../../../web/src/experiment/jobs.ts';
import { parseExperiment } from '../../../web/src/experiment/link.ts';
import { runLinks } from '../../../web/src/experiment/run-links.ts';
import { catalog } from '../support/module.ts';

it.each([
  '#p=rosenbrock,start=-2:2:6~1&o=sgd,lr=.0001:1:6&o=newton&o=adam,lr=.001:5:6&steps=60',
  '#p=beale,noise=.3&o=sgd,lr=.001:.1:5,momentum=0_.5_.9&seeds=4&steps=50',
  '#p=ravine,rotate=0:40:3,start=1:3:9~2&o=lion,lr=.01:.1:3&steps=10_33',
  '#p=formula,f=x%5E2+%2B+sin(y)&o=adamw,lr=.01:1:24&steps=20',
  '#p=rosenbrock&o=sgd&o=adam&steps=30&seeds=3&tune=12',
  '#v=2&p=network,net=dense(10)&o=sgd,lr=.01:.1:3,momentum=0_.9,name=a+b&o=adam,eps=1e-8:.1:3&steps=10_200&batch=32_64&seeds=3',
  // A default that changed between versions, named by both and reached by an axis.
  '#v=2&o=radam,lr=.001_.01&o=nadam,lr=.002_.01&seed=7',
  '#v=1&o=radam,lr=.001_.01&o=nadam,lr=.002_.01&seed=7',
  '#v=1&o=adam,beta2=.9_.99_.999,lr=.001:.1:3',
])('writes the link of each run as that of the race alone: %s', (link) => {
  const experiment = parseExperiment(link, catalog).experiment!;
  const linkOf = runLinks(experiment, catalog);
  const jobs = [...trialJobs(experiment, WHOLE, catalog), ...reportedJobs(experiment, WHOLE)];
  expect(jobs.length).toBeGreaterThan(1);
  for (const job of jobs) expect(linkOf(job)).toBe(formatLink(runConfig(experiment, job), catalog));
});
