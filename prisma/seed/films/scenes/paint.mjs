/** The brushes the scenes share: numbers, dice that always fall alike, gradients and the frame around a picture. */

export const TAU = Math.PI * 2;

/** A number as SVG wants it: short, and fine enough for slow movement. */
export const n = (value) => Number(value.toFixed(2));

export const clamp = (value, low = 0, high = 1) => Math.min(high, Math.max(low, value));

export const mix = (from, to, part) => from + (to - from) * part;

export const ease = (part) => clamp(part) ** 2 * (3 - 2 * clamp(part));

/** A swing between 0 and 1 with a period in seconds. */
export const swing = ({ t, period, phase = 0 }) => 0.5 + 0.5 * Math.sin((t / period + phase) * TAU);

export const times = (count, draw) => Array.from({ length: count }, (_, index) => draw(index)).join("");

/** Dice with a seed, so that every run of the script draws the same film. */
export function dice(seed) {
  let state = seed;
  return (low = 0, high = 1) => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return low + (((word ^ (word >>> 14)) >>> 0) / 4294967296) * (high - low);
  };
}

const channel = (text, at) => parseInt(text.slice(at, at + 2), 16);

/** A colour between two, both written #rrggbb. */
export function between(from, to, part) {
  const mixed = [1, 3, 5].map((at) => Math.round(mix(channel(from, at), channel(to, at), clamp(part))));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Stops are [offset, colour, opacity]. */
const stopsOf = (stops) =>
  stops
    .map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${n(opacity)}"/>`)
    .join("");

/** A gradient from top to bottom unless told otherwise. */
export const linear = (id, stops, [x1, y1, x2, y2] = [0, 0, 0, 1]) =>
  `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stopsOf(stops)}</linearGradient>`;

export const radial = (id, stops, [cx, cy, r] = [0.5, 0.5, 0.5]) =>
  `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stopsOf(stops)}</radialGradient>`;

export const glow = (id, colour) =>
  radial(id, [
    [0, colour, 1],
    [0.25, colour, 0.55],
    [0.55, colour, 0.16],
    [1, colour, 0],
  ]);

export const disc = (x, y, r, fill, opacity = 1) =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" opacity="${n(opacity)}"/>`;

export const box = (x, y, width, height, fill, extra = "") =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}" ${extra}/>`;

/** A smooth line through points, as a path's data. */
export function curve(points) {
  const [first, ...rest] = points;
  let data = `M${n(first[0])} ${n(first[1])}`;
  for (const [index, point] of rest.entries()) {
    const before = points[index];
    const middle = (before[0] + point[0]) / 2;
    data += `C${n(middle)} ${n(before[1])} ${n(middle)} ${n(point[1])} ${n(point[0])} ${n(point[1])}`;
  }
  return data;
}

/** A hill or a wave: everything below a curve. */
export const below = (points, floor, fill, extra = "") =>
  `<path d="${curve(points)}L${n(points.at(-1)[0])} ${floor}L${n(points[0][0])} ${floor}Z" fill="${fill}" ${extra}/>`;

/** The whole picture, its corners a little darker, as light falls in a lens. */
export const picture = ({ width, height, defs, body, corners = 0.45 }) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${defs}${radial(
    "corners",
    [
      [0.55, "#000000", 0],
      [1, "#000000", corners],
    ],
    [0.5, 0.48, 0.78],
  )}</defs>${body}${box(0, 0, width, height, "url(#corners)")}</svg>`;
