import { z } from "zod";
import { InstantOut } from "@/lib/core/time";
import { event } from "@/lib/infra/event";
import { AssignmentStatus } from "./contract";

/** What every event of an assignment tells. */
export const AssignmentFact = z.strictObject({
  assignment_id: z.string(),
  video_id: z.string(),
  channel_id: z.string(),
  platform: z.string(),
  distribution_method: z.enum(["auto_filter", "auto_schedule", "manual"]),
  status: AssignmentStatus,
  scheduled_at: InstantOut.nullable(),
  retry_count: z.int(),
  cause: z.string().nullable(),
  reason: z.string().nullable().describe("Why, in a sentence."),
  remote_id: z.string().nullable(),
  remote_url: z.string().nullable(),
});
export type AssignmentFact = z.infer<typeof AssignmentFact>;

export const assignmentCreated = event("assignment.created", AssignmentFact);
export const assignmentScheduled = event("assignment.scheduled", AssignmentFact);
export const assignmentPublished = event("assignment.published", AssignmentFact);
export const assignmentFailed = event("assignment.failed", AssignmentFact);
export const assignmentUnconfirmed = event("assignment.unconfirmed", AssignmentFact);
export const assignmentCancelled = event("assignment.cancelled", AssignmentFact);

export const subjectOf = (id: string) => `assignment:${id}`;
