// The picture of an experiment on its card, from what was kept of it: the runs of each lane, medians along a range, or a map of two.

const ROOM = 12; // pixels around it

const median = (sorted, p = 0.5) => {
  const at = p * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === high ? low : low + (high - low) * (at % 1);
};

/** The ends of a lane's runs in ascending order; what diverged is as bad as can be. */
function endsOf(record, name) {
  const values = (name === 'loss' && record.testLoss) || record[name];
  const worst = name === 'loss' ? Number.POSITIVE_INFINITY : 0;
  return values.map((value, i) => (record.diverged?.includes(i) ? worst : (value ?? worst))).sort((a, b) => a - b);
}

/** Where values lie between the least and the greatest of some, 0 … 1. */
function scaleOf(values, log) {
  const on = log ? Math.log10 : (x) => x;
  const places = values.map(on).filter(Number.isFinite);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return (value) => Math.min(1, Math.max(0, high > low ? (on(value) - low) / (high - low) : 0.5));
}

const colour = (lane, part = 100) =>
  part === 100
    ? `var(--lane-${lane % 8})`
    : `color-mix(in srgb, var(--lane-${lane % 8}) ${Math.round(part)}%, transparent)`;

function line(to, points, style, width) {
  Object.assign(to, { strokeStyle: style, lineWidth: width, lineJoin: 'round', lineCap: 'round' });
  to.beginPath();
  for (const [x, y] of points) to.lineTo(x, y);
  to.stroke();
}

function shape(to, points, style) {
  to.fillStyle = style;
  to.beginPath();
  for (const [x, y] of points) to.lineTo(x, y);
  to.closePath();
  to.fill();
}

function disc(to, x, y, radius, style) {
  to.fillStyle = style;
  to.beginPath();
  to.arc(x, y, radius, 0, 2 * Math.PI);
  to.fill();
}

/** A row for each lane: its runs, the middle half of them, the median. */
function rows(to, lanes, { place, width, height }) {
  const step = (height - 2 * ROOM) / lanes.length;
  const x = (value) => ROOM + place(value) * (width - 2 * ROOM);
  for (const [i, { lane, ends }] of lanes.entries()) {
    const y = ROOM + (i + 0.5) * step;
    line(to, [[x(median(ends, 0.25)), y], [x(median(ends, 0.75)), y]], colour(lane, 35), Math.min(14, step / 2)); // biome-ignore format: one line
    for (const value of ends) disc(to, x(value), y, 2.5, colour(lane, 60));
    disc(to, x(median(ends)), y, 5, colour(lane));
  }
}

/** Medians along a range, with the middle half of the runs. */
function curves(to, lanes, axis, { place, width, height }) {
  const own = (lane) => axis.find(({ at }) => !at.startsWith('lanes.') || at.startsWith(`lanes.${lane}.`)) ?? axis[0];
  const across = scaleOf(axis.flatMap(({ values }) => values), axis.every(({ values }) => values[0] > 0)); // biome-ignore format: one line
  const x = (value) => ROOM + across(value) * (width - 2 * ROOM);
  const y = (value) => height - ROOM - place(value) * (height - 2 * ROOM);
  for (const lane of new Set(lanes.map((it) => it.lane))) {
    const points = lanes
      .filter((it) => it.lane === lane)
      .map(({ cell, ends }) => ({ ends, x: x(own(lane).values[cell]) }));
    const at = (p) => points.map((point) => [point.x, y(median(point.ends, p))]);
    shape(to, [...at(0.25), ...at(0.75).reverse()], colour(lane, 15));
    line(to, at(0.5), colour(lane), 1.75);
  }
}

/** A map for each lane, the better the stronger. */
function maps(to, lanes, [first, second], { strength, width, height }) {
  const [up, across] = [first[0].values.length, second[0].values.length];
  const count = new Set(lanes.map(({ lane }) => lane)).size;
  const columns = Math.ceil(Math.sqrt(count));
  const [w, h] = [(width - ROOM) / columns - ROOM, (height - ROOM) / Math.ceil(count / columns) - ROOM];
  for (const { lane, cell, ends } of lanes) {
    const left = ROOM + (lane % columns) * (w + ROOM) + ((cell % across) * w) / across;
    const top = ROOM + Math.floor(lane / columns) * (h + ROOM) + ((up - 1 - Math.floor(cell / across)) * h) / up;
    const [right, bottom] = [left + w / across - 1, top + h / up - 1];
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]]; // biome-ignore format: one line
    shape(to, corners, colour(lane, 8 + 92 * strength(median(ends))));
  }
}

/** Draws an experiment onto a canvas's context. */
export function drawExperiment(to, record, { axes }, { quantity = 'loss' }, width, height) {
  const lanes = record.lanes.map((it) => ({ ...it, ends: endsOf(it, quantity) }));
  const log = quantity === 'loss';
  const shown = axes.length === 0 ? ({ ends }) => ends : ({ ends }) => [0.25, 0.5, 0.75].map((p) => median(ends, p));
  const place = scaleOf(lanes.flatMap(shown), log);
  const strength = (value) => (log ? 1 - place(value) : place(value));
  const picture = { place, strength, width, height };
  if (axes.length === 0) rows(to, lanes, picture);
  else if (axes.length === 1) curves(to, lanes, axes[0], picture);
  else maps(to, lanes, axes, picture);
}
