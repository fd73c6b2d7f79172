import { createHash } from "node:crypto";
import { Checksum } from "@/lib/domain/videos/contract";
import { DELIVERY_SOURCE } from "@/lib/infra/sealed-columns";

/** The same asset under the same path is the same delivery: contracts, section 1. */
export function deliveryIdOf(asset: { projectId: string; storagePrefix: string; checksum: string }): string {
  const text = `${asset.projectId}\n${asset.storagePrefix}\n${asset.checksum}`;
  return `dist_${createHash("sha256").update(text).digest("hex").slice(0, 20)}`;
}

/** `<project_id>/<storage_prefix>/<audit_log_id>.mp4`; every part has been validated as a path segment. */
export function storageKeyOf(delivery: { projectId: string; storagePrefix: string; id: string }): string {
  return [delivery.projectId, delivery.storagePrefix, `${delivery.id}.mp4`].filter((part) => part !== "").join("/");
}

/** An address as it may be shown and logged: a query or a fragment may hold a signature. */
export function withoutQuery(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** The wire's form of a hash that was computed here. */
export const checksumOf = (sha256Hex: string) => Checksum.parse(`sha256:${sha256Hex}`);

/** What the sealed source is bound to, so that it opens in its own row only. */
export const sealPlaceOf = DELIVERY_SOURCE.placeOf;

/** A claimed duration may be off by half a second: encoders round to frames. */
export const DURATION_TOLERANCE_SECONDS = 0.5;

export function durationAgrees(claimedSeconds: number, actualSeconds: number): boolean {
  // The hair above the tolerance absorbs binary fractions: 9.7 - 9.2 is not exactly 0.5.
  return Math.abs(claimedSeconds - actualSeconds) <= DURATION_TOLERANCE_SECONDS + 1e-9;
}
