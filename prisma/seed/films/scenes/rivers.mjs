/** A river seen from very high, winding over the beds it has left: each age in its own colour, as old maps draw them. */
import { box, dice, disc, linear, n, picture, radial, times } from "./paint.mjs";

const WIDTH = 960;
const HEIGHT = 540;

/** The beds of other ages, oldest first. */
const BEDS = [
  { colour: "#d9a86c", phase: 0.4, bend: 2.05, length: 860, width: 40, lift: -50 },
  { colour: "#e9c48d", phase: 1.7, bend: 1.75, length: 720, width: 34, lift: 44 },
  { colour: "#c9785a", phase: 2.9, bend: 1.95, length: 900, width: 32, lift: 8 },
  { colour: "#8fae8b", phase: 4.3, bend: 1.85, length: 780, width: 34, lift: -22 },
  { colour: "#e6a58a", phase: 5.2, bend: 1.7, length: 690, width: 28, lift: 50 },
  { colour: "#5f9a92", phase: 0.1, bend: 1.9, length: 840, width: 28, lift: -10 },
  { colour: "#f3dfb4", phase: 1.2, bend: 1.8, length: 800, width: 25, lift: 22 },
];

/**
 * A meandering line: its heading swings like a sine, which is the form rivers take by themselves;
 * the swing grows and wanes along the way, and shifts a little with the years.
 */
function meander({ phase, bend, length, lift, years = 0 }) {
  const points = [];
  let [x, y] = [-190, 0];
  for (let along = 0; x < WIDTH + 60 && along < 9000; along += 9) {
    const wide = bend * (0.82 + 0.22 * Math.sin(along / 560 + phase * 1.7));
    const heading =
      wide * Math.sin((along / length) * Math.PI * 2 + phase + years) + 0.16 * Math.sin(along / 830 + phase);
    x += Math.cos(heading) * 9;
    y += Math.sin(heading) * 9;
    points.push([x, y]);
  }
  const mean = points.reduce((sum, point) => sum + point[1], 0) / points.length;
  return `M${points.map((point) => `${n(point[0])} ${n(point[1] - mean + HEIGHT / 2 + lift - (point[0] - WIDTH / 2) * 0.07)}`).join("L")}`;
}

const line = (data, colour, width, extra = "") =>
  `<path d="${data}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round" ${extra}/>`;

const roll = dice(47);
const fields = Array.from({ length: 54 }, () => ({
  x: roll(-40, WIDTH),
  y: roll(-20, HEIGHT),
  width: roll(50, 120),
  height: roll(28, 70),
  colour: ["#c8bd85", "#b9b27c", "#d8c692", "#a9ab78", "#cdb27a"][Math.floor(roll(0, 4.99))],
  furrows: Math.floor(roll(3, 7)),
}));
const trees = Array.from({ length: 210 }, () => [roll(0, WIDTH), roll(0, HEIGHT), roll(2, 5.2), roll()]);

function countryside() {
  const plots = fields.map(({ x, y, width, height, colour, furrows }) => {
    const rows = times(
      furrows,
      (row) =>
        `<path d="M4 ${n(((row + 0.5) * height) / furrows)}H${n(width - 4)}" stroke="#8d8453" stroke-width="1" opacity=".4"/>`,
    );
    return `<g transform="translate(${n(x)} ${n(y)}) rotate(-9)"><rect width="${n(width)}" height="${n(height)}" rx="3" fill="${colour}"/>${rows}</g>`;
  });
  const woods = trees.map(
    ([x, y, r, hue]) =>
      disc(x + 1.5, y + 2, r, "#4d5a37", 0.35) + disc(x, y, r, hue > 0.5 ? "#6f8553" : "#839660", 0.9),
  );
  return plots.join("") + woods.join("");
}

const country = countryside();
const oldBeds = BEDS.map((bed) => {
  const data = meander(bed);
  return (
    line(data, "#5b4526", bed.width + 5, 'opacity=".2" transform="translate(2 4)"') +
    line(data, bed.colour, bed.width) +
    line(data, "#fff4d8", bed.width - 9, 'opacity=".2"') +
    line(data, bed.colour, bed.width - 13) +
    line(data, "#6b5330", 1, 'opacity=".22" stroke-dasharray="2 7"')
  );
}).join("");

/** The river of today: a sandy bank, deep water, and light that travels on it. */
function river(t) {
  const data = meander({ phase: 3.5, bend: 1.92, length: 900, lift: 6, years: t * 0.02 });
  const glints = [
    [1.6, "46 130", 62, 0.55, -8],
    [2.2, "30 170 14 90", 84, 0.7, 3],
    [1.2, "18 76", 70, 0.6, -3],
    [1.5, "54 210", 96, 0.5, 7],
  ].map(([width, dashes, pace, opacity, shift]) =>
    line(
      data,
      "#e4fbf6",
      width,
      `stroke-dasharray="${dashes}" stroke-dashoffset="${n(-t * pace)}" opacity="${opacity}" transform="translate(0 ${shift})"`,
    ),
  );
  return (
    line(data, "#2a1c0c", 42, 'opacity=".28" transform="translate(3 6)"') +
    line(data, "#f7e7bf", 38) +
    line(data, "#7cc3bd", 32) +
    line(data, "#2f8a95", 28) +
    line(data, "#176275", 20) +
    line(data, "#0f4d63", 9, 'opacity=".7"') +
    glints.join("")
  );
}

const puff = (x, y, size) =>
  [
    [0, 0, 60],
    [58, -14, 74],
    [124, 2, 58],
    [70, 22, 62],
    [180, 16, 40],
  ]
    .map(([dx, dy, r]) => disc(x + dx * size, y + dy * size, r * size, "url(#cloud)"))
    .join("");
const shade = (x, y) => `<ellipse cx="${n(x)}" cy="${n(y)}" rx="150" ry="56" fill="url(#cloudshade)"/>`;

function clouds(t) {
  const [first, second] = [40 + t * 13, 660 + t * 9];
  return shade(first + 150, 180) + shade(second + 130, 500) + puff(first, 70, 0.9) + puff(second, 424, 0.82);
}

function draw(t) {
  const defs =
    linear(
      "land",
      [
        [0, "#cdbb80"],
        [0.5, "#bdb67f"],
        [1, "#a99a62"],
      ],
      [0, 0, 1, 1],
    ) +
    radial("cloud", [
      [0, "#fffaf0", 0.62],
      [0.6, "#fff4e4", 0.25],
      [1, "#fff4e4", 0],
    ]) +
    radial("cloudshade", [
      [0, "#2b2410", 0.3],
      [1, "#2b2410", 0],
    ]) +
    radial(
      "sun",
      [
        [0, "#ffdf9a", 0.42],
        [1, "#ffdf9a", 0],
      ],
      [0.16, 0.1, 0.75],
    );
  const body =
    box(0, 0, WIDTH, HEIGHT, "url(#land)") +
    country +
    oldBeds +
    river(t) +
    clouds(t) +
    box(0, 0, WIDTH, HEIGHT, "url(#sun)");
  return picture({ width: WIDTH, height: HEIGHT, defs, body, corners: 0.5 });
}

export const rivers = { width: WIDTH, height: HEIGHT, seconds: 9, notes: [123.47, 185], draw };
