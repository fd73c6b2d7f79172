import { mkdtempSync } from "node:fs";
import { access } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach } from "vitest";
import type { StagingCopy } from "@/lib/domain/retention/contract";
import { getStagingCopy } from "@/lib/domain/retention/operations/get-staging-copy";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { keptPath } from "@/lib/infra/staging/kept-copy";
import { call, type Answered } from "./call";
import { delivering, recordOf, type Delivering } from "./delivering";
import { inside } from "./people";
import { eventually } from "./worker";

/** A desk with a replica, and for each test a published delivery whose staging copy nothing needs any more. */
export interface Staging {
  readonly desk: Delivering;
  /** The name of the replica's store. */
  readonly replica: string;
  /** Of the test's own delivery, and when its copy was kept. */
  readonly id: string;
  readonly keptAt: Date;
  readonly after: (ms: number) => Date;
  /** One more, below a prefix of its own. */
  readonly published: (prefix: string) => Promise<string>;
  /** Takes the copy in the replica off the record, and puts it back. */
  readonly lose: (deliveryId: string) => Promise<void>;
  readonly replicate: (deliveryId: string) => Promise<void>;
  /** Over the API, in the test's own project. */
  readonly cleanUp: (body: object, headers?: Record<string, string>) => Promise<Answered>;
}

/** The deliveries that a report names. */
export const namesIn = (body: Record<string, unknown>, list: "dropped" | "kept" | "items") =>
  (body[list] as { audit_log_id: string }[]).map(({ audit_log_id: name }) => name);

export const ada = { ...inside, actorName: "Ada" };

export const stagingOf = (id: string, now?: Date): Promise<StagingCopy> =>
  perform(getStagingCopy, { id }, ada, now ? { now } : {});

/** Whether the file itself stands in staging. */
export const isThere = (id: string): Promise<boolean> =>
  keptPath(id)
    .then((path) => access(path))
    .then(
      () => true,
      () => false,
    );

/** Sets a test file up. Call it at the top of the file, before anything reads the settings. */
export async function staging(): Promise<Staging> {
  const replica = `local:${mkdtempSync(join(tmpdir(), "marquee-replica-"))}`;
  process.env["STORAGE_REPLICAS"] = replica;
  const desk = await delivering();
  const own = { id: "", keptAt: new Date() };

  async function published(prefix: string): Promise<string> {
    const { body } = await desk.deliver({ settings: { storage_prefix: prefix } });
    const id = String(recordOf(body)["audit_log_id"]);
    await eventually(async () => (await stagingOf(id)).needed_by.length === 0);
    return id;
  }

  const copyIn = (deliveryId: string, store: string) => ({ deliveryId_store: { deliveryId, store } });

  beforeEach(async () => {
    own.id = await published("");
    own.keptAt = new Date((await stagingOf(own.id)).kept_at);
  });

  return {
    desk,
    replica,
    published,
    get id() {
      return own.id;
    },
    get keptAt() {
      return own.keptAt;
    },
    after: (ms) => new Date(own.keptAt.getTime() + ms),
    async lose(deliveryId) {
      await db().copy.delete({ where: copyIn(deliveryId, replica) });
    },
    async replicate(deliveryId) {
      const copy = await db().copy.findUniqueOrThrow({ where: copyIn(deliveryId, "local") });
      await db().copy.create({ data: { ...copy, store: replica, location: "the replica" } });
    },
    cleanUp: (body, headers = {}) =>
      call("POST", "/api/v1/staging-copies/clean-up", {
        key: desk.key,
        body: { project: desk.project, ...body },
        headers,
      }),
  };
}
