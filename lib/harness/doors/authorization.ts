import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TOOLS } from "@/lib/edge/mcp/tools";
import { projectRoot } from "@/lib/infra/project-root";
import { everyDeskPage, everyTarget, pathTo, type Ids } from "../addressing";
import { callTool, listTools, toolNames, toolRefusal } from "../agent-tools";
import { ask, inParallel, type Answer } from "../ask";
import { everyKnocker, type Knocker } from "../callers";
import { Description } from "../description";
import type { HarnessDesk } from "../desk";
import { auditCounts, changed, fingerprints } from "../effects";
import { gap, knock, leak, verdict, type Marker } from "../matrix";
import { oddForms } from "../path-forms";
import type { Door } from "../people";
import { Ledger, type Proof, type Size } from "../proof";
import { callAction, everyServerAction, replyOf } from "../server-actions";
import { setTheScene } from "../scene";
import { copyBuildWithoutProxy } from "../without-proxy";

/** All that a round of the matrix needs to know. */
interface Ground {
  readonly desk: HarnessDesk;
  readonly door: Door;
  readonly where: string;
  readonly knockers: readonly Knocker[];
  readonly ids: Ids;
  readonly markers: readonly Marker[];
  readonly description: Description;
  readonly ledger: Ledger;
  readonly count: { combinations: number; forbidden: number };
}

export const authorization: Proof = {
  name: "authorization",
  promise:
    "nobody sees or does what their role or key does not allow, with or without proxy.ts, however the path is written",

  async run(desk, size) {
    const ledger = new Ledger();
    const { ids, markers } = await setTheScene(desk);
    const ground: Ground = {
      desk,
      door: desk,
      where: "with proxy.ts",
      knockers: await everyKnocker(desk),
      ids,
      markers,
      description: await Description.fetch(desk.port),
      ledger,
      count: { combinations: 0, forbidden: 0 },
    };
    const [before, heard] = [await fingerprints(desk), await auditCounts(desk)];

    const folder = join(desk.dataDir, "without-proxy");
    copyBuildWithoutProxy(folder);
    const bare = await desk.anotherWeb({ name: "web-without-proxy", folder });
    ledger.look("proxy.ts is really gone", await proxyIsGone(desk, bare), "the copy of the build still runs it");

    const few = ground.knockers.filter(({ name }) => FEW.has(name));
    const grounds: Ground[] = [
      ground,
      { ...ground, door: bare, where: "without proxy.ts", ...(size === "full" ? {} : { knockers: few }) },
    ];
    for (const one of grounds) {
      await knockAtAddresses(one, size);
      await knockAtPages(one);
      await knockAtActions(one);
      await knockAtTools(one);
    }
    for (const one of size === "full" ? grounds : grounds.slice(1)) await knockInOddForms(one, size);
    await bare.stop();

    const [after, told] = [await fingerprints(desk), await auditCounts(desk)];
    const touched = changed(before, after);
    ledger.look("nothing was changed", touched.length === 0, `changed: ${touched.join(", ")}`);
    ledger.look(
      "no act was carried out",
      told.done === heard.done,
      `${told.done - heard.done} acts in the audit trail`,
    );
    const audited = told.forbidden - heard.forbidden;
    ledger.look(
      "every forbidden act is in the audit trail",
      audited >= ground.count.forbidden,
      `${ground.count.forbidden} refused, ${audited} written down`,
    );
    ledger.figure("combinations", ground.count.combinations);
    ledger.figure("gaps", ledger.wrong);
    return ledger.outcome();
  },
};

/** Those who stand for the rest where not everybody knocks. */
const FEW = new Set([
  "anonymous",
  "revoked session",
  "reviewer session",
  "admin session",
  "key with items:act-as alone",
]);

/** How many odd requests the short cut makes, picked evenly from all. */
const ODD_ONES = 1_500;

/** Only where proxy.ts runs does a page get a nonce, and does signing in lead back to the page that was asked for. */
async function proxyIsGone(desk: Door, bare: Door): Promise<boolean> {
  return (await marksOfProxy(desk)).every(Boolean) && !(await marksOfProxy(bare)).some(Boolean);
}

async function marksOfProxy({ port }: Door): Promise<boolean[]> {
  const { headers } = await ask({ port, path: "/desk/settings?asked=by-the-harness" });
  return [/nonce-/.test(String(headers["content-security-policy"])), /by-the-harness/.test(headers.location ?? "")];
}

function note(ground: Ground, knocker: Knocker, answer: Answer, what: string): void {
  ground.count.combinations += 1;
  const told = leak(ground.markers, knocker, answer);
  ground.ledger.look(
    `nothing is told to who may not read it, ${ground.where}`,
    told === undefined,
    () => `${what}: tells ${told}`,
  );
  ground.ledger.look(
    `no faults, ${ground.where}`,
    answer.status < 500,
    () => `${what}: ${answer.status} ${answer.text.slice(0, 120)}`,
  );
}

async function knockAtAddresses(ground: Ground, size: Size): Promise<void> {
  const pairs = everyTarget().flatMap((target) =>
    ground.knockers
      .filter(({ name }) => size === "full" || target.permission !== null || FEW.has(name))
      .map((knocker) => ({ target, knocker })),
  );
  await inParallel(pairs, 12, async ({ target, knocker }) => {
    const answer = await knock(ground.door, target, { ...ground, knocker });
    const what = `${target.method} ${target.address} as ${knocker.name}`;
    if (answer.status === 403 && verdict(target.permission, knocker) === 403) ground.count.forbidden += 1;
    note(ground, knocker, answer, what);
    const wrong = gap(target, knocker, answer);
    ground.ledger.look(`the matrix of addresses, ${ground.where}`, wrong === undefined, () => `${what}: ${wrong}`);
  });
}

/** A page is drawn for whoever is signed in, and leads everybody else to the sign-in form. */
async function knockAtPages(ground: Ground): Promise<void> {
  const pairs = everyDeskPage().flatMap((page) => ground.knockers.map((knocker) => ({ page, knocker })));
  await inParallel(pairs, 8, async ({ page, knocker }) => {
    const answer = await ask({ port: ground.door.port, path: pathTo(page, ground.ids), headers: knocker.headers });
    const what = `GET ${page} as ${knocker.name}`;
    note(ground, knocker, answer, what);
    const personal = knocker.rights !== null && knocker.headers["cookie"] !== undefined;
    const fine = personal ? answer.status < 400 || answer.status === 404 : isGate(answer);
    ground.ledger.look(`the matrix of pages, ${ground.where}`, fine, () => `${what}: ${answer.status}`);
  });
}

/** The way to the sign-in form. */
const isGate = ({ status, headers, text }: Answer) =>
  (status >= 301 && status <= 308 && /^(https?:\/\/[^/]+)?\/sign-in/.test(headers.location ?? "")) ||
  /NEXT_REDIRECT;[a-z]+;\/sign-in/.test(text);

/** Actions know people only: whoever brings a key is nobody to them. */
async function knockAtActions(ground: Ground): Promise<void> {
  const pairs = everyServerAction().flatMap((action) => ground.knockers.map((knocker) => ({ action, knocker })));
  await inParallel(pairs, 6, async ({ action, knocker }) => {
    const asPerson = knocker.headers["cookie"] === undefined ? { ...knocker, rights: null } : knocker;
    const wanted = verdict(action.permission, asPerson);
    const answer = await callAction(ground.door, action, {
      args: [{ there_is_no_such_field: true, id: ground.ids["api-keys"] }],
      headers: { ...knocker.headers, origin: ground.door.url, "sec-fetch-site": "same-origin" },
    });
    const what = `${action.name} as ${knocker.name}`;
    note(ground, knocker, answer, what);
    const reply = replyOf(answer);
    if (wanted === 403 && reply?.status === 403) ground.count.forbidden += 1;
    const fine =
      wanted === "in"
        ? reply !== undefined && reply.code !== "forbidden" && reply.status !== 200 && reply.status < 500
        : reply?.status === wanted;
    ground.ledger.look(
      `the matrix of actions, ${ground.where}`,
      fine,
      () => `${what}: wants ${wanted}, got ${reply?.status} ${reply?.code} (${answer.status})`,
    );
  });
}

/** Tools know keys only: a sign-in is nobody to them. */
async function knockAtTools(ground: Ground): Promise<void> {
  const pairs = TOOLS.flatMap((tool) => ground.knockers.map((knocker) => ({ tool, knocker })));
  await inParallel(pairs, 8, async ({ tool: { name, permission }, knocker }) => {
    const { headers } = knocker;
    const wanted = verdict(permission, headers["cookie"] === undefined ? knocker : { rights: null });
    const answer = await callTool(ground.door, { name, args: { there_is_no_such_field: true }, headers });
    const what = `${name} as ${knocker.name}`;
    note(ground, knocker, answer, what);
    const code = toolRefusal(answer);
    if (code === "forbidden") ground.count.forbidden += 1;
    const listed = toolNames(await listTools(ground.door, headers)).includes(name);
    const right = { 401: "unauthenticated", 403: "forbidden", 405: "", in: "invalid_request" }[wanted];
    ground.ledger.look(
      `the matrix of tools, ${ground.where}`,
      code === right && listed === (wanted === "in"),
      () => `${what}: wants ${right}, got ${answer.status} ${code}, ${listed ? "listed" : "not listed"}`,
    );
  });
}

/** Answers that nobody can object to when the path is odd. A `.segment.rsc` of a tree names the parts of a page's address, and nothing else. */
const UNTOLD = new Set([301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 414, 431]);

/** However the path is written: whoever may not, still may not. */
async function knockInOddForms(ground: Ground, size: Size): Promise<void> {
  const buildId = readFileSync(join(projectRoot(), ".next/BUILD_ID"), "utf8");
  const forms = (address: string) => oddForms(pathTo(address, ground.ids), buildId);
  const every = ground.knockers
    .filter(({ name }) => FEW.has(name))
    .flatMap((knocker) => [
      ...everyTarget()
        .filter(({ permission }) => [401, 403].includes(Number(verdict(permission, knocker))))
        .flatMap(({ address, method }) => forms(address).map((form) => ({ form, method, knocker }))),
      ...everyDeskPage()
        .filter(() => knocker.rights === null)
        .flatMap((page) => forms(page).map((form) => ({ form, method: "GET", knocker }))),
    ]);
  const step = size === "full" ? 1 : every.length / ODD_ONES;
  const knocks = every.filter((_knock, place) => Math.floor(place / step) !== Math.floor((place - 1) / step));
  await inParallel(knocks, 16, async ({ form, method, knocker }) => {
    const answer = await ask({
      port: ground.door.port,
      method,
      path: form.path,
      headers: { ...knocker.headers, ...(method === "GET" ? {} : { origin: ground.door.url }), ...form.headers },
    });
    const what = `${method} ${form.path} (${form.name}) as ${knocker.name}`;
    note(ground, knocker, answer, what);
    const fine = UNTOLD.has(answer.status) || isGate(answer) || isFree(answer) || form.path.endsWith(".segment.rsc");
    ground.ledger.look(
      `odd forms of every path, ${ground.where}`,
      fine,
      () => `${what}: ${answer.status} ${answer.text.slice(0, 100)}`,
    );
  });
}

/** The sign-in form itself, which a path may resolve to; and Next's empty answer to a prefetch, before it looks anywhere. */
const isFree = ({ text }: Answer) => text === "{}" || text.includes("Sign in to Marquee");
