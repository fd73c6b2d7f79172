import { z } from "zod";
import { Refusal } from "@/lib/core/refusal";
import { operation } from "@/lib/infra/operation";
import { readLinkToken } from "../link-token";
import { linkRefused } from "../refusals";

/** What stands behind a signed link, for the door that streams it. Whoever holds the link may; the signature is the right. */
export const openLink = operation({
  name: "deliveries.open-link",
  summary: "Find the file behind a signed link.",
  effect: "reads",
  permission: "links:follow",
  input: z.strictObject({ token: z.string().max(512) }),
  output: z.strictObject({ storage_location: z.string(), title: z.string(), checksum: z.string() }),
  refuses: { link_refused: "forbidden" },
  subject: () => "link",

  async run({ token }, { tx, now }) {
    const named = readLinkToken(token, now);
    const row =
      named &&
      (await tx.link.findUnique({
        where: { id: named.id },
        include: { delivery: { include: { video: { select: { title: true } } } } },
      }));
    // The row has the last word: a link can be revoked, and its end is the one that was promised.
    const works = row && row.revokedAt === null && row.expiresAt.getTime() === named.expiresAt.getTime();
    if (!works) throw linkRefused();
    if (row.delivery.storageLocation === null)
      throw new Refusal("unavailable", "storage_failed", "The file behind this link is not in place yet.");
    return {
      storage_location: row.delivery.storageLocation,
      title: row.delivery.video.title,
      checksum: row.delivery.checksum,
    };
  },
});
