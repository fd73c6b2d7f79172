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
import { renewedOr } from "./renewed";
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
  const post = postOf(row, frozen);
  const look = async ({
    account,
    credentialsRevision,
  }: Extract<typeof opened, { kind: "open" }>): Promise<LookEnding> => {
    const found = await connector.find?.(post, account, tools, row.bookmark as Bookmark);
    if (!found) return { kind: "unknown", reason: "This platform cannot be looked into." };
    return renewedOr(found, { channelId: row.channelId, credentialsRevision, connector });
  };
  failpoint("look-before-ask");
  const ending = opened.kind === "open" ? await look(opened) : opened;
  failpoint("look-after-ask");
  const noted = {
    ...(opened.kind === "open" ? { credentials_revision: opened.credentialsRevision } : {}),
    id,
    fence: row.fence,
    number: attempt.number,
    ending: ending.kind === "later" ? { seconds: null, ...ending } : ending,
    calls: [...calls],
  };
  await perform(noteLook, noted, insideCaller("worker", `look.${id}`)).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === "taken_over")) throw error;
  });
  failpoint("look-after-note");
}
