import { join } from "node:path";
import { env } from "@/lib/infra/env";
import type { Storage } from "./contract";
import { localStorage } from "./local";
import type { Replica } from "./replica-setting";
import { s3Storage, type S3Account } from "./s3";

let known: readonly Storage[] | undefined;

/** Every store this desk keeps copies in: the primary of `STORAGE_DRIVER` first, then those of `STORAGE_REPLICAS`. */
export function stores(): readonly Storage[] {
  return (known ??= openStores());
}

/** Where an object is stored first, and what its record's `storage_location` speaks of. */
export function primaryStore(): Storage {
  const [primary] = stores();
  if (!primary) throw new Error("There is a primary store by construction.");
  return primary;
}

/** The store of that name; null when the settings name it no more. */
export function storeNamed(name: string): Storage | null {
  return stores().find((store) => store.name === name) ?? null;
}

function openStores(): Storage[] {
  const { STORAGE_DRIVER, STORAGE_REPLICAS } = env();
  const primary = STORAGE_DRIVER === "local" ? ownFolder("linked") : s3Storage(ownAccount());
  const all = [primary, ...STORAGE_REPLICAS.map(openReplica)];
  // Named twice is kept once: a second copy in one place is no copy.
  return all.filter((store, index) => all.findIndex(({ name }) => name === store.name) === index);
}

const ownFolder = (from: "linked" | "copied") =>
  localStorage(join(env().MARQUEE_DATA_DIR, "storage"), { name: "local", from });

function openReplica(replica: Replica): Storage {
  switch (replica.kind) {
    case "local":
      return replica.folder === null
        ? ownFolder("copied")
        : localStorage(replica.folder, { name: `local:${replica.folder}`, from: "copied" });
    case "s3":
      return s3Storage(replica.bucket === null ? ownAccount() : { ...ownAccount(), bucket: replica.bucket });
    case "s3-elsewhere": {
      const { S3_PATH_STYLE, S3_MULTIPART_FROM_BYTES, S3_PART_BYTES } = env();
      return s3Storage({
        ...replica,
        publicEndpoint: null,
        sessionToken: null,
        keyExpiresAt: null,
        pathStyle: S3_PATH_STYLE,
        multipartFromBytes: S3_MULTIPART_FROM_BYTES,
        partBytes: S3_PART_BYTES,
      });
    }
  }
}

/** The account of the `S3_…` settings, which are there where S3 is used. */
function ownAccount(): S3Account {
  const settings = env();
  return {
    endpoint: settings.S3_ENDPOINT ?? null,
    publicEndpoint: settings.S3_PUBLIC_ENDPOINT ?? null,
    region: settings.S3_REGION,
    bucket: settings.S3_BUCKET ?? "",
    accessKeyId: settings.S3_ACCESS_KEY_ID ?? "",
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY ?? "",
    sessionToken: settings.S3_SESSION_TOKEN ?? null,
    keyExpiresAt: settings.S3_KEY_EXPIRES_AT ? new Date(settings.S3_KEY_EXPIRES_AT) : null,
    pathStyle: settings.S3_PATH_STYLE,
    multipartFromBytes: settings.S3_MULTIPART_FROM_BYTES,
    partBytes: settings.S3_PART_BYTES,
  };
}
