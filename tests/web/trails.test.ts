import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Trace } from '../../web/src/core/trace.ts';
import { Trails } from '../../web/src/views/plane/trails.ts';
import { TrailsLayer } from '../../web/src/views/plane/trails-layer.ts';
import { Viewport } from '../../web/src/views/plane/viewport.ts';
import { Seeded } from './support/seeded.ts';

const columns = ['x0', 'x1'] as const;
const palette = { lanes: Array.from({ length: 8 }, () => '#123456') } as never;

/** A lane that jumps about in the middle of the view. */
function noisy(rows: number, seed = 1) {
  const trace = new Trace(columns);
  const random = new Seeded(seed);
  trace.append(Float64Array.from({ length: 2 * rows }, () => 0.3 + (0.4 * random.below(1e6)) / 1e6));
  return { trace, status: 'finished' as const };
}

const views = (): Viewport => Object.assign(new Viewport(), { width: 840, height: 340 });

/** A canvas that counts the points of its strokes, and notes what it was told. */
function canvas() {
  const told: string[] = [];
  const counted = { points: 0, told };
  const element = { width: 840, height: 340, style: {} as Record<string, string>, ownerDocument: documentOf() };
  const ctx = new Proxy({ canvas: element } as Record<string, unknown>, {
    get: (own, name: string) =>
      own[name] ??
      ((...args: unknown[]) => {
        if (name === 'lineTo') counted.points++;
        if (name !== 'getTransform' && name !== 'setTransform') told.push(`${name} ${args.join()}`);
      }),
  });
  return { ctx: ctx as never, element, counted };
}
let behind: ReturnType<typeof canvas>[] = [];
const documentOf = () => ({
  defaultView: { matchMedia: () => ({ matches: false }) },
  createElement: () => {
    const made = canvas();
    behind.push(made);
    return Object.assign(made.element, { getContext: () => made.ctx });
  },
});

beforeEach(() => {
  behind = [];
});

/** Draws until there is nothing more, and returns how many points each frame had. */
function frames(draw: () => boolean, counted: { points: number }): number[] {
  const list: number[] = [];
  for (let more = true; more; ) {
    const before = counted.points;
    more = draw();
    list.push(counted.points - before);
    if (list.length > 5000) throw new Error('it does not end');
  }
  return list;
}

describe('the trails of long noisy traces', () => {
  test('what is stroked depends on the pixels, and not on the rows', () => {
    const [few, many] = [20_000, 200_000].map((rows) => {
      const { ctx, counted } = canvas();
      const stage = { lanes: [noisy(rows)], swatches: [0] };
      const view = views();
      const trails = new Trails();
      const list = frames(() => trails.draw(ctx, stage, view, palette, columns), counted);
      expect(Math.max(...list)).toBeLessThan(10_000);
      return counted.points;
    });
    expect(few).toBeGreaterThan(500);
    expect(many).toBeLessThan(2 * few!);
  });

  test('the picture at rest is that which is drawn at once, whatever the frames', () => {
    const stage = { lanes: [noisy(3000, 1), noisy(5000, 2)], swatches: [0, 1] };
    const [whole, pieces] = [Number.POSITIVE_INFINITY, 700].map((perFrame) => {
      // Each lane for itself: pieces alternate.
      return stage.lanes.map((lane, i) => {
        const { ctx, counted } = canvas();
        const trails = new Trails(perFrame);
        frames(() => trails.draw(ctx, { lanes: [lane], swatches: [i] }, views(), palette, columns), counted);
        return counted.told.join('\n');
      });
    });
    expect(pieces).toEqual(whole);
  });

  test('wherever a trace stood when it was drawn, its later rows are stroked in the same groups', () => {
    const rows = Float64Array.from({ length: 2000 }, (_, i) => 0.5 + 0.45 * Math.sin(i % 2 ? i * 0.025 : i * 0.016));
    const told = (...ends: number[]): string[] => {
      const { ctx, counted } = canvas();
      const trace = new Trace(columns);
      const trails = new Trails(Number.POSITIVE_INFINITY);
      const lanes = [{ trace, status: 'running' as const }];
      for (const end of ends) {
        trace.append(rows.subarray(2 * trace.length, 2 * end));
        trails.draw(ctx, { lanes, swatches: [0] }, views(), palette, columns);
      }
      return counted.told.filter((what) => !what.startsWith('clearRect'));
    };
    const rest = told(1000).slice(told(512).length);
    expect(rest.length).toBeGreaterThan(100);
    for (const stood of [300, 511]) expect(told(stood, 1000).slice(-rest.length)).toEqual(rest);
  });

  test('nothing far outside is stroked', () => {
    const trace = new Trace(columns);
    trace.append(Float64Array.of(0.5, 0.5, 0.6, 1e9, 0.4, 1e9, 0.5, 0.5));
    const points: number[][] = [];
    const pen = new Proxy({} as never, {
      get: (_, name) => (x: number, y: number) => (name === 'lineTo' || name === 'moveTo') && points.push([x, y]),
    });
    new Trails().draw(pen, { lanes: [{ trace, status: 'finished' }], swatches: [1] }, views(), palette, columns);
    expect(points.length).toBeGreaterThan(2);
    for (const [x, y] of points) expect(Math.max(Math.abs(x!), Math.abs(y!))).toBeLessThan(1000);
  });

  test('while the view moves the last picture moves with it, and the new one comes at rest', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const { ctx, element, counted } = canvas();
    const stage = { lanes: [noisy(20_000)], swatches: [0] };
    const view = views();
    const layer = new TrailsLayer();
    const draw = (): boolean => layer.draw(ctx, stage, view, palette, columns);
    frames(draw, counted);
    const first = counted.points;
    clock.mockReturnValue(1000);
    for (let notch = 0; notch < 5; notch++) {
      view.zoom(420, 170, 0.8);
      layer.invalidate();
      expect(draw()).toBe(true);
      expect(element.style.transform).toContain(`scale(${1 / 0.8 ** (notch + 1)}`.slice(0, 10));
    }
    expect([counted.points, behind.length]).toEqual([first, 0]);
    clock.mockReturnValue(1200);
    frames(draw, counted);
    expect(element.style.transform).toBe('');
    expect(behind).toHaveLength(1);
    expect(behind[0]!.counted.points).toBeGreaterThan(500);
    expect(counted.told.at(-1)).toMatch(/^drawImage/);
    clock.mockRestore();
  });

  test('lanes that are replaced again and again are shown now and then', () => {
    const { ctx, counted } = canvas();
    const view = views();
    const layer = new TrailsLayer();
    let stage = { lanes: [noisy(20_000)], swatches: [0] };
    frames(() => layer.draw(ctx, stage, view, palette, columns), counted);
    for (let edit = 0; edit < 24; edit++) {
      stage = { lanes: [noisy(20_000, edit + 2)], swatches: [0] };
      layer.draw(ctx, stage, view, palette, columns);
    }
    expect(counted.told.filter((what) => what.startsWith('drawImage')).length).toBeGreaterThan(1);
  });

  test('a short one is drawn in its frame', () => {
    const { ctx, counted } = canvas();
    const view = views();
    const layer = new TrailsLayer();
    const stage = { lanes: [noisy(900)], swatches: [0] };
    const draw = (): boolean => layer.draw(ctx, stage, view, palette, columns);
    frames(draw, counted);
    view.zoom(420, 170, 0.8);
    layer.invalidate();
    expect(draw()).toBe(false);
    expect(behind).toHaveLength(0);
  });
});
