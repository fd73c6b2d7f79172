import { personIdOf } from "@/lib/domain/access/session-store";
import { operation } from "@/lib/infra/operation";
import { OneSavedView, RemovedSavedView } from "../contract";
import { viewOfSomebodyElse } from "../refusals";
import { findViewRow } from "../saved-view-store";

export const removeView = operation({
  name: "assignments.remove-view",
  summary: "Remove a view that you have saved; an admin also one that somebody shares.",
  effect: "writes",
  permission: "account:own",
  input: OneSavedView,
  output: RemovedSavedView,
  refuses: { saved_view_not_found: "not_found", forbidden: "forbidden" },
  subject: ({ id }) => `saved-view:${id}`,

  async run({ id }, { tx, caller }) {
    const userId = personIdOf(caller);
    const { ownerId } = await findViewRow(tx, { id, userId });
    // Who sets the roles of people is an admin.
    if (ownerId !== userId && !caller.scopes.has("people:manage")) throw viewOfSomebodyElse();
    await tx.savedView.deleteMany({ where: { id } });
    return { id, removed: true as const };
  },
});
