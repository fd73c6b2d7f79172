import { z } from "zod";
import { event } from "@/lib/infra/event";

const OneCopy = {
  audit_log_id: z.string(),
  video_id: z.string(),
  project_id: z.string(),
  store: z.string(),
  location: z.string(),
};

/** A copy that was verified before is not what it should be any more. Told once for each loss. */
export const copyLost = event(
  "copy.lost",
  z.strictObject({
    ...OneCopy,
    finding: z.enum(["missing", "altered"]),
    /** Whether another copy is on record as verified, from which this one can be written anew. */
    another_copy: z.boolean(),
  }),
);

/** A copy that was lost is verified again. */
export const copyHealed = event("copy.healed", z.strictObject(OneCopy));
