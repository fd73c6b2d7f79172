import { z } from "zod";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { storeNamed, stores } from "@/lib/infra/storage/stores";
import { moveRunning, nothingOnRecord, storeHasCopies, storeStillNamed, storeUnknown } from "../refusals";
import { MOVES_LOCK } from "../store";

/** A host or a folder has another name from now on, and the same films stand in it. */
export const renameStore = operation({
  name: "copies.rename-store",
  summary: "Give a store on record the name that the settings have for it now.",
  effect: "writes",
  permission: "copies:keep",
  input: z.strictObject({ from: z.string(), to: z.string() }),
  output: z.strictObject({ copies: z.int() }),
  subject: () => "storage",

  async run({ from, to }, { tx }) {
    const storage = storeNamed(to);
    if (!storage)
      throw storeUnknown(
        to,
        stores().map(({ name }) => name),
      );
    if (storeNamed(from)) throw storeStillNamed(from);
    await lockUntilCommit(tx, MOVES_LOCK);
    const running = await tx.storageMove.findFirst({ where: { status: "running" }, select: { id: true } });
    if (running) throw moveRunning(running.id);
    if ((await tx.copy.count({ where: { store: to } })) > 0) throw storeHasCopies(to);
    // Every driver's location of a key ends in the key.
    const before = storage.locationOf("x").slice(0, -1);
    await tx.$executeRaw`
      UPDATE deliveries d SET storage_location = ${before} || c.key, revision = d.revision + 1
      FROM copies c WHERE c.delivery_id = d.id AND c.store = ${from} AND d.storage_location = c.location`;
    // That they stand there too is soon looked at: whatever was looked at longest ago comes first.
    const copies = await tx.$executeRaw`
      UPDATE copies SET store = ${to}, location = ${before} || key, checked_at = ${new Date(0)}, trouble = NULL
      WHERE store = ${from}`;
    if (copies === 0) throw nothingOnRecord(from);
    await tx.storageMove.updateMany({ where: { source: from }, data: { source: to } });
    await tx.storageMove.updateMany({ where: { target: from }, data: { target: to } });
    return { copies };
  },
});
