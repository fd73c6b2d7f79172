import { personIdOf } from "@/lib/domain/access/session-store";
import { operation } from "@/lib/infra/operation";
import { Link, OneLink } from "../contract";
import { findLink } from "../link-store";
import { subjectOf } from "../store";

/** Without a reminder nothing changes. */
export const dropLinkReminder = operation({
  name: "deliveries.drop-link-reminder",
  summary: "Want no mail before a link stops working.",
  effect: "writes",
  permission: "account:own",
  input: OneLink,
  output: Link,
  refuses: { link_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),

  async run({ id, link_id: linkId }, work) {
    const userId = personIdOf(work.caller);
    await findLink(work, { id, linkId });
    await work.tx.linkReminder.deleteMany({ where: { linkId, userId } });
    return findLink(work, { id, linkId });
  },
});
