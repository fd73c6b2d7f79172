/** Dough rising in a blue bowl, in the morning light of a kitchen window. */
import { box, clamp, dice, disc, ease, glow, linear, mix, n, picture, radial, swing, TAU, times } from "./paint.mjs";

const WIDTH = 960;
const HEIGHT = 540;
const TABLE = 392;
const SECONDS = 7;

const roll = dice(23);
const dust = Array.from({ length: 46 }, () => ({
  x: roll(120, 860),
  y: roll(20, 380),
  r: roll(0.8, 2.4),
  pace: roll(4, 14),
  phase: roll(),
}));
const flour = Array.from({ length: 90 }, () => [
  480 + roll(-330, 330),
  roll(478, 526),
  roll(0.8, 2.6),
  roll(0.25, 0.8),
]);
const grain = Array.from({ length: 15 }, () => [
  roll(0, WIDTH),
  TABLE + 18 + roll(0, 130),
  roll(120, 330),
  roll(0.05, 0.16),
]);

/** Light that falls through a window with six panes onto the wall, leaning as in the morning. */
function daylight(t) {
  const drift = t * 1.6;
  const pane = (column, row) => {
    const x = 178 + column * 118 + row * 34 + drift;
    const y = 46 + row * 132;
    return `<path d="M${n(x)} ${y}L${n(x + 100)} ${y + 8}L${n(x + 132)} ${y + 126}L${n(x + 32)} ${y + 118}Z" fill="url(#daylight)"/>`;
  };
  const panes = times(5, (column) => times(2, (row) => pane(column, row)));
  const leaf = (x, y, turn, size) =>
    `<g transform="translate(${x} ${y}) rotate(${n(turn + 4 * Math.sin((t / 4 + x) * 1.6))}) scale(${size})"><path d="M0 0C16 -26 52 -30 84 -6C56 16 20 18 0 0Z" fill="#c58a4e" opacity=".38"/></g>`;
  const shadows =
    leaf(640, 150, -34, 1.1) +
    leaf(655, 168, 8, 1) +
    leaf(690, 110, -70, 0.95) +
    leaf(700, 205, 34, 0.8) +
    leaf(610, 120, -100, 0.8);
  return `<g>${panes}${shadows}</g>`;
}

/** The dough: a dome over the rim that swells, with a seam and a few bubbles under its skin. */
function dough(t) {
  const rise = ease(clamp(0.3 + (0.7 * t) / (SECONDS - 0.8)));
  const breath = Math.sin(t * 2.2) * 1.2;
  const top = mix(292, 178, rise) - breath;
  const wide = mix(186, 212, rise);
  const dome = `M${n(480 - wide)} 318C${n(480 - wide - 10)} ${n(top + 40)} ${n(480 - wide * 0.62)} ${n(top)} 480 ${n(top)}S${n(480 + wide + 10)} ${n(top + 40)} ${n(480 + wide)} 318Z`;
  const bubbles = [
    [-96, 54, 13],
    [-28, 34, 9],
    [58, 46, 15],
    [118, 72, 10],
    [14, 76, 11],
  ].map(([dx, dy, r], index) => {
    const grown = ease(clamp(rise * 1.7 - index * 0.13)) * r;
    return disc(480 + dx, top + dy, grown, "url(#bubble)", 0.55);
  });
  const cut = `<path d="M${n(392)} ${n(top + 44)}Q470 ${n(top + 8)} ${n(572)} ${n(top + 40)}" stroke="#d9a35f" stroke-width="5" stroke-linecap="round" fill="none" opacity=".55"/><path d="M392 ${n(top + 41)}Q470 ${n(top + 4)} 572 ${n(top + 37)}" stroke="#fff6de" stroke-width="3" stroke-linecap="round" fill="none" opacity=".7"/>`;
  return `<path d="${dome}" fill="url(#dough)"/><path d="${dome}" fill="url(#doughlight)"/>${bubbles.join("")}${cut}`;
}

function bowl() {
  const body = "M252 312C252 420 348 470 480 470S708 420 708 312Z";
  const dots = times(13, (index) => {
    const angle = mix(0.12, 0.88, index / 12) * Math.PI;
    return disc(480 - Math.cos(angle) * 205, 338 + Math.sin(angle) * 52, 4.2, "#f3e4c8", 0.85);
  });
  return `<path d="${body}" fill="url(#bowl)"/><path d="${body}" fill="url(#bowlshine)"/><path d="M258 352Q480 444 702 352" stroke="#f3e4c8" stroke-width="3" fill="none" opacity=".75"/>${dots}<path d="M244 306H716Q722 318 712 324H248Q238 318 244 306Z" fill="#56748c"/><path d="M244 306H716L718 311H242Z" fill="#8fb0bf"/>`;
}

function wheat(x, y, turn, t) {
  const ear = times(9, (index) => {
    const at = -90 - index * 13;
    const ofEar = (side) =>
      `<path transform="translate(0 ${at}) rotate(${side * 26})" d="M0 0C${side * 12} -6 ${side * 12} -20 0 -26C${-side * 4} -18 ${-side * 4} -6 0 0Z" fill="url(#wheat)"/>`;
    return ofEar(1) + ofEar(-1);
  });
  return `<g transform="translate(${x} ${y}) rotate(${n(turn + Math.sin(t * 1.1 + x) * 1.3)})"><path d="M0 0V-214" stroke="#b98a3e" stroke-width="3"/>${ear}<path d="M0 -206V-240M-3 -204L-14 -234M3 -204L14 -234" stroke="#d6ab5b" stroke-width="1.6"/></g>`;
}

function jar(t) {
  return `<g><path d="M92 236H190Q204 250 204 276V392H78V276Q78 250 92 236Z" fill="#fff8e6" opacity=".34"/><path d="M82 300Q112 292 142 300T200 298V390H82Z" fill="#fbf0d8"/><rect x="86" y="214" width="110" height="24" rx="6" fill="#a8683a"/><rect x="86" y="214" width="110" height="8" rx="4" fill="#c98a55"/><path d="M96 252V380" stroke="#ffffff" stroke-width="7" stroke-linecap="round" opacity=".55"/></g>${wheat(806, 396, 10, t)}${wheat(838, 398, 20, t)}${wheat(782, 396, -3, t)}<path d="M760 300H872L858 398H774Z" fill="#c8714a"/><path d="M754 292H878L874 312H758Z" fill="#dd8a60"/><path d="M774 398L768 356H776L784 398Z" fill="#f0ab85" opacity=".5"/>`;
}

function draw(t) {
  const defs =
    linear(
      "wall",
      [
        [0, "#f3d3a2"],
        [0.6, "#eebf85"],
        [1, "#dc9f66"],
      ],
      [0, 0, 1, 1],
    ) +
    linear("daylight", [
      [0, "#fff6dc", 0.85],
      [1, "#ffe6b0", 0.4],
    ]) +
    linear("table", [
      [0, "#b9743f"],
      [0.12, "#a5622f"],
      [1, "#5e2f17"],
    ]) +
    linear(
      "bowl",
      [
        [0, "#2a3f58"],
        [0.35, "#456583"],
        [1, "#1b2838"],
      ],
      [0, 0, 1, 0.35],
    ) +
    radial(
      "bowlshine",
      [
        [0, "#d7ecef", 0.5],
        [1, "#d7ecef", 0],
      ],
      [0.28, 0.22, 0.3],
    ) +
    linear("dough", [
      [0, "#fff3d6"],
      [0.55, "#f4d9a8"],
      [1, "#cf9a5c"],
    ]) +
    radial(
      "doughlight",
      [
        [0, "#ffffff", 0.85],
        [1, "#ffffff", 0],
      ],
      [0.36, 0.2, 0.42],
    ) +
    radial(
      "bubble",
      [
        [0, "#fffdf4"],
        [0.7, "#f7e2b8"],
        [1, "#dcb478"],
      ],
      [0.4, 0.35, 0.6],
    ) +
    linear("wheat", [
      [0, "#e7bd69"],
      [1, "#b88334"],
    ]) +
    glow("warm", "#fff0c8") +
    radial("shadow", [
      [0, "#2b1208", 0.6],
      [1, "#2b1208", 0],
    ]);
  const boards = grain
    .map(([x, y, length, opacity]) => box(x, y, length, 1.6, "#2e1408", `rx="1" opacity="${n(opacity)}"`))
    .join("");
  const motes = dust.map(({ x, y, r, pace, phase }) => {
    const up = (((y - t * pace) % 380) + 380) % 380;
    return disc(x + Math.sin(t * 0.7 + phase * TAU) * 9, up, r, "#fffbe9", 0.25 + 0.5 * swing({ t, period: 4, phase }));
  });
  const body =
    box(0, 0, WIDTH, TABLE, "url(#wall)") +
    daylight(t) +
    disc(300, 120, 330, "url(#warm)", 0.34) +
    box(0, TABLE, WIDTH, HEIGHT - TABLE, "url(#table)") +
    box(0, TABLE, WIDTH, 3, "#e0a468", 'opacity=".7"') +
    boards +
    jar(t) +
    `<ellipse cx="500" cy="470" rx="300" ry="34" fill="url(#shadow)"/>` +
    dough(t) +
    bowl() +
    flour.map(([x, y, r, opacity]) => disc(x, y, r, "#fff3dc", opacity)).join("") +
    motes.join("");
  return picture({ width: WIDTH, height: HEIGHT, defs, body, corners: 0.32 });
}

export const bread = { width: WIDTH, height: HEIGHT, seconds: SECONDS, notes: [130.81, 196], draw };
