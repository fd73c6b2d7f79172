import { personIdOf } from "@/lib/domain/access/session-store";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { MOST_VIEWS, SavedView, SaveView } from "../contract";
import { tooManyViews } from "../refusals";
import { findViewRow, toView } from "../saved-view-store";

export const saveView = operation({
  name: "assignments.save-view",
  summary: "Give the filters of a screen a name, for yourself or for everybody.",
  effect: "writes",
  permission: "account:own",
  input: SaveView,
  output: SavedView,
  refuses: { too_many_saved_views: "conflict" },
  answers: { 201: "Saved." },
  subject: (_input, output) => (output ? `saved-view:${output.id}` : "saved-views"),

  async run(input, { tx, caller, now }) {
    const userId = personIdOf(caller);
    await lockUntilCommit(tx, `saved-views:${userId}`);
    if ((await tx.savedView.count({ where: { ownerId: userId } })) >= MOST_VIEWS) throw tooManyViews(MOST_VIEWS);
    return toView(await tx.savedView.create({ data: { ...input, ownerId: userId, createdAt: now } }), userId);
  },

  respond: () => ({ status: 201 }),
  repeats: {
    idOf: ({ id }) => id,
    async rebuild(id, { tx, caller }) {
      const userId = personIdOf(caller);
      return toView(await findViewRow(tx, { id, userId }), userId);
    },
  },
});
