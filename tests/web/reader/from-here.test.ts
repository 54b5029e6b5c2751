// A setting changed in mid-race: from the start, or from where the race stood.
import { expect, it } from 'vitest';
import { changesOf } from '../../../web/src/core/changes.ts';
import type { Config } from '../../../web/src/core/config.ts';
import { formatLink, parseLink } from '../../../web/src/core/link.ts';
import { withLane } from '../../../web/src/reader/edits.ts';
import { branched, FromHere, withSettingsFrom } from '../../../web/src/reader/from-here.ts';
import type { Stage } from '../../../web/src/reader/stage.ts';
import { Emitter } from '../../../web/src/toolkit/emitter.ts';
import { catalog } from '../support/module.ts';

const configOf = (link: string): Config => parseLink(link, catalog).config!;
const lanesOf = (config: Config): string => formatLink(config, catalog).replace(/.*?&o=/, '');

class Fake extends Emitter<{ config: Config; rows: undefined }> {
  at = 0;
  catchingUp = false;
  readonly catalog = catalog;
  readonly race = { lanes: [] };
  constructor(public config: Config) {
    super();
  }
  edit(config: Config): void {
    this.config = config;
    this.catchingUp = true;
    this.at = 0; // lanes are being made
    this.emit('rows', undefined);
    this.emit('config', config);
  }
  stands(at: number): void {
    [this.at, this.catchingUp] = [at, false];
    this.emit('rows', undefined);
  }
}

const begin = (link: string) => {
  const stage = new Fake(configOf(link));
  return { stage, from: FromHere.of(stage as unknown as Stage) };
};
const set = (stage: Fake, lr: number, lane = 0) =>
  stage.edit(withLane(stage.config, lane, { ...stage.config.lanes[lane]!, lr }));

it('offers both readings of a rate that is changed in mid-race, and takes either back', () => {
  const { stage, from } = begin('#p=rosenbrock&o=sgd,lr=.01&o=adam,lr=.1&steps=400');
  stage.stands(150);
  set(stage, 0.02);
  set(stage, 0.05); // the same drag
  stage.stands(150);
  expect(from.offer).toMatchObject({ lane: 0, at: 150 });
  expect(from.here).toBe(false);
  from.choose(true);
  expect(lanesOf(stage.config)).toBe('sgd;150,lr=.05&o=adam,lr=.1&steps=400'); // .01 is what it begins with anyway
  expect(from.here).toBe(true);
  from.choose(false);
  expect(lanesOf(stage.config)).toBe('sgd,lr=.05&o=adam,lr=.1&steps=400');
});

it('offers nothing before the first step, at the end, nor of what is no setting of one lane', () => {
  const { stage, from } = begin('#p=rosenbrock&o=sgd,lr=.01&o=adam,lr=.1&steps=400');
  set(stage, 0.02);
  expect(from.offer).toBeNull();
  stage.stands(400);
  set(stage, 0.03);
  expect(from.offer).toBeNull();
  stage.stands(200);
  stage.edit({ ...stage.config, seed: 7 });
  expect(from.offer).toBeNull();
  stage.stands(200);
  set(stage, 0.04);
  expect(from.offer).not.toBeNull();
  stage.stands(0); // reset
  expect(from.offer).toBeNull();
});

it('offers nothing when an edit is taken back', () => {
  const { stage, from } = begin('#p=rosenbrock&o=sgd,lr=.01&o=adam,lr=.1&steps=400');
  const before = stage.config;
  stage.stands(150);
  set(stage, 0.02);
  stage.stands(150);
  from.choose(true);
  from.choose(false);
  const after = stage.config;
  from.choose(true);
  stage.edit(after);
  stage.stands(150);
  stage.edit(before);
  expect(from.offer).toBeNull();
});

it('adds to what a lane changes at that step already, and orders changes', () => {
  const [lane] = configOf('#p=rosenbrock&o=sgd,lr=.01;150,momentum=.9;300,lr=.001').lanes;
  const next = withSettingsFrom(lane!, 150, { lr: 0.05 }, catalog);
  expect(changesOf(next)).toEqual([
    { at: 150, momentum: 0.9, lr: 0.05 },
    { at: 300, lr: 0.001 },
  ]);
  expect(changesOf(withSettingsFrom(next, 20, { lr: 0.05 }, catalog)).map(({ at }) => at)).toEqual([20, 150, 300]);
});

it('branches with the past alone, and a tenth of the rate that holds there', () => {
  const [lane] = configOf('#p=rosenbrock&o=sgd,lr=.01;150,lr=.05;300,lr=.001').lanes;
  expect(changesOf(branched(lane!, 200, catalog))).toEqual([
    { at: 150, lr: 0.05 },
    { at: 200, lr: 0.005 },
  ]);
  expect(changesOf(branched(lane!, 150, catalog))).toEqual([{ at: 150, lr: 0.001 }]);
});
