import { createHash, randomInt } from "node:crypto";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { chooseStrings, MARK } from "../injections";
import { inParallel, jsonOf, type Answer } from "../ask";
import { readCsv } from "../csv";
import type { HarnessDesk } from "../desk";
import { drawnHarmlessly } from "../drawn-page";
import { Ledger, type Proof } from "../proof";
import { finalAsset, type Published } from "../deliver-film";

const STRINGS = { full: 5_000, short: 200 };

/** Everything that one string is tried in. */
interface Trial {
  readonly desk: HarnessDesk;
  readonly ledger: Ledger;
  readonly film: Published;
  readonly project: string;
  readonly person: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How often a string was kept as it was sent, and how often refused. */
  readonly tally: { kept: number; refused: number };
  /** The names of the headers that an ordinary film comes with. */
  readonly usual: ReadonlySet<string>;
}

export const injection: Proof = {
  name: "injection",
  promise: "no title, name, path or search has an effect beyond being kept as it was sent, or being refused",

  async run(desk, size) {
    const ledger = new Ledger();
    const seed = randomInt(2 ** 31);
    const project = `inject-${crypto.randomUUID().slice(0, 8)}`;
    const film = await desk.publish({ project, title: "Injected" });
    const { cookie } = await desk.signIn("admin");
    const trial: Trial = {
      desk,
      ledger,
      film,
      project,
      person: (await desk.person("reviewer")).id,
      headers: { cookie, origin: desk.url, "content-type": "application/json" },
      tally: { kept: 0, refused: 0 },
      usual: headerNames(await desk.ask({ path: `/api/v1/videos/${film.video_id}/file`, headers: { cookie } })),
    };
    const before = treeOf(desk);
    const strings = fc.sample(chooseStrings, { numRuns: STRINGS[size], seed });
    // One after the other at each thing, so that what is read back is what was sent.
    await inParallel([asTitle, asName, inDelivery, inSearch], 4, async (attempt) => {
      for (const [place, text] of strings.entries()) await attempt(trial, text, place);
    });
    await inExport(trial);
    const drawn = await drawnHarmlessly(desk, cookie, film.video_id);
    ledger.look("a browser draws it all as text", drawn.trouble.length === 0, () => drawn.trouble.join("; "));
    ledger.look("what was drawn had such names in it", drawn.shown > 0, "none of the names was found on the page");

    const strays = [...treeOf(desk)].filter((file) => !before.has(file) && !isStored(file));
    ledger.look("nothing outside the root", strays.length === 0, () => strays.slice(0, 5).join(", "));
    const pwned = [tmpdir(), "/", process.cwd(), join(desk.dataDir, "..")].flatMap((folder) =>
      readdirSync(folder).filter((name) => name.includes(MARK)),
    );
    ledger.look("nothing beside the root", pwned.length === 0, pwned.join(", "));
    ledger.figure("seed", seed);
    ledger.figure("strings", strings.length);
    ledger.figure("kept", trial.tally.kept);
    ledger.figure("refused", trial.tally.refused);
    return ledger.outcome();
  },
};

const headerNames = ({ rawHeaders }: Answer) =>
  new Set(rawHeaders.filter((_text, place) => place % 2 === 0).map((name) => name.toLowerCase()));

/** Database and logs change by themselves; the copy of the build is another proof's. */
const treeOf = ({ dataDir }: HarnessDesk) =>
  new Set(
    readdirSync(dataDir, { recursive: true, encoding: "utf8" }).filter(
      (file) => !/^(postgres|logs|without-proxy|clock)/.test(file),
    ),
  );

/** A folder of a project and its prefix, or a film in one, as contracts say; nothing else is written for a delivery. */
const isStored = (file: string) =>
  /^(storage|staging|posters)(\/[a-z0-9._-]{1,64}){0,5}(\/(dist|vid)_[0-9a-f]{20}[\w.-]*)?$/.test(file) &&
  !/(^|\/)\.\.?(\/|$)/.test(file);

/** Kept as it was sent, or refused with a reason; never a fault. */
function keptOrRefused(
  { ledger, tally }: Trial,
  answer: Answer,
  { what, sent, kept }: { what: string; sent: string; kept: unknown },
): void {
  tally[answer.status < 300 ? "kept" : "refused"] += 1;
  const tell = () => `${what} ${JSON.stringify(sent.slice(0, 80))}: ${answer.status} ${answer.text.slice(0, 160)}`;
  if (answer.status >= 400)
    ledger.look("refused with a reason, or kept", answer.status < 500 && jsonOf(answer)?.["code"] !== undefined, tell);
  else ledger.look("kept as it was sent", kept === sent, tell);
}

async function asTitle(trial: Trial, text: string): Promise<void> {
  const { desk, ledger, film, headers, usual } = trial;
  const path = `/api/v1/videos/${film.video_id}`;
  const answer = await desk.ask({
    method: "PATCH",
    path,
    headers,
    body: JSON.stringify({ title: text, tags: [text] }),
  });
  keptOrRefused(trial, answer, { what: "title", sent: text.trim(), kept: jsonOf(answer)?.["title"] });
  if (answer.status >= 300) return;
  const file = await desk.ask({ path: `${path}/file?download=1`, headers: { ...headers, range: "bytes=0-0" } });
  const names = [...headerNames(file)].filter((name) => !usual.has(name) && name !== "content-range");
  ledger.look(
    "no header of its own making",
    file.status === 206 && names.length === 0,
    () => `${JSON.stringify(text)}: ${file.status} ${names.join(", ")}`,
  );
  const disposition = String(file.headers["content-disposition"]);
  const fine = /^attachment; filename="[^"\\/:*?<>|%;]+\.mp4"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+\.mp4$/.test(
    disposition,
  );
  ledger.look(
    "a file name that is one",
    fine && !/%(2f|5c|0d|0a|00)/i.test(disposition),
    () => `${JSON.stringify(text)}: ${disposition}`,
  );
}

async function asName(trial: Trial, text: string, place: number): Promise<void> {
  const { desk, headers, person } = trial;
  if (place % 4 > 0) {
    const answer = await desk.ask({
      method: "PATCH",
      path: `/api/v1/people/${person}`,
      headers,
      body: JSON.stringify({ name: text }),
    });
    keptOrRefused(trial, answer, { what: "person", sent: text.trim(), kept: jsonOf(answer)?.["name"] });
    return;
  }
  const body = JSON.stringify({ name: text, scopes: ["videos:read"] });
  const answer = await desk.ask({ method: "POST", path: "/api/v1/api-keys", headers, body });
  keptOrRefused(trial, answer, { what: "key", sent: text.trim(), kept: jsonOf(answer)?.["name"] });
  const key = jsonOf(answer)?.["key"];
  // A forbidden act writes the key's name into the audit trail, from where it is exported.
  if (typeof key === "string") await desk.ask({ path: "/api/v1/people", headers: { authorization: `Bearer ${key}` } });
}

/** As a project and as a prefix most are refused, which leaves nothing behind; as metadata they are kept. */
async function inDelivery(trial: Trial, text: string, place: number): Promise<void> {
  const { desk, ledger, project, film } = trial;
  const asset = finalAsset(desk, project, { title: text, tags: [text], note: text, [text]: text });
  const path = place % 3 === 0 ? { project_id: text } : place % 3 === 1 ? { storage_prefix: text } : {};
  const body = {
    ...asset,
    ...("project_id" in path ? path : {}),
    distribution_settings: { ...asset.distribution_settings, ...("storage_prefix" in path ? path : {}) },
  };
  const headers = { ...trial.headers, prefer: "respond-async" };
  const answer = await desk.ask({ method: "POST", path: "/api/v1/deliveries", headers, body: JSON.stringify(body) });
  const tell = () => `${JSON.stringify(path)} ${JSON.stringify(text)}: ${answer.status} ${answer.text.slice(0, 160)}`;
  ledger.look("a delivery is taken or refused", answer.status < 500, tell);
  if (answer.status >= 300 || place % 3 !== 2) return;
  const told = jsonOf(await desk.ask({ path: `/api/v1/deliveries/${film.delivery_id}`, headers }));
  const record = told?.["distribution_record"] as
    { metadata: Record<string, unknown>; storage_location: string } | undefined;
  ledger.look("metadata is kept as it was sent", record?.metadata["note"] === text, tell);
  const checksum = createHash("sha256").update(desk.film.bytes).digest("hex");
  ledger.look("metadata does not overrule what is known", record?.metadata["checksum"] === `sha256:${checksum}`, tell);
  ledger.look(
    "it stands where it stood",
    record?.storage_location === `local://${project}/${film.delivery_id}.mp4`,
    () => String(record?.storage_location),
  );
}

const SEARCHES = [
  (text: string) => `/api/v1/audit-entries?limit=5&q=${text}`,
  (text: string) => `/api/v1/audit-entries?limit=5&actor=${text}`,
  (text: string) => `/api/v1/audit-entries/export?format=csv&subject=${text}`,
  (text: string) => `/api/v1/people?limit=5&q=${text}`,
  (text: string) => `/api/v1/videos?limit=5&q=${text}`,
  (text: string) => `/api/v1/deliveries?limit=5&title=${text}`,
];

async function inSearch({ desk, ledger, headers }: Trial, text: string, place: number): Promise<void> {
  const path = SEARCHES[place % SEARCHES.length]?.(encodeURIComponent(text.toWellFormed().slice(0, 1_000))) ?? "/";
  const answer = await desk.ask({
    path,
    headers: { ...headers, "x-request-id": text.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 200) },
  });
  ledger.look(
    "a search finds or refuses",
    [200, 400].includes(answer.status),
    () => `${path}: ${answer.status} ${answer.text.slice(0, 160)}`,
  );
}

/** The trail with all those names in it, as a spreadsheet would read it. */
async function inExport({ desk, ledger, headers }: Trial): Promise<void> {
  const answer = await desk.ask({ path: "/api/v1/audit-entries/export?format=csv", headers });
  const [head = [], ...rows] = readCsv(answer.text);
  const crooked = rows.filter((row) => row.length !== head.length);
  ledger.look(
    "every row of the export has its columns",
    rows.length > 0 && crooked.length === 0,
    () => `${crooked.length} of ${rows.length}: ${JSON.stringify(crooked[0])}`,
  );
  const formulas = rows.flat().filter((cell) => /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell));
  ledger.look("no cell of the export is a formula", formulas.length === 0, () => JSON.stringify(formulas.slice(0, 3)));
}
