import { randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/infra/staging/data-folder";
import { diskRefusal } from "@/lib/infra/staging/disk-refusals";
import { PartWriter } from "@/lib/infra/staging/part-writer";
import { makeSureOfRoom } from "@/lib/infra/staging/stage-source";
import { FETCHED_ENDING } from "@/lib/infra/staging/sweep-staging";
import type { S3Door } from "./s3-door";
import { wholeObject } from "./s3-read";

interface WithObjectFile<T> {
  readonly door: S3Door;
  readonly key: string;
  readonly use: (path: string) => Promise<T>;
  readonly signal: AbortSignal | undefined;
  /** Puts the store's faults into words; what `use` throws is none of them. */
  readonly asRefusal: (work: () => Promise<void>) => Promise<void>;
}

/** See `Storage.withFile`. The copy is the caller's alone, and gone when `use` is done. */
export async function withObjectFile<T>({ door, key, use, signal, asRefusal }: WithObjectFile<T>): Promise<T> {
  const path = join(await dataFolder("staging"), `${randomBytes(12).toString("hex")}${FETCHED_ENDING}`);
  try {
    await asRefusal(() => fetchTo({ door, key, path, signal }));
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}

interface FetchTo {
  readonly door: S3Door;
  readonly key: string;
  readonly path: string;
  readonly signal: AbortSignal | undefined;
}

async function fetchTo({ door, key, path, signal }: FetchTo): Promise<void> {
  const file = await open(path, "wx", 0o640);
  const writer = new PartWriter(file);
  try {
    for await (const chunk of wholeObject(door, key, { signal, onSize: seeToRoom })) await writer.add(chunk);
    await writer.finish();
  } catch (error) {
    throw diskRefusal(error);
  } finally {
    await writer.settle();
    await file.close();
  }
}

const seeToRoom = async (bytes: number) => makeSureOfRoom(await dataFolder("staging"), bytes);
