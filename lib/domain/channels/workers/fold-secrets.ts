import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { keepCredentials } from "../operations/keep-credentials";
import { openSecrets } from "./open-secrets";

/**
 * Puts a signing secret and the former one that lies sealed inside into one text: what lies inside is not
 * reached by a rotation of the desk's secrets, and would hold the one before it too.
 */
export async function foldSecrets({ channelId }: { channelId: string }): Promise<void> {
  const row = await db().channel.findUniqueOrThrow({
    where: { id: channelId },
    select: { id: true, credentialsSealed: true, credentialsRevision: true },
  });
  if (row.credentialsSealed === null) return;
  const secrets = openSecrets({ id: row.id, sealed: row.credentialsSealed }, new Date());
  if (secrets === null) return;
  await perform(
    keepCredentials,
    { id: row.id, credentials_revision: row.credentialsRevision, credentials: secrets, renewed: null },
    insideCaller("worker", `fold.${channelId}`),
  );
}
