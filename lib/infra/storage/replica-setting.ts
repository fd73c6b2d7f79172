import { isAbsolute, resolve } from "node:path";
import { z } from "zod";

/** One further place for copies, as an entry of `STORAGE_REPLICAS` names it. */
export type Replica =
  /** A folder; null is the data dir's own `storage`. */
  | { readonly kind: "local"; readonly folder: string | null }
  /** A bucket beside that of `S3_BUCKET`, under the same endpoint and key; null is that very bucket. */
  | { readonly kind: "s3"; readonly bucket: string | null }
  /** A bucket somewhere else, with a key of its own. */
  | {
      readonly kind: "s3-elsewhere";
      readonly endpoint: string;
      readonly bucket: string;
      readonly region: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };

const WANTED =
  "wants local, local:/folder, s3, s3:bucket or s3+https://KEY:SECRET@host/bucket?region=auto, separated by commas; a percent sign in a secret is written %25";

/** `local`, `local:/mnt/second`, `s3`, `s3:second-bucket`, `s3+https://KEY:SECRET@host/bucket?region=auto`. */
export const ReplicaSetting = z.string().transform((entry, context): Replica => {
  const replica = readReplica(entry);
  if (replica) return replica;
  context.addIssue(WANTED);
  return z.NEVER;
});

function readReplica(entry: string): Replica | null {
  if (entry === "local") return { kind: "local", folder: null };
  if (entry === "s3") return { kind: "s3", bucket: null };
  const [, kind, rest = ""] = /^(local|s3):(?!\/\/)(.+)$/.exec(entry) ?? [];
  if (kind === "local") return isAbsolute(rest) ? { kind, folder: resolve(rest) } : null;
  if (kind === "s3") return isBucket(rest) ? { kind, bucket: rest } : null;
  const elsewhere = /^s3\+(https?:\/\/.+)$/.exec(entry)?.[1];
  if (elsewhere === undefined || !URL.canParse(elsewhere)) return null;
  const url = new URL(elsewhere);
  const bucket = url.pathname.slice(1);
  const [accessKeyId, secretAccessKey] = [decoded(url.username), decoded(url.password)];
  if (!accessKeyId || !secretAccessKey || !isBucket(bucket)) return null;
  return {
    kind: "s3-elsewhere",
    endpoint: url.origin,
    bucket,
    region: url.searchParams.get("region") ?? "us-east-1",
    accessKeyId,
    secretAccessKey,
  };
}

/** Null where a percent sign stands for nothing: whoever pastes a secret as it is has to write it as `%25`. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const isBucket = (text: string) => /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i.test(text);
