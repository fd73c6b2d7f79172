import { z } from "zod";
import { StoredCopy } from "@/lib/domain/videos/contract";
import { readable } from "@/lib/domain/videos/rules";
import { operation } from "@/lib/infra/operation";
import { linkEnd } from "../link-store";
import { readLinkToken } from "../link-token";
import { linkRefused } from "../refusals";

/** What stands behind a signed link, for the door that streams it. Whoever holds the link may; the signature is the right. */
export const openLink = operation({
  name: "deliveries.open-link",
  summary: "Find the file behind a signed link.",
  effect: "reads",
  permission: "links:follow",
  input: z.strictObject({ token: z.string().max(512) }),
  output: z.strictObject({
    link_id: z.string(),
    delivery_id: z.string(),
    copies: z.array(StoredCopy),
    bytes: z.int(),
    title: z.string(),
    checksum: z.string(),
  }),
  refuses: { link_refused: "forbidden" },
  subject: () => "link",

  async run({ token }, { tx, now }) {
    const named = readLinkToken(token, now);
    const row =
      named &&
      (await tx.link.findUnique({
        where: { id: named.id },
        include: { delivery: { include: { copies: true, video: { select: { title: true } } } } },
      }));
    // The row has the last word: a link can be revoked, its end is the one that was promised, and the desk
    // may have come to allow less. That a key has ended is the store's to say: with a new one it works again.
    const works =
      row?.revokedAt === null &&
      row.expiresAt.getTime() === named?.expiresAt.getTime() &&
      linkEnd(row, row.delivery.copies).refusedFrom > now;
    if (!works) throw linkRefused();
    const { delivery } = row;
    return {
      link_id: row.id,
      delivery_id: delivery.id,
      copies: readable(delivery.copies),
      bytes: Number(delivery.bytes),
      title: delivery.video.title,
      checksum: delivery.checksum,
    };
  },
});
