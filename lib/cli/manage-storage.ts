import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import type { StorageMove, Store } from "@/lib/domain/copies/contract";
import { getMove } from "@/lib/domain/copies/operations/get-move";
import { listMoves } from "@/lib/domain/copies/operations/list-moves";
import { listStores } from "@/lib/domain/copies/operations/list-stores";
import { renameStore } from "@/lib/domain/copies/operations/rename-store";
import { startMove } from "@/lib/domain/copies/operations/start-move";
import { closeDb } from "@/lib/infra/db";
import { WrongSettings } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { listenForStop } from "./stop-signals";
import { withDatabase } from "./with-database";

const USAGE = `Usage: npm run storage -- stores
       npm run storage -- move <source> <target> [--remove-source]
       npm run storage -- rename <old> <new>
       npm run storage -- status
It needs the settings of the desk, STORAGE_DRIVER and STORAGE_REPLICAS among them.`;

const LOOK_EVERY_MS = 1000;
/** A worker gives a sign of life after each film; a large one takes its time. */
const SILENCE_MS = 60_000;

type Tell = (line: string) => void;

/** Does what the command line asks for. Throws `WrongSettings` with what was wrong and how it is asked. */
export async function manageStorage(args: readonly string[], tell: Tell): Promise<void> {
  const asked = readArguments(args);
  await withDatabase(async () => {
    try {
      if (asked.what === "move") await move(asked, tell);
      else if (asked.what === "rename") await rename(asked, tell);
      else await (asked.what === "stores" ? tellStores : tellStatus)(tell);
    } catch (error) {
      throw error instanceof Refusal ? new WrongSettings(error.message) : error;
    } finally {
      await closeQueue();
      await closeDb();
    }
  });
}

interface AskedMove {
  readonly what: "move";
  readonly source: string;
  readonly target: string;
  readonly remove_source: boolean;
}

interface AskedRename {
  readonly what: "rename";
  readonly from: string;
  readonly to: string;
}

interface AskedLook {
  readonly what: "stores" | "status";
}

function readArguments(args: readonly string[]): AskedMove | AskedRename | AskedLook {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { "remove-source": { type: "boolean", default: false } },
    });
    const [what, source, target, ...more] = positionals;
    if (what === "move" && source !== undefined && target !== undefined && more.length === 0)
      return { what, source, target, remove_source: values["remove-source"] };
    if (values["remove-source"]) throw new TypeError("Only a move removes anything.");
    if (what === "rename" && source !== undefined && target !== undefined && more.length === 0)
      return { what, from: source, to: target };
    if ((what === "stores" || what === "status") && source === undefined) return { what };
    throw new TypeError("That is not what there is to do.");
  } catch (error) {
    throw new WrongSettings(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

const caller = () => insideCaller("cli", crypto.randomUUID());

async function tellStores(tell: Tell): Promise<void> {
  const { items } = await perform(listStores, {}, caller());
  for (const store of items) tell(storeLine(store));
}

async function rename({ from, to }: AskedRename, tell: Tell): Promise<void> {
  const { copies } = await perform(renameStore, { from, to }, caller());
  tell(`${copies} ${copies === 1 ? "copy is" : "copies are"} on record in ${to} now, and will be read again there.`);
}

const storeLine = ({ name, role, objects, bytes, verified, lost, troubled, waiting }: Store) =>
  [
    `${name} (${role}): ${objects} ${objects === 1 ? "object" : "objects"}, ${bytes} bytes, ${verified} verified`,
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(troubled > 0 ? [`${troubled} in trouble`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ].join(", ");

async function tellStatus(tell: Tell): Promise<void> {
  const { items } = await perform(listMoves, { limit: 5 }, caller());
  if (items.length === 0) tell("Nothing was ever moved.");
  for (const one of items) {
    tell(
      `${one.created_at} ${one.source} to ${one.target}${one.remove_source ? ", emptying it" : ""}: ${moveLine(one)}`,
    );
    if (one.trouble !== null) tell(`  ${one.trouble}`);
  }
}

const moveLine = ({ status, done, total, done_bytes: bytes, total_bytes: totalBytes, failed }: StorageMove) =>
  `${status}, ${done} of ${total} objects, ${bytes} of ${totalBytes} bytes${failed > 0 ? `, ${failed} left behind` : ""}`;

/** Leaves the move to the workers and tells how far it is, until it ends or somebody has seen enough. */
async function move({ source, target, remove_source }: AskedMove, tell: Tell): Promise<void> {
  const { signal } = listenForStop();
  const { id } = await perform(startMove, { source, target, remove_source }, caller());
  let [last, heardAt] = ["", Date.now()];
  while (!signal.aborted) {
    const now = await perform(getMove, { id }, caller());
    const line = moveLine(now);
    if (line !== last) {
      tell(line);
      [last, heardAt] = [line, Date.now()];
    } else if (Date.now() - heardAt > SILENCE_MS) {
      tell("Nothing has moved for a minute. A large film takes its time; else see whether the desk's worker runs.");
      heardAt = Date.now();
    }
    if (now.status !== "running") {
      if (now.trouble !== null) tell(now.trouble);
      if (now.failed > 0)
        throw new WrongSettings("Not every object was moved. Resume the move at the desk: Settings, Storage.");
      return;
    }
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  tell('The move goes on without this program: "npm run storage -- status" tells how far it is.');
}
