/** A glowing bubble of glass at the end of a blowpipe, before the mouth of the furnace. */
import { box, dice, disc, glow, linear, mix, n, picture, radial, swing, TAU, times } from "./paint.mjs";

const WIDTH = 540;
const HEIGHT = 960;
const SECONDS = 8;

const roll = dice(59);
const sparks = Array.from({ length: 64 }, () => ({
  x: roll(-120, 120),
  phase: roll(),
  pace: roll(0.14, 0.34),
  r: roll(0.9, 2.8),
  drift: roll(-60, 60),
}));
const bricks = times(17, (row) =>
  times(7, (column) =>
    box(column * 92 - (row % 2) * 46 + 3, row * 44 + 3, 86, 38, "#5b2c22", `rx="4" opacity="${n(roll(0.16, 0.5))}"`),
  ),
);

/** Shelves of finished glass, left and right, each piece catching the fire. */
function shelf(x, y, flip, t) {
  const shapes = [
    ["M0 0C-16 -20 -16 -46 -5 -58V-84H5V-58C16 -46 16 -20 0 0Z", "#3c8d8a"],
    ["M-12 0C-22 -22 -20 -44 0 -52C20 -44 22 -22 12 0Z", "#b8466a"],
    ["M-10 0L-14 -66H14L10 0Z", "#d99a3d"],
  ];
  const pieces = shapes.map(([data, colour], index) => {
    const shimmer = 0.45 + 0.4 * swing({ t, period: 3, phase: index * 0.3 });
    return `<g transform="translate(${flip * (index - 1) * 44} 0)"><path d="${data}" fill="${colour}" opacity=".62"/><path d="${data}" fill="url(#gloss)" opacity="${n(shimmer)}" transform="scale(${flip} 1)"/></g>`;
  });
  return `<g transform="translate(${x} ${y})">${pieces.join("")}<rect x="-78" y="0" width="156" height="9" fill="#1d0d0c"/><rect x="-78" y="0" width="156" height="2" fill="#f09a4e" opacity=".6"/></g>`;
}

function furnace(t) {
  const heat = 0.88 + 0.12 * Math.sin(t * 5.1) * Math.sin(t * 3.3 + 1);
  const tongues = times(7, (index) => {
    const x = 148 + index * 41;
    const tall = 92 + 54 * Math.sin(t * (2.3 + index * 0.31) + index * 2.1);
    const lean = Math.sin(t * 2 + index) * 16;
    return `<path d="M${x - 28} 470C${x - 24} ${n(440 - tall * 0.4)} ${n(x + lean - 8)} ${n(440 - tall * 0.7)} ${n(x + lean)} ${n(440 - tall)}C${n(x + lean + 12)} ${n(440 - tall * 0.6)} ${x + 26} ${n(440 - tall * 0.3)} ${x + 28} 470Z" fill="${index % 2 ? "#ffb347" : "#ffe08a"}" opacity=".62"/>`;
  });
  const arch = "M112 470V316A158 158 0 0 1 428 316V470Z";
  return `<circle cx="270" cy="350" r="420" fill="url(#furnaceglow)" opacity="${n(heat)}"/><path d="M84 478V316A186 186 0 0 1 456 316V478Z" fill="#2c1512"/>${times(
    15,
    (index) => {
      const angle = Math.PI + (index / 14) * Math.PI;
      return `<rect x="-9" y="-13" width="18" height="26" rx="3" fill="#7a3a28" transform="translate(${n(270 + Math.cos(angle) * 172)} ${n(316 + Math.sin(angle) * 172)}) rotate(${n((angle / TAU) * 360)})"/>`;
    },
  )}<clipPath id="mouth"><path d="${arch}"/></clipPath><g clip-path="url(#mouth)"><path d="${arch}" fill="url(#fire)"/>${tongues}<ellipse cx="270" cy="474" rx="170" ry="40" fill="#fff3c0" opacity=".75"/></g><path d="${arch}" fill="none" stroke="#ffcf7d" stroke-width="4" opacity=".8"/><rect x="56" y="468" width="428" height="22" rx="3" fill="#381a14"/><rect x="56" y="468" width="428" height="4" fill="#ffb765" opacity=".85"/>`;
}

/** The bubble: breath makes it swell, turning makes its stripes travel. */
function bubble(t) {
  const breath = swing({ t, period: SECONDS / 2, phase: -0.1 });
  const r = mix(104, 126, breath);
  const y = 600;
  const stripes = times(9, (index) => {
    const angle = ((index / 9 + t * 0.09) % 1) * Math.PI;
    const across = Math.cos(angle) * r * 0.94;
    return `<path d="M0 ${n(-r)}C${n(across * 1.28)} ${n(-r * 0.5)} ${n(across * 1.28)} ${n(r * 0.5)} 0 ${n(r)}" stroke="${index % 3 ? "#fff0b8" : "#ff5a2c"}" stroke-width="${n(1.4 + 3.6 * Math.sin(angle))}" opacity="${n(0.16 + 0.3 * Math.sin(angle))}" fill="none"/>`;
  });
  const pipe = `<g><path d="M270 ${n(y - r + 8)}L252 0H288Z" fill="#1a0d0c"/><path d="M271 ${n(y - r + 4)}L280 0H288Z" fill="#e59a5a" opacity=".75"/><path d="M254 ${n(y - r - 52)}H286L280 ${n(y - r + 20)}H260Z" fill="#ff9a3d"/><path d="M256 ${n(y - r - 20)}H284L286 ${n(y - r + 24)}H254Z" fill="#ffd98a"/></g>`;
  return `<circle cx="270" cy="${y}" r="${n(r * 2.5)}" fill="url(#orbglow)" opacity="${n(0.72 + breath * 0.28)}"/>${pipe}<g transform="translate(270 ${y})"><ellipse rx="${n(r)}" ry="${n(r * 1.04)}" fill="url(#orb)"/>${stripes}<ellipse rx="${n(r)}" ry="${n(r * 1.04)}" fill="url(#orbedge)"/><path d="M${n(-r * 0.66)} ${n(-r * 0.36)}Q${n(-r * 0.52)} ${n(-r * 0.72)} ${n(-r * 0.12)} ${n(-r * 0.83)}" stroke="#ffffff" stroke-width="9" stroke-linecap="round" fill="none" opacity=".85"/><circle cx="${n(r * 0.46)}" cy="${n(r * 0.52)}" r="8" fill="#fff" opacity=".5"/></g>`;
}

function bench(t) {
  const breath = swing({ t, period: SECONDS / 2, phase: -0.1 });
  return `<rect y="790" width="540" height="170" fill="url(#bench)"/><rect y="790" width="540" height="4" fill="#ffb36b" opacity=".75"/><ellipse cx="270" cy="838" rx="${n(170 + breath * 26)}" ry="34" fill="url(#pool)" opacity="${n(0.8 + breath * 0.2)}"/><g fill="#170a0a"><path d="M62 846L196 818L200 826L70 862Z"/><path d="M60 866L196 842L200 850L68 882Z"/><path d="M360 850C400 836 452 836 496 848L494 862C452 850 404 850 364 864Z"/></g><path d="M62 846L196 818M60 866L196 842M360 850C400 836 452 836 496 848" stroke="#ffa95e" stroke-width="2" fill="none" opacity=".75"/>`;
}

function draw(t) {
  const defs =
    linear("wall", [
      [0, "#1c0d10"],
      [0.5, "#3a1a18"],
      [1, "#1a0b0c"],
    ]) +
    radial(
      "fire",
      [
        [0, "#fffbe0"],
        [0.35, "#ffd36b"],
        [0.7, "#ff8a2c"],
        [1, "#b5321a"],
      ],
      [0.5, 0.72, 0.72],
    ) +
    glow("furnaceglow", "#ff7a2e") +
    glow("orbglow", "#ff9838") +
    radial(
      "orb",
      [
        [0, "#fffbe2"],
        [0.3, "#ffe28a"],
        [0.62, "#ffa03a"],
        [0.88, "#f4591f"],
        [1, "#b42a14"],
      ],
      [0.44, 0.4, 0.66],
    ) +
    radial("orbedge", [
      [0.7, "#ffdf9a", 0],
      [0.93, "#ffdf9a", 0.14],
      [1, "#fff2c6", 0.75],
    ]) +
    linear(
      "gloss",
      [
        [0, "#ffe0b0", 0.05],
        [0.7, "#ffc27a", 0.3],
        [1, "#fff0cc", 0.95],
      ],
      [0, 0, 1, 0],
    ) +
    linear("bench", [
      [0, "#5a2c1c"],
      [0.3, "#321611"],
      [1, "#120707"],
    ]) +
    radial("pool", [
      [0, "#ffd58a", 0.9],
      [0.5, "#ff8a3a", 0.45],
      [1, "#ff6a2a", 0],
    ]);
  const rising = sparks.map(({ x, phase, pace, r, drift }) => {
    const life = (phase + t * pace) % 1;
    return disc(
      270 + x * 1.3 + drift * life + Math.sin(t * 3 + phase * TAU) * 6,
      560 - life * 540,
      r * (1 - life * 0.6),
      life < 0.4 ? "#fff0b0" : "#ff9a4a",
      (1 - life) * 0.9,
    );
  });
  const body =
    box(0, 0, WIDTH, HEIGHT, "url(#wall)") +
    bricks +
    furnace(t) +
    shelf(64, 674, 1, t) +
    shelf(476, 674, -1, t) +
    rising.join("") +
    bench(t) +
    bubble(t);
  return picture({ width: WIDTH, height: HEIGHT, defs, body, corners: 0.5 });
}

export const glassblower = { width: WIDTH, height: HEIGHT, seconds: SECONDS, notes: [98, 146.83], draw };
