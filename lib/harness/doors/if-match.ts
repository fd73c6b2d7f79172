import { randomInt, randomUUID } from "node:crypto";
import fc from "fast-check";
import { ADDRESSES } from "@/lib/edge/rest/addresses";
import type { Operation } from "@/lib/infra/operation";
import { jsonOf } from "../ask";
import type { HarnessDesk } from "../desk";
import { untilDrawn } from "../deliver-film";
import { walks, type Belief, type Real, type Thing } from "../if-match-model";
import { Ledger, type Proof } from "../proof";

const STEPS = { full: 10_000, short: 300 };

/** The operations that the walks go through. Another one that minds `If-Match` fails the proof until it is walked too. */
const WALKED = new Set([
  "videos.edit",
  "deliveries.retry",
  "assignments.edit",
  "assignments.cancel",
  "assignments.retry",
  "assignments.publish",
  "assignments.reconcile",
  "alerts.edit-route",
  "alerts.remove-route",
  "access.edit-person",
  "access.remove-person",
  "access.rotate-api-key",
  "access.revoke-api-key",
  "access.revoke-api-key-secret",
  "retention.hold",
  "retention.release",
  "retention.drop",
  "copies.stop-move",
  "copies.resume-move",
  "channels.edit",
  "channels.remove",
  "channels.pause",
  "channels.resume",
]);

export const ifMatch: Proof = {
  name: "if-match",
  promise: "an edit with a stale ETag changes nothing, and desk and model agree after every step",

  async run(desk, size) {
    const ledger = new Ledger();
    const operations: Operation[] = Object.values<Partial<Record<string, Operation>>>(ADDRESSES).flatMap((methods) =>
      Object.values(methods).filter((op) => op !== undefined),
    );
    const minding = operations.filter((op) => op.lockRevision !== undefined).map(({ name }) => name);
    const unwalked = minding.filter((name) => !WALKED.has(name));
    ledger.look("every operation that minds If-Match is walked", unwalked.length === 0, unwalked.join(", "));

    const seed = randomInt(2 ** 31);
    const things = await makeThings(desk);
    const real: Real = { desk, asker: await desk.signIn("admin"), things, count: { steps: 0 } };
    let walked = 0;
    while (real.count.steps < STEPS[size] && ledger.wrong === 0) {
      const result = await fc.check(
        fc.asyncProperty(walks(things), (steps) =>
          fc.asyncModelRun(async () => ({ model: await beliefsOf(real), real }), steps),
        ),
        { numRuns: 1, seed: seed + walked, endOnFailure: true },
      );
      walked += 1;
      const { errorInstance } = result;
      const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
      ledger.look(
        "desk and model agree at each step",
        !result.failed,
        `seed ${seed + walked - 1}: ${why} after ${fc.stringify(result.counterexample?.[0])}`,
      );
    }
    ledger.look("as many steps as were promised", real.count.steps >= STEPS[size], `${real.count.steps}`);
    ledger.figure("seed", seed);
    ledger.figure("steps", real.count.steps);
    ledger.figure("walks", walked);
    return ledger.outcome();
  },
};

/** Where a walk begins: what the desk says of everything. */
async function beliefsOf({ desk, asker, things }: Real): Promise<Map<number, Belief>> {
  const entries = things.map(async ({ path, valueOf }, place): Promise<[number, Belief]> => {
    const seen = jsonOf(await desk.ask({ path, headers: { cookie: asker.cookie } })) ?? {};
    return [place, { revision: Number(seen["revision"]), value: valueOf(seen) }];
  });
  return new Map(await Promise.all(entries));
}

async function makeThings(desk: HarnessDesk): Promise<Thing[]> {
  const films = [await desk.publish({ title: "First" }), await desk.publish({ title: "Second" })];
  const people = [await desk.person("reviewer"), await desk.person("manager")];
  const { id: key } = await desk.keyWith(["videos:read"], "harness walked");
  const [secret] = await desk.sql<{ id: string }>("SELECT id FROM api_key_secrets WHERE api_key_id = $1", [key]);
  const route = await makeRoute(desk);
  for (const { video_id: video } of films) await untilDrawn(desk, video);
  const channel = await makeChannel(desk);
  const move = await endedMove(desk);
  const assignment = await makeAssignment(desk, films[0]?.video_id ?? "");
  return [
    ...films.flatMap(({ video_id: video, delivery_id: delivery }): Thing[] => [
      {
        path: `/api/v1/videos/${video}`,
        change: { method: "PATCH", path: `/api/v1/videos/${video}`, body: (title) => ({ title }) },
        never: [],
        valueOf: ({ title }) => title,
      },
      {
        path: `/api/v1/deliveries/${delivery}`,
        never: [{ method: "POST", path: `/api/v1/deliveries/${delivery}/retry` }],
        valueOf: ({ status }) => status,
      },
      {
        path: `/api/v1/deliveries/${delivery}/staging-copy`,
        change: {
          method: "PUT",
          path: `/api/v1/deliveries/${delivery}/staging-copy/hold`,
          body: (reason) => ({ reason }),
        },
        never: [
          { method: "DELETE", path: `/api/v1/deliveries/${delivery}/staging-copy/hold` },
          { method: "DELETE", path: `/api/v1/deliveries/${delivery}/staging-copy` },
        ],
        valueOf: reasonOf,
      },
    ]),
    ...people.map(({ id }): Thing => {
      const path = `/api/v1/people/${id}`;
      return {
        path,
        change: { method: "PATCH", path, body: (name) => ({ name }) },
        never: [{ method: "DELETE", path }],
        valueOf: ({ name }) => name,
      };
    }),
    {
      path: route,
      change: { method: "PATCH", path: route, body: (name) => ({ name }) },
      never: [{ method: "DELETE", path: route }],
      valueOf: ({ name }) => name,
    },
    {
      path: assignment,
      change: { method: "PATCH", path: assignment, body: (caption) => ({ caption }) },
      never: [
        { method: "DELETE", path: assignment },
        { method: "POST", path: `${assignment}/retry` },
        { method: "POST", path: `${assignment}/publish` },
        { method: "POST", path: `${assignment}/reconcile`, says: { verdict: "check" } },
      ],
      valueOf: ({ caption }) => caption,
    },
    {
      path: channel,
      change: { method: "PATCH", path: channel, body: (name) => ({ name }) },
      never: [
        { method: "DELETE", path: channel },
        ...["pause", "resume"].map((verb) => ({ method: "POST" as const, path: `${channel}/${verb}` })),
      ],
      valueOf: ({ name }) => name,
    },
    {
      path: `/api/v1/api-keys/${key}`,
      change: { method: "POST", path: `/api/v1/api-keys/${key}/rotate`, body: () => ({ overlap_hours: 0 }) },
      never: [
        { method: "DELETE", path: `/api/v1/api-keys/${key}` },
        { method: "DELETE", path: `/api/v1/api-keys/${key}/secrets/${secret?.id}` },
      ],
      valueOf: ({ revoked_at: revoked }) => revoked ?? null,
    },
    {
      path: `/api/v1/storage-moves/${move}`,
      never: ["stop", "resume"].map((verb) => ({
        method: "POST" as const,
        path: `/api/v1/storage-moves/${move}/${verb}`,
      })),
      valueOf: ({ status }) => status,
    },
  ];
}

/** A move of stored films that ended long ago, put there by hand: a desk of one store makes none. */
async function endedMove(desk: HarnessDesk): Promise<string> {
  const id = randomUUID();
  await desk.sql(
    `INSERT INTO storage_moves (id, source, target, remove_source, status, total, total_bytes, created_at, created_by, ended_at)
     VALUES ($1, 'local', 'local:/elsewhere', false, 'finished', 0, 0, now(), 'harness', now())`,
    [id],
  );
  return id;
}

/** Of what is asked for as of what is answered: why a staging copy is held. */
function reasonOf({ reason, held }: Record<string, unknown>): unknown {
  if (reason !== undefined) return reason;
  return typeof held === "object" && held !== null && "reason" in held ? held.reason : null;
}

/** A route for alerts; returns its address. */
async function makeRoute(desk: HarnessDesk): Promise<string> {
  const { key } = await desk.keyWith(["alerts:manage"], "harness routes");
  const made = await desk.ask({
    method: "POST",
    path: "/api/v1/alert-routes",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Walked", way: "email", email: "walked@example.com" }),
  });
  return `/api/v1/alert-routes/${String(jsonOf(made)?.["id"])}`;
}

/** A film on a feed that waits for a time, so that nobody publishes it meanwhile; returns its address. */
async function makeAssignment(desk: HarnessDesk, video: string): Promise<string> {
  const [channel, id] = [randomUUID(), randomUUID()];
  await desk.sql(
    "INSERT INTO channels (id, name, platform, created_at, created_by) VALUES ($1, 'Walked', 'feed', now(), 'harness')",
    [channel],
  );
  await desk.sql(
    `INSERT INTO distribution_platform_status (id, video_id, channel_id, distribution_method, status, created_at, created_by)
     VALUES ($1, $2, $3, 'manual', 'assigned', now(), 'harness')`,
    [id, video, channel],
  );
  return `/api/v1/assignments/${id}`;
}

/** A channel to a feed; returns its address. */
async function makeChannel(desk: HarnessDesk): Promise<string> {
  const { key } = await desk.keyWith(["channels:write"], "harness channels");
  const made = await desk.ask({
    method: "POST",
    path: "/api/v1/channels",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Walked", platform: "feed" }),
  });
  return `/api/v1/channels/${String(jsonOf(made)?.["id"])}`;
}
