import { join } from "node:path";
import { env, WrongSettings } from "@/lib/infra/env";
import type { Storage } from "./contract";
import { localStorage } from "./local";
import { samePlaces } from "./same-places";
import type { Replica } from "./replica-setting";
import { s3Storage, type S3Account } from "./s3";

let known: readonly Storage[] | undefined;

/**
 * Every store this desk keeps copies in: the primary of `STORAGE_DRIVER` first, then those of `STORAGE_REPLICAS`.
 * Throws `WrongSettings` where two names lead to one folder: then one file would be counted as two copies.
 */
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
  const { STORAGE_DRIVER, STORAGE_REPLICAS, MARQUEE_DATA_DIR } = env();
  const primary = STORAGE_DRIVER === "local" ? ownFolder("linked") : s3Storage(ownAccount());
  const all = [primary, ...STORAGE_REPLICAS.map(openReplica)];
  const folders = STORAGE_REPLICAS.flatMap((replica) => (replica.kind === "local" && replica.folder) || []);
  const [two] = samePlaces([join(MARQUEE_DATA_DIR, "storage"), ...new Set(folders)]);
  if (two) throw new WrongSettings(`The setting STORAGE_REPLICAS is wrong: ${two.join(" and ")} are one folder.`);
  // Named twice is kept once: a second copy in one place is no copy.
  return all.filter((store, index) => all.findIndex(({ name }) => name === store.name) === index);
}

const ownFolder = (from: "linked" | "copied") =>
  localStorage(join(env().MARQUEE_DATA_DIR, "storage"), { name: "local", from });

function openReplica(replica: Replica): Storage {
  if (replica.kind === "local") {
    const { folder } = replica;
    if (folder === null) return ownFolder("copied");
    return localStorage(folder, { name: `local:${folder}`, from: "copied", mounted: true });
  }
  if (replica.kind === "s3") return s3Storage({ ...ownAccount(), bucket: replica.bucket ?? ownAccount().bucket });
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
