import { join } from "node:path";
import { env } from "@/lib/infra/env";
import type { Storage } from "./contract";
import { localStorage } from "./local";

let chosen: Storage | undefined;

/** The storage this desk is set to use (`STORAGE_DRIVER`). */
export function storage(): Storage {
  return (chosen ??= DRIVERS[env().STORAGE_DRIVER]());
}

const DRIVERS = {
  local: () => localStorage(join(env().MARQUEE_DATA_DIR, "storage")),
};
