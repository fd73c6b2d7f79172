import { Refusal } from "@/lib/core/refusal";
import type { Need } from "./contract";

export const stagingCopyNotFound = (id: string) =>
  new Refusal("not_found", "staging_copy_not_found", "There is no staging copy of such a delivery.", { id });

export const stagingGone = () =>
  new Refusal("conflict", "staging_gone", "This staging copy is gone already. Look again.");

export const stagingHeld = ({ by, reason }: { by: string; reason: string }) =>
  new Refusal("conflict", "staging_held", `${by} holds this staging copy: ${reason}. Release it first.`);

export const stagingNeeded = (needs: readonly Need[]) =>
  new Refusal(
    "conflict",
    "staging_needed",
    `This staging copy is still needed. ${needs.map(({ detail }) => detail).join(" ")}`,
    {
      needed_by: needs,
    },
  );

export const stagingNotDue = () =>
  new Refusal("conflict", "staging_not_due", "The time of this staging copy is not over.");
