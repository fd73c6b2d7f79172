/** A harbour after sunset: cranes at work, a freighter alongside, a boat coming home over long reflections. */
import { below, between, box, dice, disc, ease, glow, linear, mix, n, picture, swing, TAU, times } from "./paint.mjs";

const WIDTH = 960;
const HEIGHT = 540;
const WATER = 330;
const INK = "#130f24";

const roll = dice(11);
const stars = Array.from({ length: 70 }, () => [roll(0, WIDTH), roll(0, 190), roll(0.5, 1.3), roll()]);
const houses = Array.from({ length: 34 }, (_, index) => ({
  x: index * 29 - 12,
  width: roll(22, 34),
  height: roll(22, 74) * (0.55 + 0.45 * Math.sin(index / 4.2)),
  windows: Array.from({ length: 7 }, () => [roll(0.12, 0.8), roll(0.12, 0.85), roll(), roll()]),
}));
const lamps = [58, 142, 236, 318, 404, 492, 566, 652, 735, 812, 905].map((x) => [x, roll(0.6, 1), roll(0, TAU)]);

/** A light's reflection: short strokes that drift and grow as they come nearer. */
function reflection({ x, t, colour, strength, seed, length = 26, top = WATER + 4 }) {
  const own = dice(seed);
  return times(length, (row) => {
    const y = top + row * 4.2 + row * row * 0.11;
    const reach = (5 + row * 0.75) * (0.65 + 0.35 * Math.sin(t * 1.7 + row * 1.9 + seed));
    const sway = Math.sin(t * 1.1 + row * 0.8 + seed) * (1 + row * 0.16) + own(-2, 2);
    const opacity = strength * (1 - row / length) * (0.55 + 0.45 * Math.sin(t * 2.1 + row * 2.7 + seed * 3));
    return `<rect x="${n(x - reach + sway)}" y="${n(y)}" width="${n(reach * 2)}" height="${n(1.4 + row * 0.05)}" rx="1" fill="${colour}" opacity="${n(Math.max(0, opacity))}"/>`;
  });
}

function crane(x, trolley, load, size = 1) {
  const line = (x1, y1, x2, y2, thick) =>
    `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${INK}" stroke-width="${thick}"/>`;
  const at = mix(-58, 96, trolley);
  return `<g transform="translate(${x} ${WATER}) scale(${size})">${line(-26, 0, -20, -150, 6)}${line(30, 0, 24, -150, 6)}${line(-24, -60, 28, -60, 5)}${line(-22, -62, 26, -146, 2.5)}${line(-70, -150, 122, -150, 7)}${line(2, -150, 2, -196, 5)}${line(2, -194, 118, -153, 2)}${line(2, -194, -66, -153, 2)}${box(-44, -148, 18, 13, INK)}${line(n(at), -148, n(at), n(-120 + load), 1.4)}${box(at - 15, -120 + load, 30, 12, "#a8432f")}${box(at - 7, -149, 14, 7, INK)}${disc(120, -154, 2.2, "#ff6a4d")}${disc(2, -197, 2.2, "#ff6a4d")}${disc(-35, -141, 2, "#ffd48a")}</g>`;
}

function freighter(t) {
  const crates = ["#8d3f34", "#b06a35", "#355066", "#6d3a55", "#a9552f", "#2f5d5f"];
  const own = dice(5);
  const stack = times(12, (column) =>
    times(1 + Math.floor(own(1, 3.99)), (row) =>
      box(-150 + column * 22, -36 - row * 13, 20, 12, between(crates[Math.floor(own(0, 5.99))], INK, 0.45)),
    ),
  );
  const ports = times(6, (index) => disc(139 + (index % 3) * 12, -52 - Math.floor(index / 3) * 14, 2, "#ffe0a0", 0.95));
  return `<g transform="translate(300 ${n(WATER + 6 + Math.sin(t * 0.9) * 0.8)})"><path d="M-196 -26L196 -26L176 6L-170 6Z" fill="#1a1230"/><path d="M-196 -26L196 -26L194 -22L-193 -22Z" fill="#b5523a"/>${stack}<path d="M128 -26V-74H174V-26Z" fill="#241a3a"/><path d="M134 -74V-86H168V-74Z" fill="#1a1230"/>${ports}${disc(150, -92, 2, "#fff0c8")}</g>`;
}

function boat(t) {
  const x = mix(620, 800, t / 10);
  return `<g transform="translate(${n(x)} ${n(420 + Math.sin(t * 1.6) * 1.6)}) rotate(${n(Math.sin(t * 1.3) * 1.2)})"><path d="M-58 0H60Q50 20 34 22H-40Q-54 16 -58 0Z" fill="#0c0a18"/><path d="M-58 0H60L58 3H-57Z" fill="#d9683f"/><path d="M-30 0V-24H8V0Z" fill="#171126"/>${box(-25, -20, 11, 10, "#ffd27d")}${box(-10, -20, 13, 10, "#ffc45f")}<path d="M22 0V-54M22 -52L-28 -24M22 -52L58 0" stroke="#0c0a18" stroke-width="2" fill="none"/>${disc(22, -55, 26, "url(#lamp)", 0.8)}${disc(22, -55, 3, "#fff3d0")}</g>${reflection({ x: x + 22, t, colour: "#ffc978", strength: 0.85, seed: 91, length: 15, top: 446 })}<path d="M${n(x - 60)} 437Q${n(x - 140)} 441 ${n(x - 230)} 452" stroke="#ffb27a" stroke-width="1.4" opacity=".35" fill="none"/>`;
}

function skyline(t) {
  return houses
    .map((house) => {
      const lit = house.windows.map(([wx, wy, hue, phase]) =>
        box(
          house.x + wx * house.width,
          WATER - house.height * (1 - wy * 0.8) + 3,
          2.6,
          3.4,
          between("#ffb45c", "#ffe9b8", hue),
          `opacity="${n(0.35 + 0.6 * swing({ t, period: 5 + hue * 6, phase }))}"`,
        ),
      );
      return box(house.x, WATER - house.height, house.width, house.height, "#251a3d") + lit.join("");
    })
    .join("");
}

function draw(t) {
  const defs =
    linear("sky", [
      [0, "#0b1030"],
      [0.35, "#23255c"],
      [0.62, "#6a3b6b"],
      [0.82, "#cf6a4c"],
      [1, "#ffbf74"],
    ]) +
    linear("water", [
      [0, "#e38f5e"],
      [0.07, "#a45660"],
      [0.28, "#4b2e5d"],
      [0.62, "#1b1b40"],
      [1, "#0a0c22"],
    ]) +
    glow("lamp", "#ffc46b") +
    glow("sun", "#ffd9a0");
  const hills =
    below(
      [
        [0, 286],
        [150, 262],
        [330, 284],
        [520, 254],
        [700, 280],
        [850, 258],
        [960, 276],
      ],
      WATER,
      "#7c4468",
      'opacity=".75"',
    ) +
    below(
      [
        [0, 304],
        [200, 292],
        [420, 306],
        [640, 286],
        [960, 302],
      ],
      WATER,
      "#4a2d58",
    );
  const lights = lamps.map(([x, strength, phase]) => {
    const beat = strength * (0.85 + 0.15 * Math.sin(t * 2 + phase));
    return (
      disc(x, WATER - 16, 20, "url(#lamp)", 0.75 * beat) +
      disc(x, WATER - 16, 1.9, "#fff1cf") +
      box(x - 0.6, WATER - 16, 1.2, 16, INK)
    );
  });
  const mirrored = lamps.map(([x, strength], index) =>
    reflection({ x, t, colour: "#ffc06c", strength: strength * 0.75, seed: index + 3 }),
  );
  const body =
    box(0, 0, WIDTH, WATER, "url(#sky)") +
    stars
      .map(([x, y, r, phase]) =>
        disc(x, y, r, "#fff4dc", (0.25 + 0.5 * swing({ t, period: 4, phase })) * (1 - y / 230)),
      )
      .join("") +
    disc(640, WATER, 250, "url(#sun)", 0.55) +
    hills +
    skyline(t) +
    crane(520, ease(swing({ t, period: 10, phase: 0.55 })), 34 * swing({ t, period: 5 })) +
    crane(708, ease(swing({ t, period: 9, phase: 0.1 })), 26 * swing({ t, period: 4.5, phase: 0.3 }), 0.86) +
    box(0, WATER - 5, WIDTH, 7, INK) +
    lights.join("") +
    box(0, WATER + 2, WIDTH, HEIGHT - WATER, "url(#water)") +
    mirrored.join("") +
    reflection({ x: 640, t, colour: "#ffe0ae", strength: 0.4, seed: 57, length: 20 }) +
    freighter(t) +
    boat(t);
  return picture({ width: WIDTH, height: HEIGHT, defs, body });
}

export const harbour = { width: WIDTH, height: HEIGHT, seconds: 10, notes: [110, 164.81], draw };
