/** A dark room whose nine windows each show another hour of the day, lighting up one after the other. */
import { box, dice, disc, glow, linear, mix, n, picture, radial, swing, times } from "./paint.mjs";

const WIDTH = 960;
const HEIGHT = 540;
const PANE = { width: 148, height: 98, gapX: 34, gapY: 22, left: 224, top: 34 };
const FLOOR = 410;

/** Top and foot of each sky, from night through the day to night. */
const HOURS = [
  { sky: ["#0c1440", "#3a3f86"], moon: true },
  { sky: ["#4a3f8a", "#e78aa0"] },
  { sky: ["#f08a78", "#ffd69a"], sun: 0.72 },
  { sky: ["#f8c987", "#fff0cf"], sun: 0.4 },
  { sky: ["#7fbfd6", "#e6f3e6"], cloud: true },
  { sky: ["#5f8c9c", "#b7cfc6"], rain: true },
  { sky: ["#e79a4e", "#ffdf9c"], sun: 0.62 },
  { sky: ["#9b3c5c", "#ff9a5c"], sun: 0.84 },
  { sky: ["#1a1648", "#7a4a8f"], stars: true },
];

const roll = dice(31);
const stars = Array.from({ length: 22 }, () => [roll(6, 142), roll(4, 70), roll(0.5, 1.3), roll()]);
const drops = Array.from({ length: 18 }, () => [roll(0, 150), roll(0, 98), roll(0.7, 1.3)]);

const place = (index) => ({
  x: PANE.left + (index % 3) * (PANE.width + PANE.gapX),
  y: PANE.top + Math.floor(index / 3) * (PANE.height + PANE.gapY),
});

/** How bright a window is: a wave of light wanders through them all and none ever goes out. */
const light = (index, t) => mix(0.66, 1, swing({ t, period: 4.5, phase: 0.3 - index / 9 }));

function view(hour, t) {
  const { sun, moon, cloud, rain } = hour;
  let inside = "";
  if (sun) inside += disc(92, sun * 98, 46, "url(#sunglow)", 0.8) + disc(92, sun * 98, 14, "#fff3cf");
  if (moon)
    inside += disc(104, 28, 30, "url(#moonglow)", 0.7) + disc(104, 28, 11, "#fdf3d8") + disc(109, 25, 10, "#1a2258");
  if (moon || hour.stars)
    inside += stars
      .map(([x, y, r, phase]) => disc(x, y, r, "#fff6de", 0.3 + 0.7 * swing({ t, period: 3, phase })))
      .join("");
  if (cloud) {
    const at = 34 + t * 4;
    inside += `<g fill="#ffffff" opacity=".9">${disc(at, 44, 15, "#fff")}${disc(at + 20, 38, 19, "#fff")}${disc(at + 42, 45, 14, "#fff")}<rect x="${n(at - 14)}" y="44" width="70" height="15" rx="7"/></g>`;
  }
  if (rain)
    inside += drops
      .map(
        ([x, y, pace]) =>
          `<path d="M${n(x)} ${n((y + t * 120 * pace) % 110)}l-2 11" stroke="#e9f5f2" stroke-width="1.3" opacity=".6"/>`,
      )
      .join("");
  const hills = `<path d="M0 78Q34 60 70 74T148 66V98H0Z" fill="#1c1426" opacity=".42"/><path d="M0 88Q50 74 92 86T148 82V98H0Z" fill="#1c1426" opacity=".6"/>`;
  return inside + hills;
}

function pane(index, t) {
  const { x, y } = place(index);
  const bright = light(index, t);
  const frame = `<path d="M74 0V98M0 44H148" stroke="#2a1a1f" stroke-width="5"/><rect x="-4" y="-4" width="156" height="106" rx="3" fill="none" stroke="#3b2629" stroke-width="9"/><rect x="-10" y="100" width="168" height="9" rx="2" fill="#573a35"/><rect x="-10" y="100" width="168" height="2.5" fill="#c68a62" opacity="${n(bright * 0.8)}"/>`;
  return `<g transform="translate(${x} ${y})"><ellipse cx="74" cy="49" rx="150" ry="112" fill="url(#halo${index})" opacity="${n(bright * 0.62)}"/><svg width="148" height="98" viewBox="0 0 148 98"><rect width="148" height="98" fill="url(#sky${index})"/>${view(HOURS[index], t)}<rect width="148" height="98" fill="#140b14" opacity="${n((1 - bright) * 0.75)}"/></svg>${frame}</g>`;
}

/** What the lowest row throws onto the floor. */
function pools(t) {
  return times(3, (column) => {
    const { x } = place(6 + column);
    const lean = (column - 1) * 62;
    return `<path d="M${x + 4} ${FLOOR + 10}H${x + 144}L${x + 172 + lean} 540H${x - 24 + lean}Z" fill="url(#pool${column})" opacity="${n(light(6 + column, t) * 0.8)}"/>`;
  });
}

function furniture(t) {
  const tail = Math.sin(t * 1.9) * 9;
  const chair = `<g fill="#160d13"><path d="M700 470Q690 356 742 350Q806 346 812 380L816 430H846Q862 432 860 450L852 492H706Z"/><path d="M694 424Q676 426 678 446L690 494H726L718 440Q714 424 694 424Z"/><path d="M706 490l-6 30h7l8 -30ZM838 490l8 30h-7l-10 -30Z"/></g><path d="M742 351Q704 356 701 424" stroke="#f0a868" stroke-width="2.2" fill="none" opacity=".55"/><path d="M679 446Q678 427 694 425" stroke="#f0a868" stroke-width="2" fill="none" opacity=".5"/>`;
  const cat = `<g transform="translate(470 486)" fill="#120a10"><path d="M-16 20Q-22 -6 -8 -22Q-12 -30 -11 -44L-3 -37H7L14 -44Q16 -30 11 -22Q24 -4 18 20Z"/><path d="M15 16Q${n(44 + tail)} 20 ${n(40 + tail)} -6" stroke="#120a10" stroke-width="6" stroke-linecap="round" fill="none"/></g><path d="M462 443Q449 470 455 504" stroke="#ffbf80" stroke-width="1.8" fill="none" opacity=".6"/>`;
  const plant = `<g transform="translate(120 500)">${times(9, (index) => {
    const turn = -64 + index * 16 + Math.sin(t * 0.9 + index) * 1.8;
    return `<path transform="rotate(${n(turn)})" d="M0 -20C-17 -74 -13 -124 0 -${150 + (index % 3) * 26}C13 -124 17 -74 0 -20Z" fill="${index % 2 ? "#1d2a26" : "#16201f"}"/>`;
  })}<path d="M-36 -34H36L28 24H-28Z" fill="#4a2a26"/><path d="M-36 -34H36L35 -26H-35Z" fill="#7c4a3c"/></g>`;
  return plant + chair + cat;
}

function draw(t) {
  const defs =
    HOURS.map(
      ({ sky }, index) =>
        linear(`sky${index}`, [
          [0, sky[0]],
          [1, sky[1]],
        ]) + glow(`halo${index}`, sky[1]),
    ).join("") +
    times(3, (column) =>
      linear(`pool${column}`, [
        [0, HOURS[6 + column].sky[1], 0.75],
        [1, HOURS[6 + column].sky[1], 0.05],
      ]),
    ) +
    glow("sunglow", "#fff0c0") +
    glow("moonglow", "#cfd4ff") +
    linear("wall", [
      [0, "#241821"],
      [1, "#33212a"],
    ]) +
    linear("floor", [
      [0, "#3a2425"],
      [1, "#170e12"],
    ]) +
    radial(
      "lit",
      [
        [0, "#ffb27a", 0.16],
        [1, "#ffb27a", 0],
      ],
      [0.5, 0.5, 0.6],
    );
  const boards = times(
    9,
    (index) =>
      `<path d="M${480 + (index - 4) * 78} ${FLOOR}L${480 + (index - 4) * 178} 540" stroke="#120a0d" stroke-width="1.5" opacity=".6"/>`,
  );
  const body =
    box(0, 0, WIDTH, HEIGHT, "url(#wall)") +
    box(0, 0, WIDTH, FLOOR, "url(#lit)") +
    box(0, FLOOR, WIDTH, HEIGHT - FLOOR, "url(#floor)") +
    boards +
    box(0, FLOOR - 9, WIDTH, 9, "#1a1015") +
    times(9, (index) => pane(index, t)) +
    pools(t) +
    furniture(t);
  return picture({ width: WIDTH, height: HEIGHT, defs, body, corners: 0.5 });
}

export const windows = { width: WIDTH, height: HEIGHT, seconds: 9, notes: [146.83, 220], draw };
