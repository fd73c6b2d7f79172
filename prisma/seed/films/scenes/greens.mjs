/** Three bowls of winter greens on dark stone, seen from above, each dressed in its own way. */
import { box, dice, disc, linear, n, picture, radial, TAU, times } from "./paint.mjs";

const WIDTH = 540;
const HEIGHT = 960;

const roll = dice(83);
const crumbs = Array.from({ length: 120 }, () => [roll(0, WIDTH), roll(0, HEIGHT), roll(0.6, 1.9), roll(0.1, 0.4)]);

/** A leaf that points to the right; `ruffle` gives its edge waves, as kale has them. */
function leaf({ length, width, ruffle, fill, rib, veins = 5 }) {
  const edge = (side) =>
    Array.from({ length: 26 }, (_, index) => {
      const at = index / 25;
      const belly = Math.sin(Math.PI * at ** 0.72) * width * (1 + ruffle * Math.sin(index * 2.4 + side));
      return `${n(at * length)} ${n(side * belly)}`;
    });
  const shape = `M${edge(-1).join("L")}L${edge(1).toReversed().join("L")}Z`;
  const side = times(veins, (index) => {
    const at = 0.16 + (index / veins) * 0.68;
    const out = Math.sin(Math.PI * Math.min(1, at + 16 / length) ** 0.72) * width * 0.8;
    return `M${n(at * length)} 0Q${n(at * length + 8)} ${n(-out * 0.6)} ${n(at * length + 16)} ${n(-out)}M${n(at * length)} 0Q${n(at * length + 8)} ${n(out * 0.6)} ${n(at * length + 16)} ${n(out)}`;
  });
  return `<path d="${shape}" transform="translate(3 5)" fill="#04100a" opacity=".38"/><path d="${shape}" fill="url(#${fill})"/><path d="${side}" stroke="${rib}" stroke-width="1.1" fill="none" opacity=".5"/><path d="M-6 0Q${n(length * 0.5)} -3 ${n(length * 0.95)} 0" stroke="${rib}" stroke-width="2.6" stroke-linecap="round" fill="none" opacity=".9"/>`;
}

const KALE = leaf({ length: 116, width: 30, ruffle: 0.2, fill: "kale", rib: "#b9d8a0" });
const CHARD = leaf({ length: 112, width: 27, ruffle: 0.06, fill: "chard", rib: "#ff5f86" });
const SAGE = leaf({ length: 96, width: 19, ruffle: 0.03, fill: "sage", rib: "#eef4d8" });
const SPROUT = leaf({ length: 74, width: 24, ruffle: 0.09, fill: "sprout", rib: "#f4ffd2" });
const RADICCHIO = leaf({ length: 82, width: 28, ruffle: 0.1, fill: "radicchio", rib: "#ffe6ec" });

const ring = ({ count, shape, inner, start, t, sway }) =>
  times(count, (index) => {
    const turn = start + (index / count) * 360 + Math.sin(t * 1.25 + index * 1.7 + start) * sway;
    return `<g transform="rotate(${n(turn)}) translate(${inner} 0)">${shape}</g>`;
  });

const bowl = (fill, rim) =>
  `<ellipse cx="12" cy="20" rx="172" ry="168" fill="url(#shadow)"/>${disc(0, 0, 158, rim)}${disc(0, 0, 153, `url(#${fill})`)}${disc(0, 0, 138, "url(#hollow)")}<circle r="155.5" fill="none" stroke="#fff8e6" stroke-width="1.6" opacity=".5"/>`;

const lemon = (x, y, turn) =>
  `<g transform="translate(${x} ${y}) rotate(${n(turn)})">${disc(2, 4, 29, "#04100a", 0.35)}${disc(0, 0, 28, "#f6c732")}${disc(0, 0, 24.5, "#fff3b8")}${times(8, (index) => `<path transform="rotate(${index * 45})" d="M3 0L20 -6.6Q23.4 0 20 6.6Z" fill="#f9d84f"/>`)}${disc(0, 0, 2.4, "#fff8da")}</g>`;

const seeds = ({ seed, count, spread, colours, r }) => {
  const own = dice(seed);
  return times(count, () => {
    const [angle, away] = [own(0, TAU), Math.sqrt(own()) * spread];
    const [x, y] = [Math.cos(angle) * away, Math.sin(angle) * away];
    const size = r * own(0.8, 1.2);
    return (
      disc(x + 1, y + 2, size, "#04100a", 0.35) +
      disc(x, y, size, colours[Math.floor(own(0, colours.length - 0.01))]) +
      disc(x - size * 0.3, y - size * 0.35, size * 0.28, "#ffffff", 0.75)
    );
  });
};

const POMEGRANATE = seeds({ seed: 3, count: 34, spread: 92, colours: ["#d81e4a", "#b3123a", "#f0436a"], r: 5.4 });
const CHICKPEAS = seeds({ seed: 8, count: 20, spread: 74, colours: ["#e9c27c", "#dcae62", "#f3d69a"], r: 8 });
const HAZELNUTS = seeds({ seed: 14, count: 15, spread: 84, colours: ["#a9683a", "#c4844e", "#8c5128"], r: 8.4 });

const egg = `<g><path d="M-30 2C-34 -22 -8 -34 14 -28C40 -22 40 8 26 24C8 38 -26 30 -30 2Z" fill="#04100a" opacity=".35" transform="translate(3 5)"/><path d="M-30 2C-34 -22 -8 -34 14 -28C40 -22 40 8 26 24C8 38 -26 30 -30 2Z" fill="#fffaf0"/>${disc(3, -1, 16, "url(#yolk)")}${disc(-3, -7, 3.6, "#fff6cf", 0.9)}</g>`;

const serve = (x, y, spin, inside) =>
  `<g transform="translate(${x} ${y})">${inside[0]}<g transform="rotate(${n(spin)})">${inside[1]}</g></g>`;

function bowls(t) {
  const turn = t * 5;
  const raw = `${ring({ count: 9, shape: KALE, inner: 18, start: 0, t, sway: 2.6 })}${ring({ count: 7, shape: SPROUT, inner: 6, start: 22, t, sway: 3.4 })}${POMEGRANATE}${lemon(52, 46, -turn * 2)}`;
  const braised = `${ring({ count: 10, shape: CHARD, inner: 18, start: 8, t, sway: 2.4 })}${ring({ count: 6, shape: RADICCHIO, inner: 8, start: 0, t, sway: 3 })}${CHICKPEAS}${egg}`;
  const roasted = `${ring({ count: 11, shape: SAGE, inner: 32, start: 4, t, sway: 2.6 })}${ring({ count: 8, shape: SPROUT, inner: 8, start: 18, t, sway: 3 })}${HAZELNUTS}${lemon(-40, -34, turn * 2)}${lemon(-10, -58, turn * 2 + 20)}`;
  return (
    serve(196, 146, turn, [bowl("cream", "#d8c9a8"), raw]) +
    serve(276, 480, -turn * 0.8 + 10, [bowl("ink", "#33506b"), braised]) +
    serve(342, 816, turn * 0.9 - 6, [bowl("clay", "#c96f4a"), roasted])
  );
}

const table = `<g opacity=".95"><path d="M372 -10L560 40V330L470 352L398 120Z" fill="url(#linen)"/>${times(9, (index) => `<path d="M${384 + index * 20} -4L${440 + index * 16} 344" stroke="#8f5a36" stroke-width="1" opacity=".16"/>`)}<path d="M-20 600L92 640L120 980H-20Z" fill="url(#linen)"/></g><g transform="translate(438 296) rotate(64)"><rect x="-110" y="-5" width="150" height="10" rx="5" fill="#d7b978"/><path d="M36 -5C60 -20 96 -20 108 0C96 20 60 20 36 5Z" fill="#e8cf93"/><path d="M52 -4C70 -12 90 -10 98 0C88 8 68 8 52 4Z" fill="#b4935a"/></g>`;

function draw(t) {
  const defs =
    radial(
      "stone",
      [
        [0, "#33493f"],
        [0.6, "#1f302a"],
        [1, "#101a17"],
      ],
      [0.42, 0.4, 0.75],
    ) +
    radial("shadow", [
      [0, "#000000", 0.75],
      [0.8, "#000000", 0.5],
      [1, "#000000", 0],
    ]) +
    radial("hollow", [
      [0, "#000000", 0.5],
      [0.75, "#000000", 0.28],
      [1, "#000000", 0],
    ]) +
    linear(
      "cream",
      [
        [0, "#fff6e0"],
        [1, "#cdb98f"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "ink",
      [
        [0, "#4f7896"],
        [1, "#1b2c40"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "clay",
      [
        [0, "#ef9a70"],
        [1, "#9c4529"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "linen",
      [
        [0, "#e6b98a"],
        [1, "#b97c52"],
      ],
      [0, 0, 1, 1],
    ) +
    linear(
      "kale",
      [
        [0, "#1f5a3c"],
        [0.5, "#2f7a4a"],
        [1, "#63a862"],
      ],
      [0, 0, 1, 0],
    ) +
    linear(
      "chard",
      [
        [0, "#3d1f30"],
        [0.3, "#27603c"],
        [1, "#4f9a4c"],
      ],
      [0, 0, 1, 0],
    ) +
    linear(
      "sage",
      [
        [0, "#5f8460"],
        [1, "#a9c39a"],
      ],
      [0, 0, 1, 0],
    ) +
    linear(
      "sprout",
      [
        [0, "#e9f2a6"],
        [0.5, "#a9cf58"],
        [1, "#6fae3e"],
      ],
      [0, 0, 1, 0],
    ) +
    linear(
      "radicchio",
      [
        [0, "#ffe9ee"],
        [0.35, "#c23a68"],
        [1, "#7a1742"],
      ],
      [0, 0, 1, 0],
    ) +
    radial(
      "yolk",
      [
        [0, "#ffcf4a"],
        [1, "#f08a1c"],
      ],
      [0.4, 0.35, 0.7],
    ) +
    radial(
      "sun",
      [
        [0, "#fff0c4", 0.26],
        [1, "#fff0c4", 0],
      ],
      [0.16, 0.14, 0.8],
    );
  const body =
    box(0, 0, WIDTH, HEIGHT, "url(#stone)") +
    crumbs.map(([x, y, r, opacity]) => disc(x, y, r, "#e8e4c8", opacity)).join("") +
    table +
    bowls(t) +
    box(0, 0, WIDTH, HEIGHT, "url(#sun)");
  return picture({ width: WIDTH, height: HEIGHT, defs, body, corners: 0.45 });
}

export const greens = { width: WIDTH, height: HEIGHT, seconds: 6, notes: [155.56, 233.08], draw };
