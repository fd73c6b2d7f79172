import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { StagingCopy } from "../contract";
import { stagingNotDue } from "../refusals";
import { findStagingCopy, subjectOf, whyNot } from "../store";
import { giveUp } from "./drop-staging-copy";

/** The worker's, which removes the file itself right after. */
export const dropDueStagingCopy = operation({
  name: "retention.drop-due",
  summary: "Give up a staging copy whose time is over, which nobody holds and nothing needs.",
  effect: "writes",
  permission: "copies:keep",
  input: z.strictObject({ id: z.string() }),
  output: StagingCopy,
  subject: ({ id }) => subjectOf(id),

  async run({ id }, work) {
    const done = await giveUp(work, id, ["due"]);
    const copy = await findStagingCopy(work, id);
    if (!done) throw whyNot(copy) ?? stagingNotDue();
    return copy;
  },
});
