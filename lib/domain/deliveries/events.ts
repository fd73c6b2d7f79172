import { z } from "zod";
import { event } from "@/lib/infra/event";

/** The audit event of contracts, section 1. `public_url` is without its token: a log is no place for a signature. */
export const AuditEvent = z.strictObject({
  audit_log_id: z.string(),
  video_id: z.string(),
  project_id: z.string(),
  storage_path: z.string(),
  public_url: z.string().nullable(),
  duration_seconds: z.number(),
  checksum: z.string(),
  published_at: z.iso.datetime().nullable(),
  status: z.enum(["published", "failed", "refused"]),
  error_code: z.string().nullable(),
});

export const deliveryPublished = event("delivery.published", AuditEvent);
export const deliveryFailed = event("delivery.failed", AuditEvent);
export const deliveryRefused = event("delivery.refused", AuditEvent);
