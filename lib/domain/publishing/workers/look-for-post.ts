import { openAccount } from "@/lib/domain/channels/workers/open-account";
import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { db } from "@/lib/infra/db";
import { failpoint } from "@/lib/infra/failpoint";
import { perform } from "@/lib/infra/operation";
import { isPlatform } from "@/lib/platforms/cards";
import { connectorFor } from "@/lib/platforms/connectors";
import type { Bookmark } from "@/lib/platforms/contract";
import { Frozen, postOf } from "../frozen";
import type { LookEnding } from "../looks";
import { noteLook } from "../operations/note-look";
import { toolsFor } from "./tools";

const REQUEST_MS = 30_000;

/** Looks on the platform for a try whose outcome nobody knows. Reads only, there. */
export async function lookForPost({ assignmentId: id }: { assignmentId: string }): Promise<void> {
  const row = await db().assignment.findUnique({
    where: { id },
    include: { channel: { select: { platform: true } }, attempts: { where: { state: "unknown" } } },
  });
  const [attempt] = row?.attempts ?? [];
  if (row?.status !== "unconfirmed" || !attempt || !isPlatform(row.channel.platform)) return;
  const connector = await connectorFor(row.channel.platform);
  if (!connector.find) return;
  const frozen = Frozen.parse(row.frozen);
  const opened = await openAccount(row.channelId);
  const { tools, calls } = toolsFor({ deliveryId: frozen.media.delivery_id, withinMs: REQUEST_MS });
  failpoint("look-before-ask");
  const ending: LookEnding =
    opened.kind === "open"
      ? await connector.find(postOf(row, frozen), opened.account, tools, row.bookmark as Bookmark)
      : opened.kind === "later"
        ? { ...opened, seconds: null }
        : opened;
  failpoint("look-after-ask");
  const noted = { id, fence: row.fence, number: attempt.number, ending, calls: [...calls] };
  await perform(noteLook, noted, insideCaller("worker", `look.${id}`)).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === "taken_over")) throw error;
  });
  failpoint("look-after-note");
}
