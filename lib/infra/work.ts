import { fromPrisma } from "pg-boss";
import type { z } from "zod";
import type { Caller } from "@/lib/core/caller";
import type { Tx } from "./db";
import { env } from "./env";
import type { EventType } from "./event";
import type { JobType } from "./job";
import type { Operation } from "./operation";
import { sender } from "./queue";
import { SIGNAL_CHANNEL } from "./signal";
import { uuid7 } from "./uuid7";

/** One unit of work: everything an operation may touch, all inside one transaction. */
export interface Work {
  readonly tx: Tx;
  readonly caller: Caller;
  readonly now: Date;
  /** Tells the rest of the system a fact about `subject`, once this transaction commits. */
  emit<P extends z.ZodType>(type: EventType<P>, subject: string, payload: z.input<P>): Promise<void>;
  /** The same for many at once. */
  emitAll<P extends z.ZodType>(
    type: EventType<P>,
    facts: readonly { readonly subject: string; readonly payload: z.input<P> }[],
  ): Promise<void>;
  /** Leaves a job for the workers, in this same transaction. On an `exclusive` queue the same `key` twice keeps one job. */
  enqueue<P extends z.ZodType>(
    type: JobType<P>,
    payload: z.input<P>,
    options: { key: string; startAfter?: Date },
  ): Promise<void>;
  /** The same for many at once. */
  enqueueAll<P extends z.ZodType>(
    type: JobType<P>,
    jobs: readonly { readonly payload: z.input<P>; readonly key: string }[],
  ): Promise<void>;
  /** Writes down who did what to which subject, and how it ended. `perform` calls it for every write. */
  record(entry: AuditRecord): Promise<void>;
  /** Wakes whoever waits for `subject` (see `waitForSignal`), once this transaction commits. */
  signal(...subjects: readonly string[]): Promise<void>;
  /** Runs an operation of an earlier module in this same transaction, under the same caller; leaves its own audit entry. */
  also<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>, input: z.input<I>): Promise<z.output<O>>;
}

export interface AuditRecord {
  readonly operation: string;
  readonly subject: string;
  readonly outcome: "done" | "refused";
  readonly code?: string;
}

export function openWork(tx: Tx, caller: Caller, now: Date): Work {
  const work: Work = {
    tx,
    caller,
    now,
    async emit(type, subject, payload) {
      const data = JSON.stringify(type.payload.parse(payload));
      // Written out, since nearly every transaction of the desk waits for it: this is a fifth quicker than the model.
      await tx.$executeRaw`
        INSERT INTO outbox_events (id, type, subject, payload, request_id, occurred_at)
        VALUES (${uuid7()}::uuid, ${type.name}, ${subject}, ${data}::jsonb, ${caller.requestId}, ${now})`;
    },
    async emitAll(type, facts) {
      if (facts.length === 0) return;
      const rows = facts.map(({ subject, payload }) => ({
        id: uuid7(),
        subject,
        payload: type.payload.parse(payload),
      }));
      await tx.$executeRaw`
        INSERT INTO outbox_events (id, type, subject, payload, request_id, occurred_at)
        SELECT o.id, ${type.name}, o.subject, o.payload, ${caller.requestId}, ${now}
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o(id uuid, subject text, payload jsonb)`;
    },
    async enqueue(type, payload, { key, startAfter }) {
      const data = type.payload.parse(payload) as object;
      const boss = await sender();
      await boss.send(type.name, data, {
        singletonKey: key,
        db: fromPrisma(tx),
        ...(type.queue.heartbeatSeconds ? { heartbeatSeconds: env().WORKER_HEARTBEAT_SECONDS } : {}),
        ...(startAfter ? { startAfter } : {}),
      });
    },
    async enqueueAll(type, jobs) {
      const boss = await sender();
      const rows = jobs.map(({ payload, key }) => ({
        data: type.payload.parse(payload) as object,
        singletonKey: key,
        ...(type.queue.heartbeatSeconds ? { heartbeatSeconds: env().WORKER_HEARTBEAT_SECONDS } : {}),
      }));
      if (rows.length > 0) await boss.insert(type.name, rows, { db: fromPrisma(tx) });
    },
    async record({ operation, subject, outcome, code }) {
      const { actorId, actorName, door, requestId, address, onBehalfOf } = caller;
      await tx.auditEntry.create({
        data: {
          at: now,
          actorId,
          actorName,
          door,
          operation,
          subject,
          outcome,
          code: code ?? null,
          requestId,
          address,
          onBehalfOf,
        },
      });
    },
    async signal(...subjects) {
      if (subjects.length === 0) return;
      await tx.$executeRaw`SELECT pg_notify(${SIGNAL_CHANNEL}, s) FROM unnest(${subjects}::text[]) AS s`;
    },
    async also(operation, input) {
      const parsed = operation.input.parse(input);
      const output = operation.output.parse(await operation.run(parsed, work));
      if (operation.effect === "writes") {
        await work.record({ operation: operation.name, subject: operation.subject(parsed, output), outcome: "done" });
      }
      return output;
    },
  };
  return work;
}
