/** A lighthouse above a night sea: its beam goes round, clouds drift, the swell comes in layers. */
import { below, box, dice, disc, glow, linear, mix, n, picture, radial, swing, TAU, times } from "./paint.mjs";

const WIDTH = 960;
const HEIGHT = 540;
const HORIZON = 352;
const LAMP = { x: 664, y: 148 };
const SECONDS = 12;

const roll = dice(97);
const stars = Array.from({ length: 130 }, () => [roll(0, WIDTH), roll(0, HORIZON - 60), roll(0.4, 1.5), roll()]);
const clouds = Array.from({ length: 7 }, () => ({
  x: roll(-100, WIDTH),
  y: roll(210, 326),
  size: roll(0.7, 1.5),
  pace: roll(2, 5),
}));
const grasses = Array.from({ length: 60 }, () => [roll(480, 960), roll(8, 24), roll(-7, 7)]);

/** The two arms of the light, as they look from the shore: long across the view, short and bright towards us. */
function beams(t) {
  const round = (t / SECONDS) * TAU * 2 + 2.62;
  return [0, Math.PI]
    .map((half) => {
      const angle = round + half;
      const across = Math.cos(angle);
      const toward = (Math.sin(angle) + 1) / 2;
      const reach = 900 * Math.abs(across);
      const side = Math.sign(across);
      const wide = mix(34, 96, toward) * (0.4 + 0.6 * Math.abs(across));
      const fall = mix(-18, 60, toward);
      const tip = LAMP.x + side * reach;
      const cone = (share, opacity) =>
        `<path d="M${LAMP.x} ${LAMP.y - 6}L${n(tip)} ${n(LAMP.y + fall - wide * share)}V${n(LAMP.y + fall + wide * share)}L${LAMP.x} ${LAMP.y + 6}Z" fill="url(#beam${side < 0 ? "left" : "right"})" opacity="${n(opacity)}"/>`;
      return cone(1, 0.34 + 0.2 * toward) + cone(0.55, 0.4 + 0.2 * toward);
    })
    .join("");
}

/** How squarely the light meets our eye, for the flash on the lens and on the water. */
const flash = (t) => Math.max(0, Math.sin((t / SECONDS) * TAU * 4 + 2.62 * 2 - Math.PI / 2)) ** 3;

/** Half the tower's width at a height; it narrows towards the top. */
const halfWidth = (level) => mix(22, 36, (level - 176) / 200);

function tower(t) {
  const bands = times(3, (index) => {
    const y = 214 + index * 62;
    return `<path d="M${n(LAMP.x - halfWidth(y))} ${y}H${n(LAMP.x + halfWidth(y))}L${n(LAMP.x + halfWidth(y + 31))} ${y + 31}H${n(LAMP.x - halfWidth(y + 31))}Z" fill="url(#red)"/>`;
  });
  const rooms = [
    [-4, 196],
    [2, 258],
    [-3, 322],
  ].map(
    ([dx, y]) =>
      `<path d="M${LAMP.x + dx - 5} ${y + 14}V${y + 4}A5 5 0 0 1 ${LAMP.x + dx + 5} ${y + 4}V${y + 14}Z" fill="#ffd586"/>`,
  );
  return `<path d="M${LAMP.x - 22} 176H${LAMP.x + 22}L${LAMP.x + 37} 382H${LAMP.x - 37}Z" fill="url(#tower)"/>${bands}${rooms.join("")}<path d="M${LAMP.x - 34} 168H${LAMP.x + 34}L${LAMP.x + 24} 180H${LAMP.x - 24}Z" fill="#1a2433"/><path d="M${LAMP.x - 36} 154V168M${LAMP.x - 24} 154V168M${LAMP.x - 12} 154V168M${LAMP.x + 12} 154V168M${LAMP.x + 24} 154V168M${LAMP.x + 36} 154V168M${LAMP.x - 37} 154H${LAMP.x + 37}" stroke="#1a2433" stroke-width="2.4"/><rect x="${LAMP.x - 17}" y="128" width="34" height="40" fill="#ffe2a0"/><rect x="${LAMP.x - 17}" y="128" width="34" height="40" fill="#fffbe8" opacity="${n(0.4 + 0.6 * flash(t))}"/><path d="M${LAMP.x - 17} 128V168M${LAMP.x - 6} 128V168M${LAMP.x + 6} 128V168M${LAMP.x + 17} 128V168" stroke="#2a3446" stroke-width="2"/><path d="M${LAMP.x - 22} 130Q${LAMP.x - 20} 104 ${LAMP.x} 98Q${LAMP.x + 20} 104 ${LAMP.x + 22} 130Z" fill="#a8362c"/><path d="M${LAMP.x - 22} 130Q${LAMP.x - 20} 104 ${LAMP.x} 98Q${LAMP.x - 12} 108 ${LAMP.x - 12} 130Z" fill="#d65a44"/><path d="M${LAMP.x} 98V82" stroke="#2a3446" stroke-width="3"/>${disc(LAMP.x, 96, 5, "#2a3446")}`;
}

function cottage() {
  return `<path d="M736 344H846V392H736Z" fill="#31404f"/><path d="M728 348L752 308H832L856 348Z" fill="#8e3a30"/><path d="M728 348L752 308H760L740 348Z" fill="#c25a46"/><rect x="808" y="292" width="15" height="30" fill="#243140"/>${[752, 782, 816].map((x) => `<rect x="${x}" y="358" width="17" height="17" fill="#ffcf7a"/><path d="M${x + 8.5} 358V375M${x} 366H${x + 17}" stroke="#31404f" stroke-width="2"/>`).join("")}${disc(790, 366, 70, "url(#lamp)", 0.4)}`;
}

const cliff = `<path d="M430 540C446 500 470 498 486 470C502 444 540 440 560 414C584 390 620 384 660 382C730 378 800 390 860 386C900 384 930 378 970 380V540Z" fill="url(#cliff)"/><path d="M486 470C502 444 540 440 560 414C584 390 620 384 660 382C730 378 800 390 860 386" stroke="#7fa38a" stroke-width="3" fill="none" opacity=".55"/><path d="M520 540C530 500 560 490 566 450M610 540C606 500 640 470 636 420M720 540C716 500 746 470 740 424M830 540C838 500 822 470 834 430" stroke="#0a141c" stroke-width="3" fill="none" opacity=".6"/>`;

function sea(t) {
  const layers = [
    ["#1f5a6e", 0, 5],
    ["#184b60", 34, 8],
    ["#123c50", 74, 11],
    ["#0d2d40", 122, 14],
  ];
  return layers
    .map(([colour, depth, tall], index) => {
      const crest = Array.from({ length: 26 }, (_, at) => [
        at * 42 - 40,
        HORIZON +
          8 +
          depth +
          Math.sin(at * (1.15 - index * 0.13) + t * (0.85 + index * 0.18) + index * 2) * tall * 0.6 +
          Math.sin(at * 0.43 - t * 0.6) * tall * 0.5,
      ]);
      const light = crest.map(
        ([x, y]) =>
          `<path d="M${n(x - 17)} ${n(y + 7)}Q${n(x)} ${n(y + 2)} ${n(x + 17)} ${n(y + 7)}" stroke="#9fdcd8" stroke-width="1.5" fill="none" opacity="${n(0.1 + 0.22 * swing({ t, period: 4, phase: x * 0.013 + index * 0.3 }))}"/>`,
      );
      return below(crest, HEIGHT, colour) + light.join("");
    })
    .join("");
}

const moonpath = (t) =>
  times(24, (row) => {
    const half = (7 + row * 1.5) * (0.6 + 0.4 * Math.sin(t * 1.3 + row * 1.7));
    return box(
      212 - half + Math.sin(t + row) * 3,
      HORIZON + 8 + row * 7,
      half * 2,
      2,
      "#ffeec2",
      `rx="1" opacity="${n((1 - row / 26) * (0.34 + 0.3 * Math.sin(t * 1.7 + row * 2.3)))}"`,
    );
  });

function surf(t) {
  return times(5, (index) => {
    const heave = Math.sin(t * 1.1 + index * 1.4) * 5;
    return `<path d="M${392 + index * 15} ${n(532 - index * 17 + heave)}q26 -${n(13 + heave)} 52 -2q12 -7 26 -1" stroke="#e9fbf6" stroke-width="${4 - index * 0.5}" stroke-linecap="round" fill="none" opacity="${n(0.66 - index * 0.09)}"/>`;
  });
}

function draw(t) {
  const arm = [
    [0, "#fff6d2", 0.95],
    [0.3, "#ffedb0", 0.45],
    [1, "#ffe7a0", 0],
  ];
  const defs =
    linear("sky", [
      [0, "#07142b"],
      [0.45, "#123a58"],
      [0.78, "#2d7580"],
      [1, "#8fc0a8"],
    ]) +
    linear("beamright", arm, [0, 0, 1, 0]) +
    linear("beamleft", arm, [1, 0, 0, 0]) +
    linear(
      "tower",
      [
        [0, "#fbf4e4"],
        [0.55, "#d5d3cb"],
        [1, "#7c8a94"],
      ],
      [0, 0, 1, 0],
    ) +
    linear(
      "red",
      [
        [0, "#dc5a45"],
        [0.55, "#b03a2e"],
        [1, "#6b2424"],
      ],
      [0, 0, 1, 0],
    ) +
    linear("cliff", [
      [0, "#2f5148"],
      [0.25, "#1c3338"],
      [1, "#0a151d"],
    ]) +
    glow("lamp", "#ffd98a") +
    glow("moon", "#ffeec6") +
    radial("cloud", [
      [0, "#d7e8dc", 0.34],
      [1, "#d7e8dc", 0],
    ]);
  const drift = clouds.map(
    ({ x, y, size, pace }) =>
      `<ellipse cx="${n(x + t * pace)}" cy="${n(y)}" rx="${n(170 * size)}" ry="${n(17 * size)}" fill="url(#cloud)"/>`,
  );
  const blades = grasses.map(([x, tall, lean]) => {
    const foot = x < 560 ? 414 + (560 - x) * 0.72 : x < 660 ? 384 + (660 - x) * 0.3 : 386;
    return `<path d="M${n(x)} ${n(foot + 3)}q${n(lean * 0.3)} ${n(-tall * 0.6)} ${n(lean + Math.sin(t * 1.6 + x * 0.05) * 3)} ${n(-tall)}" stroke="#3d6a5a" stroke-width="1.8" fill="none"/>`;
  });
  const body =
    box(0, 0, WIDTH, HORIZON + 20, "url(#sky)") +
    stars
      .map(([x, y, r, phase]) => disc(x, y, r, "#fdf6e0", (0.3 + 0.6 * swing({ t, period: 4, phase })) * (1 - y / 330)))
      .join("") +
    disc(212, 116, 150, "url(#moon)", 0.5) +
    disc(212, 116, 31, "#fff3d2") +
    disc(202, 108, 6, "#ecdcb2", 0.7) +
    disc(222, 124, 8, "#ecdcb2", 0.6) +
    drift.join("") +
    sea(t) +
    moonpath(t) +
    cliff +
    blades.join("") +
    surf(t) +
    cottage() +
    beams(t) +
    tower(t) +
    disc(LAMP.x, LAMP.y, 70 + 90 * flash(t), "url(#lamp)", 0.75);
  return picture({ width: WIDTH, height: HEIGHT, defs, body, corners: 0.5 });
}

export const lighthouse = { width: WIDTH, height: HEIGHT, seconds: SECONDS, notes: [116.54, 174.61], draw };
