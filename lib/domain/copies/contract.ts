import { z } from "zod";
import { Id } from "@/lib/core/id";
import { PageInput, pageOf } from "@/lib/core/page";
import { InstantOut } from "@/lib/core/time";
import { DeliveryId } from "@/lib/domain/deliveries/contract";

const StoreName = z
  .string()
  .min(1)
  .max(1200)
  .describe("A store's name as `GET /api/v1/stores` tells it, such as `local` or `s3:<host>/<bucket>`.");

const DRIVERS = ["local", "s3"] as const;

const COPY_STATES = ["verified", "missing", "altered", "waiting"] as const;

/** One copy of a delivered film, there or still to come. */
export const DeliveryCopy = z.strictObject({
  store: z.string(),
  driver: z.enum(DRIVERS),
  is_primary: z.boolean().describe("Whether this is where the desk's settings put films first."),
  configured: z.boolean().describe("False where the settings name this store no more: its copy is not looked at."),
  location: z.string().nullable().describe("Null while the copy is waited for."),
  state: z
    .enum(COPY_STATES)
    .describe("`waiting`: it has not been made yet. `missing` and `altered`: lost, to be written anew from another."),
  verified_at: InstantOut.nullable().describe("When its bytes were last found to be the promised ones."),
  checked_at: InstantOut.nullable().describe("When somebody last looked, whatever came of it."),
  trouble: z.string().nullable().describe("Why the last look, or the last try to make it, could not be finished."),
});
export type DeliveryCopy = z.infer<typeof DeliveryCopy>;

export const DeliveryCopies = z.strictObject({
  audit_log_id: DeliveryId,
  items: z.array(DeliveryCopy),
  checking: z.boolean().describe("Whether a check that somebody asked for is still under way."),
});
export type DeliveryCopies = z.infer<typeof DeliveryCopies>;

export const CopiesOfDelivery = z.strictObject({ id: Id });

/** A place where films are kept. Its name holds no credential. */
export const Store = z.strictObject({
  name: z.string(),
  driver: z.enum(DRIVERS),
  role: z
    .enum(["primary", "replica", "former"])
    .describe("`former`: the settings name it no more, and copies are still on record there."),
  objects: z.int().describe("Copies on record."),
  bytes: z.int().describe("How large they are together."),
  verified: z.int(),
  lost: z.int().describe("Missing or altered, and not written anew yet."),
  troubled: z.int().describe("Whose last look could not be finished."),
  waiting: z.int().describe("Published films that have no copy here yet and get one."),
  oldest_check_at: InstantOut.nullable().describe("When the copy that was looked at longest ago was looked at."),
});
export type Store = z.infer<typeof Store>;

export const ListStores = z.strictObject({});
export const StoreList = z.strictObject({ items: z.array(Store) });
export type StoreList = z.infer<typeof StoreList>;

const MoveStatus = z.enum(["running", "finished", "stopped"]);
export type MoveStatus = z.infer<typeof MoveStatus>;

/** All objects of one store on their way to another. */
export const StorageMove = z.strictObject({
  id: z.string(),
  source: z.string(),
  target: z.string(),
  remove_source: z.boolean().describe("Whether the source's copy goes once the target's is verified."),
  status: MoveStatus,
  total: z.int().describe("How many films it has to see to."),
  total_bytes: z.int(),
  done: z.int(),
  done_bytes: z.int(),
  failed: z.int().describe("Films it had to leave behind; `resume` tries them again."),
  trouble: z.string().nullable().describe("The last trouble it met."),
  created_at: InstantOut,
  created_by: z.string(),
  moved_at: InstantOut.nullable().describe("Its last sign of life."),
  ended_at: InstantOut.nullable(),
  revision: z.int().describe("The ETag of this address: grows when it is stopped, resumed or finished."),
});
export type StorageMove = z.infer<typeof StorageMove>;

export const StartMove = z.strictObject({
  source: StoreName,
  target: StoreName,
  remove_source: z.boolean().default(false).describe("Remove each copy from the source once the target's is verified."),
});
export const OneMove = z.strictObject({ id: Id });
export const ListMoves = PageInput;
export const MovePage = pageOf(StorageMove);
export type MovePage = z.infer<typeof MovePage>;
