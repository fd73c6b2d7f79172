/** A lit train crosses a viaduct at dusk, before a large sun and layers of hills, mirrored in a still lake. */
import { below, box, dice, disc, glow, linear, mix, n, picture, radial, swing, times } from "./paint.mjs";

const WIDTH = 960;
const HEIGHT = 540;
const DECK = 318;
const LAKE = 428;
const SECONDS = 7;

const roll = dice(71);
const ridge = (base, rough, step) =>
  Array.from({ length: Math.ceil(WIDTH / step) + 2 }, (_, index) => [index * step - 10, base + roll(-rough, rough)]);
const far = ridge(262, 34, 120);
const middle = ridge(300, 30, 96);
const near = ridge(352, 22, 84);
const firs = Array.from({ length: 64 }, () => [roll(-10, WIDTH), roll(0, 1)]).map(([x, size]) => [
  x,
  mix(12, 34, size),
]);
const birds = [
  [250, 128],
  [276, 116],
  [298, 130],
  [330, 108],
  [352, 122],
];

function viaduct() {
  const pier = (x) => `M${x} ${DECK + 10}V${LAKE + 4}H${x + 22}V${DECK + 10}Z`;
  const arches = times(9, (index) => {
    const x = index * 112 - 16;
    return `<path d="M${x} ${DECK + 8}H${x + 112}V${DECK + 62}A45 45 0 0 0 ${x + 22} ${DECK + 62}H${x}Z" fill="url(#stone)"/><path d="${pier(x)}" fill="url(#stone)"/><path d="M${x + 22} ${DECK + 62}A45 45 0 0 1 ${x + 112} ${DECK + 62}" fill="none" stroke="#ffc9a0" stroke-width="1.6" opacity=".5"/><rect x="${x}" y="${DECK + 62}" width="2.4" height="${LAKE - DECK - 58}" fill="#ffbe96" opacity=".45"/>`;
  });
  return `${arches}<rect y="${DECK + 2}" width="${WIDTH}" height="9" fill="#4a2648"/><rect y="${DECK + 2}" width="${WIDTH}" height="2" fill="#ffc9a0" opacity=".7"/>${times(41, (index) => box(index * 24, DECK - 4, 1.6, 7, "#3a1c3c"))}`;
}

/** Five carriages; the leading one has a long nose. The origin is the tip of the nose. */
function train(t) {
  const head = mix(455, 1150, t / SECONDS);
  const carriage = (index) => {
    const x = -150 - index * 152;
    const windows = times(7, (at) =>
      box(x + 12 + at * 19, DECK - 29, 13, 10, (at + index) % 4 === 2 ? "#ffd58c" : "#fff1c4", 'rx="2"'),
    );
    return `<rect x="${x}" y="${DECK - 38}" width="148" height="36" rx="5" fill="url(#body)"/>${windows}<rect x="${x}" y="${DECK - 14}" width="148" height="3.4" fill="#f08a5c"/><rect x="${x + 4}" y="${DECK - 38}" width="140" height="2" fill="#ffe3c4" opacity=".7"/>`;
  };
  const nose = `<path d="M-152 ${DECK - 38}H-58C-28 ${DECK - 37} -8 ${DECK - 22} 0 ${DECK - 6}V${DECK - 2}H-152Z" fill="url(#body)"/><path d="M-52 ${DECK - 32}C-36 ${DECK - 30} -24 ${DECK - 24} -18 ${DECK - 18}H-50Z" fill="#ffe9b4"/><path d="M-152 ${DECK - 14}H-12L-8 ${DECK - 10.6}H-152Z" fill="#f08a5c"/>${times(4, (at) => box(-140 + at * 21, DECK - 29, 14, 10, "#fff1c4", 'rx="2"'))}`;
  const beam = `<path d="M-2 ${DECK - 9}L230 ${DECK - 26}V${DECK + 2}Z" fill="url(#beam)"/>${disc(-6, DECK - 8, 16, "url(#lamp)")}`;
  return `<g transform="translate(${n(head)} 0)">${times(5, (index) => carriage(index + 1))}${nose}${beam}</g>`;
}

const woods = firs
  .map(
    ([x, size]) =>
      `<path d="M${n(x)} ${n(LAKE - size * 1.9)}L${n(x + size * 0.42)} ${LAKE + 2}H${n(x - size * 0.42)}Z" fill="#2c1638"/>`,
  )
  .join("");

function land(t) {
  const flock = birds.map(([x, y], index) => {
    const beat = 4 + 3 * Math.sin(t * 5 + index);
    return `<path d="M${n(x + t * 9 - 7)} ${n(y - beat)}Q${n(x + t * 9 - 3)} ${n(y - 2)} ${n(x + t * 9)} ${y}Q${n(x + t * 9 + 3)} ${n(y - 2)} ${n(x + t * 9 + 7)} ${n(y - beat)}" stroke="#5b2a4c" stroke-width="1.6" fill="none"/>`;
  });
  const mist = (y, shift, opacity) =>
    `<ellipse cx="${n(480 + Math.sin(t * 0.25 + shift) * 60 + shift * 90)}" cy="${y}" rx="430" ry="17" fill="#ffd9bd" opacity="${opacity}"/>`;
  return (
    disc(610, 232, 300, "url(#sunglow)") +
    disc(610, 232, 88, "url(#sun)") +
    flock.join("") +
    below(far, LAKE, "#d98a86") +
    mist(306, -2, 0.22) +
    below(middle, LAKE, "#a95f7c") +
    mist(352, 2, 0.2) +
    below(near, LAKE, "#6d3a68") +
    viaduct() +
    train(t) +
    woods
  );
}

/** Everything above the lake once more, upside down and darker, with ripples over it. */
function lake(t, above) {
  const ripples = times(26, (row) => {
    const y = LAKE + 6 + row * 4.4;
    const x = 480 + Math.sin(row * 2.3 + t * 0.6) * 300;
    return box(
      x - 90 - row * 3,
      y,
      130 + row * 7,
      1.2,
      "#ffd9b4",
      `rx="1" opacity="${n(0.07 + 0.13 * swing({ t, period: 3.5, phase: row * 0.37 }))}"`,
    );
  });
  return `<clipPath id="lake"><rect y="${LAKE}" width="${WIDTH}" height="${HEIGHT - LAKE}"/></clipPath><g clip-path="url(#lake)"><g transform="matrix(1 0 0 -1 0 ${LAKE * 2})"><rect width="${WIDTH}" height="${LAKE}" fill="url(#sky)"/>${above}</g><rect y="${LAKE}" width="${WIDTH}" height="${HEIGHT - LAKE}" fill="url(#depth)"/>${ripples}</g><rect y="${LAKE - 1}" width="${WIDTH}" height="2.5" fill="#26122f"/>`;
}

function draw(t) {
  const defs =
    linear("sky", [
      [0, "#4a3a78"],
      [0.38, "#b0608a"],
      [0.68, "#f39a7c"],
      [1, "#ffdcae"],
    ]) +
    radial("sun", [
      [0, "#fffbe6"],
      [0.7, "#ffe9b0"],
      [1, "#ffcf8c"],
    ]) +
    glow("sunglow", "#ffcb90") +
    glow("lamp", "#fff3c8") +
    linear("stone", [
      [0, "#7d4766"],
      [1, "#4a284e"],
    ]) +
    linear("body", [
      [0, "#fbe3cf"],
      [0.4, "#d99a92"],
      [0.75, "#8f5372"],
      [1, "#5a2f54"],
    ]) +
    linear(
      "beam",
      [
        [0, "#fff3c8", 0.75],
        [1, "#fff3c8", 0],
      ],
      [0, 0, 1, 0],
    ) +
    linear("depth", [
      [0, "#3a1c48", 0.3],
      [1, "#1d1030", 0.86],
    ]);
  const above = land(t);
  const body = box(0, 0, WIDTH, LAKE, "url(#sky)") + above + lake(t, above);
  return picture({ width: WIDTH, height: HEIGHT, defs, body, corners: 0.42 });
}

export const quietTrain = { width: WIDTH, height: HEIGHT, seconds: SECONDS, notes: [138.59, 207.65], draw };
