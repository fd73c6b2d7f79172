import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { groundWith } from "../../ground";
import { openShelf } from "../shelf";

/** Files in two folders of one disk, and a server to fetch from. */
export const plain = groundWith("two folders", async (folder) => {
  const replica = join(folder, "replica");
  mkdirSync(replica);
  const shelf = await openShelf();
  return {
    settings: {
      OUTBOUND_ALLOW: shelf.host,
      STORAGE_REPLICAS: `local:${replica}`,
      // On a large machine V8 lets rubbish lie for long. With little room it is cleared away in time, and what is
      // truly kept from one delivery to the next would soon end the process.
      NODE_OPTIONS: "--max-old-space-size=160",
    },
    tools: { shelf, replica },
    close: () => shelf.close(),
  };
});
