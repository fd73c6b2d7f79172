import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { countWaiting } from "@/lib/infra/rewrap";
import { kidsOfRing } from "@/lib/infra/secrets";

/**
 * Writes down that sealed values are being brought under the newest secret, before the first one is
 * touched. The values themselves follow in batches (`rewrapColumns`), which a single transaction
 * would hold up for as long as they all take.
 */
export const rewrapSecrets = operation({
  name: "access.rewrap-secrets",
  summary: "Begin to bring every sealed value under the newest secret.",
  effect: "writes",
  permission: "secrets:rewrap",
  input: z.strictObject({}),
  output: z.strictObject({ kid: z.string(), waiting: z.int() }),
  subject: () => secretSubject(newest()),

  async run(_input, { tx }) {
    return { kid: newest(), waiting: await countWaiting(tx) };
  },
});

/** What the audit trail files a secret of the ring under. */
export const secretSubject = (kid: string) => `secret:${kid}`;

const newest = () => kidsOfRing()[0] ?? "";
