/** The works of a mechanical watch, seen from above: brass wheels, rubies, blued screws, a balance that swings. */
import { box, disc, linear, n, picture, radial, TAU, times } from "./paint.mjs";

const SIZE = 720;
const polar = (radius, angle) => `${n(Math.cos(angle) * radius)} ${n(Math.sin(angle) * radius)}`;

/** A wheel with teeth and spokes, as one path with holes. */
function wheel({ x, y, r, teeth, spokes, turn, fill }) {
  const outer = Array.from({ length: teeth }, (_, tooth) => {
    const from = (tooth / teeth) * TAU;
    const step = TAU / teeth;
    return `${polar(r - 9, from)}L${polar(r - 9, from + step * 0.28)}L${polar(r, from + step * 0.42)}L${polar(r, from + step * 0.62)}L${polar(r - 9, from + step * 0.78)}`;
  }).join("L");
  const rim = r - 23;
  const hub = Math.max(14, r * 0.2);
  const holes = Array.from({ length: spokes }, (_, spoke) => {
    const wide = TAU / spokes;
    const [from, to] = [spoke * wide + 0.11, (spoke + 1) * wide - 0.11];
    const inner = Math.min(0.4 * wide, 7 / hub);
    return `M${polar(rim, from)}A${rim} ${rim} 0 0 1 ${polar(rim, to)}L${polar(hub, (spoke + 1) * wide - inner)}A${hub} ${hub} 0 0 0 ${polar(hub, spoke * wide + inner)}Z`;
  }).join("");
  const shape = `M${outer}Z${holes}`;
  return `<g transform="translate(${x} ${y})"><path transform="translate(5 8) rotate(${n(turn)})" d="${shape}" fill="#000" opacity=".38" fill-rule="evenodd"/><g transform="rotate(${n(turn)})"><path d="${shape}" fill="url(#${fill})" fill-rule="evenodd" stroke="#4a2e0c" stroke-width=".8"/></g><circle r="${n(r - 14)}" fill="none" stroke="#fff3cf" stroke-width="1.4" opacity=".35"/>${disc(0, 0, hub * 0.72, `url(#${fill})`)}${ruby(0, 0, hub * 0.5)}</g>`;
}

const ruby = (x, y, r) =>
  disc(x, y, r + 3, "#e6c27a") +
  disc(x, y, r, "url(#ruby)") +
  disc(x, y, r * 0.28, "#f4e7d2") +
  disc(x - r * 0.3, y - r * 0.35, r * 0.2, "#ffd7e2", 0.9);

const screw = (x, y, r, turn) =>
  `<g transform="translate(${x} ${y}) rotate(${turn})">${disc(1, 2, r + 2, "#000", 0.35)}${disc(0, 0, r + 2.5, "#caa25c")}${disc(0, 0, r, "url(#blued)")}<rect x="${-r}" y="-1.5" width="${r * 2}" height="3" fill="#0b1236"/></g>`;

/** The balance: a ring with weights that swings to and fro, and its spring that breathes. */
function balance({ x, y, r, t }) {
  const swing = Math.sin(t * TAU * 0.8) * 150;
  const breath = 1 + Math.sin(t * TAU * 0.8) * 0.05;
  const spring = Array.from({ length: 150 }, (_, index) =>
    polar((8 + index * 0.36) * breath, index * 0.21 + (swing / 57) * (1 - index / 150)),
  ).join("L");
  const weights = times(10, (index) => {
    const angle = (index / 10) * TAU;
    return disc(Math.cos(angle) * (r - 3), Math.sin(angle) * (r - 3), 6, "url(#steel)");
  });
  return `<g transform="translate(${x} ${y})"><circle cx="5" cy="9" r="${r - 8}" fill="none" stroke="#000" stroke-width="16" opacity=".32"/><g transform="rotate(${n(swing)})"><circle r="${r - 12}" fill="none" stroke="url(#gold)" stroke-width="15"/><circle r="${r - 18}" fill="none" stroke="#fff0c4" stroke-width="1.4" opacity=".6"/><rect x="${-r + 16}" y="-5.5" width="${2 * r - 32}" height="11" fill="url(#gold)"/>${weights}</g><path d="M${spring}" fill="none" stroke="#b9cdf2" stroke-width="2" opacity=".95"/>${disc(0, 0, 15, "url(#gold)")}${ruby(0, 0, 9)}</g>`;
}

/** Small overlapping circles, as a maker's wheel leaves them on the plate. */
const perlage = times(15, (row) =>
  times(
    15,
    (column) =>
      `<circle cx="${column * 52 - 4 + (row % 2) * 26}" cy="${row * 50}" r="33" fill="url(#pearl)" stroke="#f5dfb0" stroke-opacity=".09"/>`,
  ),
);

/** The bridge, with stripes that catch the light as it wanders. */
function bridge(t) {
  const shape = "M-30 430C120 372 214 420 300 498C372 566 470 574 560 540C640 512 700 530 760 560V760H-30Z";
  const stripes = times(
    26,
    (index) =>
      `<path d="M${index * 42 - 240} 760L${index * 42 + 40} 340" stroke="${index % 2 ? "#fff4d8" : "#4c3414"}" stroke-width="20" opacity=".13"/>`,
  );
  return `<g transform="translate(6 -2)"><path d="${shape}" fill="#000" opacity=".4" transform="translate(0 -7)"/></g><clipPath id="bridge"><path d="${shape}"/></clipPath><g clip-path="url(#bridge)"><path d="${shape}" fill="url(#bridgemetal)"/>${stripes}<rect x="${n(-420 + t * 62)}" y="300" width="300" height="460" fill="url(#sheen)" transform="skewX(-30)" opacity=".5"/></g><path d="${shape}" fill="none" stroke="#fff1cc" stroke-width="3" opacity=".75"/>`;
}

function draw(t) {
  const defs =
    radial(
      "plate",
      [
        [0, "#7d6038"],
        [0.6, "#4b3720"],
        [1, "#21170d"],
      ],
      [0.42, 0.36, 0.75],
    ) +
    radial(
      "pearl",
      [
        [0, "#ffe9b8", 0.16],
        [0.8, "#ffe9b8", 0.03],
        [1, "#000000", 0.16],
      ],
      [0.35, 0.35, 0.7],
    ) +
    linear(
      "brass",
      [
        [0, "#ffe7a6"],
        [0.35, "#d9a54e"],
        [0.65, "#a06c24"],
        [1, "#e7c173"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "gold",
      [
        [0, "#fff0bf"],
        [0.5, "#e2a94c"],
        [1, "#8f5a1c"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "steel",
      [
        [0, "#ffffff"],
        [0.5, "#aab4c2"],
        [1, "#5d6673"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "rose",
      [
        [0, "#ffd9b8"],
        [0.5, "#d08a5e"],
        [1, "#8c4e2e"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "bridgemetal",
      [
        [0, "#d8b878"],
        [0.5, "#b08c4e"],
        [1, "#6d5028"],
      ],
      [0, 0, 0.8, 1],
    ) +
    linear(
      "sheen",
      [
        [0, "#fffbe8", 0],
        [0.5, "#fffbe8", 0.7],
        [1, "#fffbe8", 0],
      ],
      [0, 0, 1, 0],
    ) +
    radial(
      "ruby",
      [
        [0, "#ff7d9c"],
        [0.6, "#c4183f"],
        [1, "#6b0620"],
      ],
      [0.38, 0.35, 0.7],
    ) +
    linear(
      "blued",
      [
        [0, "#6f8dff"],
        [0.5, "#2c43b8"],
        [1, "#111c5e"],
      ],
      [0, 0, 1, 1],
    ) +
    radial(
      "lamp",
      [
        [0, "#fff2cc", 0.42],
        [1, "#fff2cc", 0],
      ],
      [0.34, 0.22, 0.6],
    );
  const turn = t * 15;
  const body =
    box(0, 0, SIZE, SIZE, "url(#plate)") +
    perlage +
    wheel({ x: 212, y: 214, r: 168, teeth: 56, spokes: 5, turn, fill: "brass" }) +
    wheel({ x: 636, y: 96, r: 128, teeth: 42, spokes: 4, turn: turn * 1.1 + 9, fill: "rose" }) +
    wheel({ x: 398, y: 118, r: 62, teeth: 20, spokes: 4, turn: -turn * 2.8 + 4, fill: "steel" }) +
    wheel({ x: 74, y: 420, r: 92, teeth: 30, spokes: 5, turn: -turn * 1.87, fill: "gold" }) +
    balance({ x: 500, y: 342, r: 142, t }) +
    bridge(t) +
    ruby(120, 520, 15) +
    ruby(338, 606, 19) +
    ruby(610, 628, 16) +
    screw(212, 588, 15, 24) +
    screw(480, 634, 15, -38) +
    screw(56, 640, 15, 70) +
    screw(404, 214, 12, 12) +
    screw(676, 268, 13, 120) +
    box(0, 0, SIZE, SIZE, "url(#lamp)");
  return picture({ width: SIZE, height: SIZE, defs, body, corners: 0.6 });
}

export const watch = { width: SIZE, height: SIZE, seconds: 8, notes: [174.61, 261.63], draw };
