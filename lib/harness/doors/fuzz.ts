import { createHash, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { SCOPES } from "@/lib/core/caller";
import { inParallel, jsonOf, type Answer } from "../ask";
import { Description } from "../description";
import type { HarnessDesk } from "../desk";
import { fuzzRequests, type FuzzRequest } from "../fuzzing";
import { Ledger, type Proof } from "../proof";
import type { Meaningful } from "../schema-values";

const REQUESTS = { full: 10_000, short: 600 };
const AT_ONCE = 10;
/** So many requests are made up at a time; after each such batch whoever asks is looked after. */
const BATCH = 200;

export const fuzz: Proof = {
  name: "fuzz",
  promise: "whatever is sent to a described address, the answer is a described one, and never a fault",

  async run(desk, size) {
    const ledger = new Ledger();
    const seed = randomInt(2 ** 31);
    ledger.figure("seed", seed);
    const description = await Description.fetch(desk.port);
    const [ids, fields] = await meaningfulValues(desk);
    const requests = fuzzRequests(description, ids, fields);
    const statuses = new Map<number, number>();
    const told = defectsIn(desk);
    let [asked, unreachable] = [0, 0];

    while (asked < REQUESTS[size]) {
      const numRuns = Math.min(BATCH, REQUESTS[size] - asked);
      const batch = fc.sample(requests, { numRuns, seed: seed + asked });
      const askers = await newAskers(desk);
      await inParallel(batch, AT_ONCE, async (request) => {
        const answer = await send(desk, request, askers);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (isTheSources(answer)) unreachable += 1;
        judge(ledger, description, request, answer);
      });
      asked += numRuns;
    }
    const defects = defectsIn(desk) - told;
    ledger.look("no defect in the log", defects === 0, `${defects} lines say "a defect of ours"`);
    ledger.figure("requests", asked);
    ledger.figure("sources that could not be reached (502)", unreachable);
    const sorted = [...statuses].toSorted(([left], [right]) => left - right);
    ledger.figure("answers", sorted.map(([status, count]) => `${status}×${count}`).join(" "));
    return ledger.outcome();
  },
};

const defectsIn = (desk: HarnessDesk) => readFileSync(desk.logs.web, "utf8").split("a defect of ours").length - 1;

function judge(ledger: Ledger, description: Description, request: FuzzRequest, answer: Answer): void {
  const what = () => `${tell(request)}: ${answer.status} ${answer.text.slice(0, 200)}`;
  const fault = answer.status >= 500 && !isTheSources(answer);
  ledger.look("no fault", !fault, what);
  if (description.operation(request.address, request.method)) {
    const complaint = description.complaint(request.address, request.method, answer);
    ledger.look("every answer is described", complaint === undefined, () => `${tell(request)}: ${complaint}`);
  } else if (request.method === "HEAD" || request.method === "OPTIONS") {
    ledger.look("HEAD and OPTIONS have no body", answer.text === "", what);
  } else {
    const refused = answer.status >= 400 && jsonOf(answer)?.["code"] !== undefined;
    ledger.look("other methods get a problem", refused, what);
  }
}

/** The one fault that is not ours: the source that the fuzzer made up cannot be reached. */
function isTheSources(answer: Answer): boolean {
  return answer.status === 502 && jsonOf(answer)?.["code"] === "source_unreachable";
}

/** The request so that it can be made again by hand. */
function tell({ method, path, headers, body, as, way }: FuzzRequest): string {
  const sent = body === undefined ? "" : ` ${JSON.stringify(body.toString("latin1").slice(0, 300))}`;
  return `${way}: ${method} ${path.slice(0, 200)} as ${as} ${JSON.stringify(headers).slice(0, 200)}${sent}`;
}

interface Askers {
  readonly cookie: string;
  readonly key: string;
}

/** New ones for every batch, because what is made up may well end a session or revoke a key. */
async function newAskers(desk: HarnessDesk): Promise<Askers> {
  const [{ cookie }, { key }] = [await desk.signIn("admin"), await desk.keyWith(SCOPES, "harness fuzz")];
  return { cookie, key };
}

function send(desk: HarnessDesk, { method, path, headers, body, as }: FuzzRequest, askers: Askers): Promise<Answer> {
  const who = {
    person: { cookie: askers.cookie, origin: desk.url },
    key: { authorization: `Bearer ${askers.key}` },
    nobody: {},
  }[as];
  // Nobody waits half a minute for what the fuzzer made up.
  const ours = { prefer: "wait=1", ...(body === undefined ? {} : { "content-type": "application/json" }) };
  return desk.ask({ method, path, headers: { ...ours, ...who, ...headers }, body });
}

/** Things that exist, and values without which a delivery never gets past its first line. */
async function meaningfulValues(desk: HarnessDesk): Promise<[ids: Meaningful, fields: Meaningful]> {
  const film = await desk.publish({ title: "Fuzzed" });
  const keys = await Promise.all([1, 2, 3].map((number) => desk.keyWith(["videos:read"], `harness fuzzed ${number}`)));
  const people = await Promise.all([desk.person("reviewer"), desk.person("manager")]);
  const links = await desk.sql<{ id: string }>("SELECT id FROM links WHERE delivery_id = $1", [film.delivery_id]);
  const checksum = `sha256:${createHash("sha256").update(desk.film.bytes).digest("hex")}`;
  const ids: Meaningful = {
    videos: one([film.video_id]),
    deliveries: one([film.delivery_id]),
    links: one(links.map(({ id }) => id)),
    "api-keys": one(keys.map(({ id }) => id)),
    people: one(people.map(({ id }) => id)),
    d: one([film.public_url.split("/d/")[1] ?? ""]),
  };
  const fields: Meaningful = {
    video_url: one([
      ...["/film.mp4", "/film.mp4?signature=abc", "/gone.mp4", "/html.mp4", "/private.mp4"].map((path) =>
        desk.source.url(path),
      ),
      "https://127.0.0.1/film.mp4",
      "https://user:password@films.example/film.mp4",
      "ftp://films.example/film.mp4",
    ]),
    checksum: one([checksum, checksum, `sha256:${"0".repeat(64)}`]),
    duration_seconds: fc.constantFrom(desk.film.seconds, desk.film.seconds, 0.5, 86_400),
    project_id: one(["fuzz-a", "fuzz-b", "fuzz-c"]),
    storage_prefix: one(["", "mvp/", "a/b"]),
    qc_report: fc.constantFrom({ status: "pass" }, { status: "pass", report_id: "qc_1" }, { status: "fail" }),
  };
  return [ids, fields];
}

const one = (values: readonly string[]) => fc.constantFrom(...values);
