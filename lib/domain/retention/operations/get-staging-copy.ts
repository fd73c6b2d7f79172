import { operation } from "@/lib/infra/operation";
import { OneStagingCopy, StagingCopy } from "../contract";
import { findStagingCopy, subjectOf } from "../store";

export const getStagingCopy = operation({
  name: "retention.get",
  summary: "Show a delivery's staging copy: when it goes, who holds it and what still needs it.",
  effect: "reads",
  permission: "deliveries:read",
  input: OneStagingCopy,
  output: StagingCopy,
  refuses: { staging_copy_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),
  revisionOf: ({ revision }) => revision,
  run: ({ id }, work) => findStagingCopy(work, id),
});
