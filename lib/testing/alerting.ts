import { randomUUID } from "node:crypto";
import { z } from "zod";
import { raiseAlert } from "@/lib/domain/alerts/workers/raise-alert";
import { copyLost } from "@/lib/domain/copies/events";
import { deliveryFailed, deliveryRefused } from "@/lib/domain/deliveries/events";
import { db } from "@/lib/infra/db";
import type { EventType } from "@/lib/infra/event";
import { operation, perform } from "@/lib/infra/operation";
import { inside } from "./people";

const Told = z.strictObject({
  type: z.enum(["failed", "refused", "lost"]),
  code: z.string(),
  subject: z.string(),
  store: z.string(),
});

/** Tells a fact that stands for itself: there is no delivery behind it. */
const tell = operation({
  name: "facts.tell",
  summary: "Tell a fact.",
  effect: "writes",
  permission: "videos:write",
  input: Told,
  output: z.strictObject({}),
  subject: ({ subject }) => subject,
  async run({ type, code, subject, store }, work) {
    const id = subject.replace("delivery:", "");
    const told = { audit_log_id: id, video_id: `vid_${id.slice(5)}`, project_id: "p" };
    const ended = {
      ...told,
      storage_path: `p/${id}.mp4`,
      public_url: null,
      duration_seconds: 10,
      checksum: `sha256:${"0".repeat(64)}`,
      published_at: null,
      error_code: code,
    };
    const lost = {
      ...told,
      store,
      location: "s3://b/p/x.mp4",
      finding: "missing",
      another_copy: true,
    } as const;
    if (type === "lost") await work.emit(copyLost, subject, lost);
    if (type === "failed") await work.emit(deliveryFailed, subject, { ...ended, status: "failed" });
    if (type === "refused") await work.emit(deliveryRefused, subject, { ...ended, status: "refused" });
    return {};
  },
});

const EVENTS: Readonly<Record<z.infer<typeof Told>["type"], EventType>> = {
  failed: deliveryFailed,
  refused: deliveryRefused,
  lost: copyLost,
};

/** Something goes wrong at a moment; without a worker the event waits. Returns the event's id. */
export async function trouble(
  type: keyof typeof EVENTS,
  {
    code = "source_unreachable",
    store = "archive",
    now = new Date(),
  }: { code?: string; store?: string; now?: Date } = {},
): Promise<string> {
  const subject = `delivery:dist_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
  await perform(tell, { type, code, subject, store }, inside, { now });
  return (await db().outboxEvent.findFirstOrThrow({ where: { subject } })).id;
}

/** The same, and the worker's part of making an alert of it. Returns the alert's notices. */
export async function alarm(now: Date, type: keyof typeof EVENTS = "failed") {
  const eventId = await trouble(type, { now });
  await raiseAlert({ eventId }, { now });
  return db().alertNotice.findMany({ where: { alert: { eventId } }, orderBy: { id: "asc" } });
}
