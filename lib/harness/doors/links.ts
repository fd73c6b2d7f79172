import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HOUR, SECOND } from "@/lib/core/time";
import { ask, inParallel, jsonOf, newAgent } from "../ask";
import type { HarnessDesk } from "../desk";
import { ensureFaketime, faketimeEnvironment, frozenAt } from "../faketime";
import { Ledger, type Proof } from "../proof";

const LINKS = 100;
const FLIPS = { full: Infinity, short: 2_000 };

interface SignedLink {
  readonly token: string;
  readonly expiresAt: number;
}

export const links: Proof = {
  name: "links",
  promise: "a signed link with one bit altered is refused, and one that has expired from that second on",

  async run(desk, size) {
    const ledger = new Ledger();
    const signed = await makeLinks(desk);
    const agent = newAgent(16);
    const follow = (token: string, port = desk.port) =>
      ask({ port, agent, path: `/d/${encodeURIComponent(token)}`, headers: { range: "bytes=0-0" } });

    await inParallel(signed, 8, async ({ token }) => {
      const answer = await follow(token);
      ledger.look("as it was signed it works", answer.status === 206, `${token}: ${answer.status}`);
    });
    const every = signed.flatMap(({ token }) => alterations(token));
    const step = Math.max(1, every.length / FLIPS[size]);
    const altered = every.filter((_token, place) => Math.floor(place / step) !== Math.floor((place - 1) / step));
    await inParallel(altered, 16, async (token) => {
      const answer = await follow(token);
      const refused = answer.status === 403 && jsonOf(answer)?.["code"] === "link_refused";
      ledger.look("with one bit altered it is refused", refused, () => `${JSON.stringify(token)}: ${answer.status}`);
    });
    await inParallel(signed, 8, async ({ token }) => {
      for (const odd of [
        token.slice(0, -1),
        `${token}A`,
        token.toUpperCase(),
        `${token}.`,
        token.replace(".", ".."),
        ` ${token}`,
      ]) {
        const answer = await follow(odd);
        ledger.look(
          "cut, lengthened or in capitals it is refused",
          answer.status === 403,
          () => `${odd}: ${answer.status}`,
        );
      }
    });
    await atTheLastSecond(desk, ledger, signed, follow);
    agent.destroy();
    ledger.figure("links", signed.length);
    ledger.figure("altered tokens", altered.length);
    return ledger.outcome();
  },
};

/** Every token that differs in one bit of one character. */
function alterations(token: string): string[] {
  return Array.from(token).flatMap((letter, place) =>
    Array.from({ length: 8 }, (_, bit) => {
      const other = String.fromCharCode(letter.charCodeAt(0) ^ (1 << bit));
      return token.slice(0, place) + other + token.slice(place + 1);
    }),
  );
}

async function makeLinks(desk: HarnessDesk): Promise<SignedLink[]> {
  const { delivery_id: id } = await desk.publish({ title: "Signed" });
  const { key } = await desk.keyWith(["links:write"]);
  const made: SignedLink[] = [];
  await inParallel(Array.from({ length: LINKS }), 8, async () => {
    const answer = await desk.ask({
      method: "POST",
      path: `/api/v1/deliveries/${id}/links`,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: "{}",
    });
    const { public_url: url, expires_at: end } = jsonOf(answer) ?? {};
    if (typeof url !== "string") throw new Error(`No link was made: ${answer.status} ${answer.text}`);
    made.push({ token: url.split("/d/")[1] ?? "", expiresAt: Date.parse(String(end)) });
  });
  return made;
}

/** A second web process sees the time we give it. */
async function atTheLastSecond(
  desk: HarnessDesk,
  ledger: Ledger,
  signed: readonly SignedLink[],
  follow: (token: string, port: number) => Promise<{ readonly status: number }>,
): Promise<void> {
  const library = await ensureFaketime();
  ledger.look("libfaketime is there", library !== undefined, "install it, as with apt-get install libfaketime");
  if (library === undefined) return;
  const clock = join(desk.dataDir, "clock");
  const set = (moment: number) => writeFileSync(clock, `${frozenAt(moment)}\n`, { mode: 0o644 });
  set(Date.now());
  const elsewhen = await desk.anotherWeb({ name: "web-elsewhen", env: faketimeEnvironment(library, clock) });
  const [link] = signed;
  if (!link) throw new Error("There is no link.");
  const moments: [string, number, number][] = [
    ["a second before its end it works", -SECOND, 206],
    ["at its end it is refused", 0, 403],
    ["a second after its end it is refused", SECOND, 403],
    ["an hour after its end it is refused", HOUR, 403],
    ["a day before its end it works", -24 * HOUR, 206],
  ];
  for (const [promise, offset, status] of moments) {
    set(link.expiresAt + offset);
    const answer = await follow(link.token, elsewhen.port);
    ledger.look(promise, answer.status === status, `${answer.status}`);
  }
  // The default is 72 hours, so this is an hour too late for every link just made.
  set(Date.now() + 73 * HOUR);
  await inParallel(signed, 8, async ({ token }) => {
    const answer = await follow(token, elsewhen.port);
    ledger.look("73 hours on, all of them are refused", answer.status === 403, `${answer.status}`);
  });
  await elsewhen.stop();
}
